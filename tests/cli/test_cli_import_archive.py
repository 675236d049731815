"""Importing whole archives: every file is in the report once, nothing is written over, a second import adds nothing."""

import json
import os
import runpy
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.cli.main import main

MADE = runpy.run_path(str(Path(__file__).resolve().parents[1] / "text" / "foreign_documents.py"))
MARKDOWN: bytes = MADE["markdown"]()
HTML: bytes = MADE["FORMATS"]["html"]()
NAME = "2024-02-14-checkout-refused-cards-for-34-minutes.md"
CONTENTS = [
    MARKDOWN,
    HTML,
    b"# Milk\n",
    b"",
    b"\x89PNG\r\n\x1a\n\0",
    b"%PDF-1.7\n",
    b"\xff\xfe#\0",
    b"caf\xe9 [a](b.png)\n",
]
SHORT = "# 2024-02-15 Checkout\n\n## Summary\n\nOrders failed.\n\n## Timeline\n\n- 10:00 UTC Down\n"


def imported(*arguments: str | Path) -> int:
    """The exit code of an import."""
    return main(["import", *map(str, arguments)])


def rows(target: Path) -> dict[str, dict[str, object]]:
    """The rows of the report by source; no source has two."""
    documents = json.loads((target / "import-report.json").read_text())["documents"]
    assert len({row["source"] for row in documents}) == len(documents)
    return {row["source"]: row for row in documents}


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder with their bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


PLAIN = ["a.md", "A.md", "a", "b.html", "B.HTML", "b.png", "B.png", "c", "c.py", ".git", "node_modules", "CON.md"]
ODD = ["ü.md", "u\u0308.md", "-a.md", "a,b.md", "a.md.md", "new\nline.md", " .md", "back\\slash.md"]
LONG = ["x" * 120 + ".md", "表" * 80 + ".md"]
NAMES = st.sampled_from([*PLAIN, *ODD, *LONG])
PATHS = st.one_of(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.just("import-report.json"))


