"""Sites of many postmortems: what is in them, what stops a document, and where they may be put."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from afterword.cli.main import main

VOID = {"meta", "br", "hr", "img", "input", "link", "col"}
DOCUMENT = """---
house: soc
title: {title}
authors: [Zebulon Quuxley]
---
# {title}

## 3. Incident Summary (Executive-Safe)

**Incident ID:** {id}
**Date(s):** {day} to {day}
**Severity:** SEV-1

**Summary:** A build credential was misused. Service was restored in 60 minutes.

## 4. Incident Timeline (Authoritative Record)

| Time (UTC) | Event | Notes |
|---|---|---|
| {day} 10:00 | Alert detected | Zebulon Quuxley saw it on db-07.corp.internal |
| {day} 11:00 | Recovery completed | |

## 6. Root Cause Analysis

**Primary Root Cause:** The zqplanted token had no expiry date, AKIAIOSFODNN7EXAMPLQ.

## 11. Leadership Summary (Optional)

- High-level cause: A credential lived too long
- Confirmation of resolution: All credentials were replaced
"""


def document(title: str, number: str = "INC-1", day: str = "2026-01-02") -> str:
    """A made-up document."""
    return DOCUMENT.format(title=title, id=number, day=day)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents with the same id, odd titles, and hostile Markdown."""
    found = tmp_path / "postmortems"
    found.mkdir()
    titles = [
        "Credentials misused",
        "Credentials misused",
        "<script>alert(1)</script> & \u201cco\u201d",
        "\u8a3c\u660e\u66f8 ../../x",
    ]
    for number, title in enumerate(titles):
        text = document(title.replace("<script>", "&lt;script>"), day=f"202{number + 3}-01-02")
        (found / f"{number}.md").write_text(text, encoding="utf-8")
    return found


class Page(HTMLParser):
    """Addresses, anchors, and whether every element that is opened is closed in its place."""

    def __init__(self, text: str) -> None:
        """Reads a page."""
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.open: list[str] = []
        self.tags: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers an element."""
        told = dict(attrs)
        self.tags.append(tag)
        self.links += [str(told[name]) for name in ("href", "src") if name in told]
        self.anchors += [str(told["id"])] if "id" in told else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stays open."""

    def handle_endtag(self, tag: str) -> None:
        """Closes an element."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in sorted(site.rglob("*")) if f.is_file()}


def test_every_link_leads_somewhere(folder: Path, tmp_path: Path) -> None:
    """All links are relative and lead to files and anchors of the site, and every page is well-formed."""
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "public", "-o", str(site)]) == 0
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    assert len([path for path in pages if path.parent.name == "postmortems"]) == 4
    for path, page in pages.items():
        assert not page.wrong
        assert not page.open
        assert len(page.anchors) == len(set(page.anchors))
        assert page.tags.count("h1") == page.tags.count("main") == 1
        assert "nav" in page.tags
        for link in page.links:
            address, _, anchor = link.partition("#")
            assert not re.match(r"[a-z]+:|/", address)
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target.is_file()
            assert target.is_relative_to(site.resolve())
            assert not anchor or anchor in pages[target].anchors
    feed = ET.fromstring((site / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314  # our own
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 4


def test_nothing_hidden_is_in_any_file(folder: Path, tmp_path: Path) -> None:
    """What the audience may not see is in no file of the site: no page, index, feed, or words to search."""
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "public", "-o", str(site)]) == 0
    whole = b"\n".join([*files_of(site).values(), *(name.encode() for name in files_of(site))]).lower()
    for planted in (
        b"quuxley",
        b"db-07",
        b"zqplanted",
        b"akiaiosfodnn7examplq",
        b"<script>alert",
        str(folder).encode(),
    ):
        assert planted.lower() not in whole
    assert b"build credential" in whole


def test_one_document_stops_only_itself(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that cannot be read is named and in no file of the site, and the exit code is 1."""
    (folder / "zqbroken.md").write_bytes(b"# Zqbroken outage\n\xff\xfe\n")
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "public", "-o", str(site)]) == 1
    assert "zqbroken.md: left out: not valid UTF-8" in capsys.readouterr().err
    assert b"zqbroken" not in b"".join(files_of(site).values()).lower()