@given(st.dictionaries(PATHS, st.sampled_from(CONTENTS), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_file_is_in_the_report_once(tmp_path_factory: pytest.TempPathFactory, made: dict[str, bytes]) -> None:
    """Whatever an archive holds, each of its files has one row, or stands in a folder that has one."""
    root = tmp_path_factory.mktemp("archive")
    (root / "sure.md").write_bytes(MARKDOWN)
    (root / "link.md").symlink_to(root / "sure.md")
    for name, content in made.items():
        path = root / name
        if not any(up.is_file() for up in path.parents) and not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    before = tree(root)
    target = tmp_path_factory.mktemp("to") / "to"
    assert imported(root, "--to", target) == 0
    told = rows(target)
    folders = tuple(name for name in told if name.endswith("/"))
    assert {n for n in before if not n.startswith(folders)} == {n for n in told if not n.endswith("/")}
    assert all(row["reason"] for row in told.values() if row["outcome"] != "imported")
    assert tree(root) == before
    targets = [str(row["target"]).casefold() for row in told.values() if row["target"]]
    assert len(targets) == len(set(targets))
    assert set(tree(target)) == {str(row["target"]) for row in told.values() if row["target"]} | {"import-report.json"}


def test_the_text_names_every_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Skipped files stand in the text by name, together where they share a reason; links and hidden ones, too."""
    for name in ("a.md", "1.py", "2.py", "3.py", "4.py", "milk.md", ".secret", "old.pdf"):
        (tmp_path / name).write_bytes(MARKDOWN if name == "a.md" else b"%PDF-1.7" if name == "old.pdf" else b"# Milk\n")
    (tmp_path / "link.md").symlink_to("a.md")
    assert imported(tmp_path, "--dry-run") == 0
    assert capfd.readouterr().out.split("\n\n")[-1].splitlines() == [
        "skipped .secret: hidden",
        "skipped 4 files: a program, data, or settings by its name",
        "  1.py, 2.py, 3.py, 4.py",
        "skipped link.md: a symbolic link",
        "skipped milk.md: no postmortem: it has no timeline and none of the usual sections",
        "refused old.pdf: no document that is read; it is a PDF; export it as DOCX or HTML",
        "1 would be imported, 7 skipped, 1 refused",
    ]


def test_members_that_lead_out_are_named(tmp_path: Path) -> None:
    """A zip's members outside of it, its links, and a second one of the same name are rows, and are not read."""
    packed = tmp_path / "export.zip"
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a.md", MARKDOWN)
        made.writestr("../up.md", MARKDOWN)
        made.writestr("/etc/root.md", MARKDOWN)
        made.writestr("C:\\disk.md", MARKDOWN)
        made.writestr(link, "a.md")
        made.writestr("__MACOSX/a.md", b"x")
        made.writestr("milk.md", b"# Milk\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("milk.md", b"# More milk\n")
    assert imported(packed, "--to", tmp_path / "in" / "to") == 0
    documents = json.loads((tmp_path / "in" / "to" / "import-report.json").read_text())["documents"]
    assert sorted((row["source"], row["reason"]) for row in documents if row["outcome"] == "skipped") == [
        ("../up.md", "its path leads out of the archive"),
        ("/etc/root.md", "its path leads out of the archive"),
        ("C:\\disk.md", "its path leads out of the archive"),
        ("__MACOSX/a.md", "made by a tool"),
        ("link.md", "a symbolic link"),
        ("milk.md", "an earlier file of the same name"),
        ("milk.md", "no postmortem: it has no timeline and none of the usual sections"),
    ]
    assert set(tree(tmp_path / "in")) == {f"to/{NAME}", "to/import-report.json"}


@pytest.mark.parametrize("inside", ["records", ".", "a/b", None])
def test_a_second_import_adds_nothing(inside: str | None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An import into the archive itself, or in place, does not take its own records for documents."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.html").write_bytes(
        HTML.replace(b"</body>", b"<img src='data:image/png;base64,aGVsbG8='>")
    )
    (tmp_path / "own.md").write_bytes(MARKDOWN.replace(b"2024-02-14", b"2024-02-16"))
    where = ["--in-place"] if inside is None else ["--to", tmp_path / inside]
    assert imported(tmp_path, *where) == 0
    first = tree(tmp_path)
    for _ in range(2):
        capfd.readouterr()
        assert imported(tmp_path, *where) == 0
        assert "2 imported" in capfd.readouterr().out
        assert tree(tmp_path).keys() == first.keys()
    edited = next(p for p in tmp_path.rglob(NAME))
    edited.write_bytes(edited.read_bytes() + b"\nmore\n")
    assert imported(tmp_path, *where) == 0
    assert "1 imported, 1 kept" in capfd.readouterr().out
    assert edited.read_bytes().endswith(b"\nmore\n")


def test_a_record_that_nobody_edited_follows_its_original(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is brought up to date under the name that it got, whatever else the archive holds by then."""
    page, to = tmp_path / "in" / "page.html", tmp_path / "to"
    page.parent.mkdir()
    page.write_bytes(HTML)
    assert imported(page.parent, "--to", to) == 0
    page.write_bytes(HTML.replace(b"Half of all orders", b"Most orders").replace(b"2024-02-14", b"2024-02-13"))
    (page.parent / "copy.html").write_bytes(page.read_bytes())
    assert imported(page.parent, "--to", to) == 0
    assert {name for name, row in rows(to).items() if row["outcome"] == "imported"} == {"page.html", "copy.html"}
    assert rows(to)["page.html"]["target"] == NAME
    assert b"Most orders" in (to / NAME).read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    (other / "page.html").write_bytes(HTML.replace(b"Half of all orders", b"No order"))
    before = tree(to)
    assert imported(other, "--to", to) == 2
    assert "exists already and is different" in capfd.readouterr().err
    assert tree(to) == before


def test_records_without_their_originals_are_documents(tmp_path: Path) -> None:
    """A folder that an import made can be imported elsewhere, its report notwithstanding."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(HTML)
    assert imported(tmp_path / "in", "--to", tmp_path / "one") == 0
    assert imported(tmp_path / "one", "--to", tmp_path / "two") == 0
    assert rows(tmp_path / "two")[NAME]["outcome"] == "imported"


def test_what_was_written_before_is_remembered(tmp_path: Path) -> None:
    """A record whose original has gone meanwhile is still a record of an earlier import, and no document."""
    for name, day in (("a.html", b"2024-02-14"), ("b.html", b"2024-02-15")):
        (tmp_path / name).write_bytes(HTML.replace(b"2024-02-14", day))
        assert imported(tmp_path / name, "--in-place") == 0
    assert imported(tmp_path, "--in-place") == 0
    told = rows(tmp_path)
    assert [name for name, row in told.items() if row["outcome"] == "imported"] == ["a.html", "b.html"]
    assert told[NAME]["reason"] == "written by an earlier import"


def test_no_original_is_written_over(tmp_path: Path) -> None:
    """A record whose name an original has gets another, even with --force, and whatever the case of the letters."""
    (tmp_path / "page.html").write_bytes(b"<html><h1>Outage</h1><h2>Impact</h2><p>x<h2>Root cause</h2><p>y</html>")
    (tmp_path / "Page.md").write_text("# Milk\n")
    (tmp_path / "b.html").write_bytes(HTML)
    (tmp_path / NAME).write_text("# Bread\n")
    before = tree(tmp_path)
    assert imported(tmp_path, "--in-place", "--force") == 0
    after = tree(tmp_path)
    assert before.items() <= after.items()
    assert set(after) - set(before) == {"page-2.md", NAME.replace(".md", "-2.md"), "import-report.json"}


def test_nothing_is_written_where_one_file_cannot_be(tmp_path: Path) -> None:
    """A file in the way of a folder keeps back the whole import, temporary files included."""
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "one.md").write_bytes(MARKDOWN)
    (tmp_path / "in" / "two.md").write_bytes(MARKDOWN.replace(b"2024-02-14", b"2024-02-15"))
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "a").write_text("in the way")
    assert imported(tmp_path / "in", "--to", tmp_path / "to", "--force") == 2
    assert tree(tmp_path / "to") == {"a": b"in the way"}


def test_a_short_postmortem_is_taken(tmp_path: Path) -> None:
    """A few lines with a dated event and a summary are one; less than that is skipped with what was found."""
    (tmp_path / "short.md").write_text(SHORT)
    (tmp_path / "less.md").write_text("# Note\n\n## Impact\n\nNone.\n")
    (tmp_path / "blank.md").write_text("\n# \n")
    assert imported(tmp_path, "--to", tmp_path / "to") == 0
    told = rows(tmp_path / "to")
    assert told["short.md"]["outcome"] == "imported"
    said = "no postmortem: of the usual sections it has only impact; name the file itself to take it"
    assert told["less.md"]["reason"] == said
    assert told["blank.md"]["reason"] == "no postmortem: it holds no words"


def test_the_report_says_what_a_conversion_carried(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With --house it says what was read, of which house, and what the new one has no place for and asks."""
    (tmp_path / "a.md").write_bytes(MARKDOWN)
    assert imported(tmp_path, "--to", tmp_path / "to", "--house", "soc") == 0
    out = capfd.readouterr().out
    assert "  converted to house soc\n" in out
    assert "    now open: " in out
    row = rows(tmp_path / "to")["a.md"]
    assert (row["house"], row["events"], row["byte_identical"]) == (None, 4, False)
    converted = row["converted"]
    assert isinstance(converted, dict)
    assert converted["to"] == "soc"
    assert {"carried", "front_matter", "at_the_end", "left_behind", "open"} <= set(converted)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_repository_is_read_at_a_revision(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A branch, a tag, or a commit after an @, of a bare repository or of a folder of a work tree."""
    work = tmp_path / "work"
    (work / "pm").mkdir(parents=True)
    (work / "pm" / "a.md").write_bytes(MARKDOWN)
    (work / "pm" / "link.md").symlink_to("a.md")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    user = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], [*user, "commit", "-qm", "x"], ["tag", "v1"]):
        subprocess.run(["git", "-C", work, *words], check=True, env=environment)
    subprocess.run(["git", "-C", work, "rm", "-q", "pm/a.md"], check=True, env=environment)
    subprocess.run(["git", "-C", work, *user, "commit", "-qm", "gone"], check=True, env=environment)
    subprocess.run(["git", "clone", "-q", "--bare", work, tmp_path / "bare.git"], check=True, env=environment)
    for number, source in enumerate([f"{work}@v1", f"{work}@main~1", f"{tmp_path / 'bare.git'}@v1"]):
        assert imported(source, "--to", tmp_path / str(number)) == 0
        told = rows(tmp_path / str(number))
        assert (told["pm/a.md"]["outcome"], told["pm/link.md"]["reason"]) == ("imported", "a symbolic link")
    assert imported(f"{work / 'pm'}@v1", "--to", tmp_path / "inner") == 0
    assert "a.md" in rows(tmp_path / "inner")
    capfd.readouterr()
    for revision, said in (("nope", "no branch, tag, or commit 'nope'"), ("--help", "no branch, tag, or commit")):
        assert imported(f"{work}@{revision}", "--to", tmp_path / "x") == 2
        err = capfd.readouterr().err
        assert said in err
        assert err.count("\n") == 1
    assert imported(f"{tmp_path}@v1", "--to", tmp_path / "x") == 2
    assert "is no Git repository" in capfd.readouterr().err


def test_exports_within_a_folder_are_opened(tmp_path: Path) -> None:
    """A zip of each document, as word processors on the web give them, is a folder of its own; a broken one is said."""
    page = MADE["FORMATS"]["google-docs"]()
    for number in range(2):
        with zipfile.ZipFile(tmp_path / f"Doc {number}.zip", "w") as made:
            made.writestr("Doc.html", page.replace(b"</body>", b"<img src='images/i.png'></body>"))
            made.writestr("images/i.png", b"\x89PNG\0")
            made.writestr("../up.md", MARKDOWN)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    assert imported(tmp_path, "--to", tmp_path / "to") == 0
    assert set(tree(tmp_path / "to")) == {
        "import-report.json",
        *(f"Doc {number}/{name}" for number in range(2) for name in (NAME, "images/i.png")),
    }
    told = rows(tmp_path / "to")
    assert told["Doc 0.zip"]["reason"] == "an archive; its files stand on their own in this list"
    assert told["Doc 1.zip/../up.md"]["reason"] == "its path leads out of the archive"
    assert told["broken.zip"]["outcome"] == "refused"
    findings = told["Doc 0.zip/Doc.html"]["findings"]
    assert isinstance(findings, list)
    assert "IM102" not in [finding["code"] for finding in findings]
    assert imported(tmp_path, "--to", tmp_path / "to") == 0


def test_an_export_in_parts_is_opened(tmp_path: Path) -> None:
    """Archives within an archive, as large exports come, are folders of it; of two of one name the later is read."""
    part = tmp_path / "Part-1.zip"
    with zipfile.ZipFile(part, "w") as made:
        made.writestr("Team/one.md", MARKDOWN)
        made.writestr("../up.md", MARKDOWN)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as made:
        made.write(part, "Part-1.zip")
        made.writestr("Part-2.zip", b"PK\x03\x04 no archive")
        made.writestr("two.md", b"# Milk\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("two.md", MARKDOWN.replace(b"2024-02-14", b"2024-02-16"))
    assert imported(tmp_path / "export.zip", "--to", tmp_path / "to") == 0
    documents = json.loads((tmp_path / "to" / "import-report.json").read_text())["documents"]
    assert [(d["source"], d["outcome"]) for d in documents] == [
        ("Part-1.zip", "skipped"),
        ("Part-1.zip/../up.md", "skipped"),
        ("Part-1.zip/Team/one.md", "imported"),
        ("Part-2.zip", "refused"),
        ("two.md", "imported"),
        ("two.md", "skipped"),
    ]
    assert (tmp_path / "to" / "Part-1" / "Team" / NAME).read_bytes() == MARKDOWN


def test_archives_that_are_not_opened_are_said(tmp_path: Path) -> None:
    """Of very many archives within one, those that are left closed are in the report."""
    part = tmp_path / "part.zip"
    with zipfile.ZipFile(part, "w") as made:
        made.writestr("one.md", MARKDOWN)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as made:
        for number in range(22):
            made.write(part, f"{number:02}.zip")
    assert imported(tmp_path / "export.zip", "--to", tmp_path / "to") == 0
    documents = json.loads((tmp_path / "to" / "import-report.json").read_text())["documents"]
    skipped = {d["source"] for d in documents if d["outcome"] == "skipped" and "not opened" in json.dumps(d)}
    assert skipped == {"20.zip", "21.zip"}
    assert sum(d["outcome"] == "imported" for d in documents) == 20


def test_many_files_that_share_a_reason_are_counted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The text names some of them; the report names all."""
    for number in range(200):
        (tmp_path / f"{number:03}.md").write_bytes(b"# Milk\n")
    (tmp_path / "a.md").write_bytes(MARKDOWN)
    assert imported(tmp_path, "--to", tmp_path / "to") == 0
    out = capfd.readouterr().out
    assert "and 140 more, all of them in the report" in out
    assert len(out.splitlines()) < 25
    assert len(rows(tmp_path / "to")) == 201


def test_a_zip_that_expands_without_measure_is_bounded(tmp_path: Path) -> None:
    """Each member that is too large is a row that says so; the others are read."""
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.md", MARKDOWN)
        made.writestr("bomb.md", b"# Outage\n" + bytes(70_000_000))
        made.writestr("large.md", b"# Outage\n" + b"a" * 17_000_000)
    assert imported(packed, "--to", tmp_path / "to") == 0
    told = rows(tmp_path / "to")
    assert told["a.md"]["outcome"] == "imported"
    assert str(told["bomb.md"]["reason"]).endswith("expands beyond all measure")
    assert told["large.md"]["reason"] == "larger than 16 MiB, which no postmortem is"


def test_names_that_no_file_can_have(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Members with line ends, zeros, endless names, and letters of no encoding get names that every system holds."""
    packed = tmp_path / "export.zip"
    note = b"# Outage\n\n## Impact\n\nAll.\n\n## Root cause\n\nA disk.\n"
    with zipfile.ZipFile(packed, "w") as made:
        for name in ("a\nb/c\x1b[31m.md", "x" * 3000 + ".md", "x" * 3000 + "y.md", "q?*<>|.md", "CAPS.md", "caps.md"):
            made.writestr(name, note)
    assert imported(packed, "--to", tmp_path / "to") == 0
    assert "\x1b" not in capfd.readouterr().out
    written = set(tree(tmp_path / "to"))
    assert {"a-b/c-[31m.md", "q-----.md", "CAPS.md", "caps-2.md"} < written
    assert len(written) == 7
    assert all(len(name.encode()) < 255 and name.endswith((".md", ".json")) for name in written)
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / os.fsdecode(b"caf\xe9.md")).write_bytes(note)
    assert imported(odd, "--to", tmp_path / "other") == 0
    assert "caf-.md" in tree(tmp_path / "other")


HEADED = (
    "# Checkout down\n\n## Summary\n\nThe shop was down.\n\n## Timeline\n\n{timeline}\n\n"
    "## Root cause\n\n{cause}\n\n## Actions\n\n- Renew it by a job\n"
)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (HEADED.format(timeline="<dl><dt>10:00</dt><dd>It broke</dd></dl>", cause="Nobody renewed it."), True),
        (HEADED.replace("Root cause", "Words").format(timeline="<dl><dt>Ten</dt></dl>", cause="Some"), False),
        (f"# Sev1: c{HEADED[3:].replace('Root cause', 'Words')}".format(timeline="We were slow.", cause="X"), True),
        (HEADED.format(timeline="<!-- times -->", cause="<!-- why -->"), False),
        (HEADED.format(timeline="", cause="```\nx\n```"), False),
    ],
)
def test_headings_say_that_it_is_a_postmortem(tmp_path: Path, text: str, is_one: bool) -> None:
    """Usual sections with words are one, also where these words could not be read as what the heading says."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "one.md").write_text(text)
    (tmp_path / "old" / "sure.md").write_bytes(MARKDOWN)
    assert imported(tmp_path / "old", "--to", tmp_path / "new") == 0
    assert (rows(tmp_path / "new")["one.md"]["outcome"] == "imported") is is_one