def test_a_hidden_end_stops_only_its_document(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document whose version would give another duration than the document does is left out and named."""
    text = document("Zqdiffering outage", "INC-9").replace(
        "| 2026-01-02 11:00 |", "| 2026-01-02 10:05 | Alert detected | |\n| 2026-01-02 11:00 |"
    )
    text = text.replace("Alert detected | Zeb", "Alert detected <!-- only: internal --> | Zeb")
    text = text.replace("db-07.corp.internal |", "db-07.corp.internal | <!-- only: internal -->")
    (folder / "differing.md").write_text(text, encoding="utf-8")
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "leadership", "-o", str(site)]) == 1
    assert "differing.md: left out: " in capsys.readouterr().err
    files = files_of(site)
    assert b"zqdiffering" not in b"".join(files.values()).lower()
    assert sum(name.startswith("postmortems/") for name in files) == 4


def test_many_documents_in_several_processes(tmp_path: Path) -> None:
    """Documents that several processes read are all there, each person with one pseudonym on all pages."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(20):
        owner = f"{('Zebulon', 'Mirabel', 'Tarquin')[number % 3]} Quuxley"
        text = document(f"Outage number {number}", f"INC-{number}", f"2026-01-{number + 1:02d}")
        text = text.replace("Zebulon Quuxley", owner).replace("was misused", f"of {owner} was misused")
        (folder / f"{number:02}.md").write_text(text, encoding="utf-8")
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "auditor", "-o", str(site)]) == 0
    pages = sorted((site / "postmortems").iterdir())
    assert len(pages) == 20
    assert "quuxley" not in b"".join(files_of(site).values()).decode().lower()
    named = {name for page in pages for name in re.findall(r"Engineer [A-Z]\b", page.read_text(encoding="utf-8"))}
    assert len(named) == 3


def test_the_same_documents_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """A site is made again byte by byte, and a former one is replaced whole."""
    first, second = tmp_path / "one", tmp_path / "two"
    for site in (first, second, second):
        assert main(["site", str(folder), "--audience", "customer", "-o", str(site)]) == 0
    assert files_of(first) == files_of(second)
    (folder / "0.md").unlink()
    assert main(["site", str(folder), "--audience", "customer", "-o", str(second)]) == 0
    assert len(files_of(second)) < len(files_of(first))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "postmortems", "two"]


def test_what_is_no_site_is_not_replaced(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with files of others, be it a site beside that, is refused with one line and stays as it is."""
    site = tmp_path / "out"
    assert main(["site", str(folder), "--audience", "public", "-o", str(folder)]) == 2
    assert main(["site", str(folder), "--audience", "public", "-o", str(site)]) == 0
    (site / "CNAME").write_text("postmortems.example\n")
    capsys.readouterr()
    assert main(["site", str(folder), "--audience", "public", "-o", str(site)]) == 2
    assert "CNAME: is no file of the site" in capsys.readouterr().err
    assert (site / "CNAME").is_file()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--audience", "nobody"], "nobody"),
        (["--audience", "public", "--title", " "], "--title is empty"),
        (["--audience", "public", "--url", "javascript:x"], "no address of a site"),
    ],
)
def test_what_makes_no_site(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    """A wrong option gives one line, exit code 2, and no folder."""
    site = tmp_path / "out"
    assert main(["site", str(folder), *more, "-o", str(site)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not site.exists()


def test_an_empty_folder_makes_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to make a site of gives one line and exit code 2."""
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["site", str(empty), "--audience", "public", "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_people_have_one_pseudonym_on_all_pages(folder: Path, tmp_path: Path) -> None:
    """Whom one document names is nobody to see in another that mentions them, and the owner's map tells who it was."""
    other = document("Second look", "INC-7").replace("A build credential", "Zebulon Quuxley's build credential")
    (folder / "other.md").write_text(other.replace("authors: [Zebulon Quuxley]\n", ""), encoding="utf-8")
    site, names = tmp_path / "out", tmp_path / "names.json"
    main(["site", str(folder), "--audience", "leadership", "-o", str(site), "--pseudonyms", str(names)])
    assert "quuxley" not in b"".join(files_of(site).values()).decode().lower()
    assert "Quuxley" in names.read_text(encoding="utf-8")


def test_words_of_the_program_are_no_leak_in_the_look_of_a_house(tmp_path: Path) -> None:
    """Whoever is called like a rule of the style sheet may be hidden all the same, whatever colours the page has."""
    found = tmp_path / "postmortems"
    found.mkdir()
    text = (
        document("Credentials misused")
        .replace("Zebulon Quuxley saw", "@search saw")
        .replace("Zebulon Quuxley", "search")
    )
    (found / "a.md").write_text(text, encoding="utf-8")
    out = tmp_path / "site"
    assert main(["site", str(found), "--audience", "auditor", "-o", str(out)]) == 0
    page = next((out / "postmortems").glob("*.html")).read_text(encoding="utf-8")
    assert "--accent:#3b3a78" in page
