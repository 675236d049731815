"""Taking over an archive: what is read, what is left, where it goes, and what the report says of it."""

import io
import json
import runpy
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.cli.main import main

MADE = runpy.run_path(str(Path(__file__).resolve().parents[1] / "text" / "foreign_documents.py"))
FORMATS: dict[str, Callable[[], bytes]] = MADE["FORMATS"]
MARKDOWN: bytes = MADE["markdown"]()
NAME = "2024-02-14-checkout-refused-cards-for-34-minutes.md"
TEMPLATE = "# Template\n\n## Summary\n\n<what happened>\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | |\n"


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """The exit code and what the program printed."""
    code = main(["import", *map(str, arguments)])
    said = capfd.readouterr()
    return code, said.out, said.err


def report(target: Path) -> dict[str, dict[str, object]]:
    """The documents of the report by their source."""
    found = json.loads((target / "import-report.json").read_text())
    assert found["schema"] == "afterword-import-1"
    return {document["source"]: document for document in found["documents"]}


def files(folder: Path) -> list[str]:
    """The files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder as archives are: documents, an index, a template, images, other files."""
    root = tmp_path / "archive"
    (root / "2024" / "images").mkdir(parents=True)
    (root / "README.md").write_text("# Postmortems\n\n- [one](2024/one.md)\n")
    (root / "template.md").write_text(TEMPLATE)
    (root / "shopping.md").write_text("# Shopping\n\nmilk\n")
    (root / "tool.py").write_text("print('# no document')\n")
    (root / "old.pdf").write_bytes(b"%PDF-1.7\n")
    (root / "2024" / "one.md").write_bytes(
        MARKDOWN.replace(b"\n", b"\r\n") + b"![g](images/g.png) [i](../README.md)\r\n"
    )
    (root / "2024" / "images" / "g.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "2024" / "images" / "unused.png").write_bytes(b"\x89PNG\r\n\x1a\n0")
    return root


def test_a_folder_is_taken_over(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Postmortems get their day and title as name and keep their bytes; their images come along, the rest is told."""
    target = tmp_path / "to"
    before = {name: (archive / name).read_bytes() for name in files(archive)}
    code, out, _ = run(capfd, archive, "--to", target)
    assert code == 0
    assert files(target) == [f"2024/{NAME}", "2024/images/g.png", "import-report.json"]
    assert (target / "2024" / NAME).read_bytes() == before["2024/one.md"]
    assert {name: (archive / name).read_bytes() for name in files(archive)} == before
    told = report(target)
    assert {name: (row["outcome"], row["reason"]) for name, row in told.items() if row["outcome"] != "imported"} == {
        "README.md": ("skipped", "an index by its name (readme), without a timeline"),
        "template.md": ("skipped", "a template by its name, without a timeline"),
        "shopping.md": ("skipped", "no postmortem: it has no timeline and none of the usual sections"),
        "tool.py": ("skipped", "a program, data, or settings by its name"),
        "2024/images/g.png": ("copied", "goes along with 2024/one.md"),
        "2024/images/unused.png": ("skipped", "no text: an image, a film, a program, or other data"),
        "old.pdf": ("refused", "no document that is read; it is a PDF; export it as DOCX or HTML"),
    }
    row = told["2024/one.md"]
    assert row["byte_identical"] is True
    assert (row["title"], row["date"], row["events"], row["actions"]) == (MADE["TITLE"], "2024-02-14", 4, 2)
    assert row["sections"] == ["summary", "timeline", "root cause", "went well", "actions"]
    assert out.splitlines()[-1] == "1 imported (1 with something to check), 1 copied along, 5 skipped, 1 refused"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_taken_over(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A single file of any format becomes the record, named by day and title."""
    source = tmp_path / "export"
    source.write_bytes(FORMATS[name]())
    code, _, _ = run(capfd, source, "--to", tmp_path / "to")
    assert code == 0
    (row,) = report(tmp_path / "to").values()
    assert (row["format"], row["target"], row["events"], row["actions"]) == (name, NAME, 4, 2)


def test_two_of_one_day_and_title_keep_their_old_names(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is overwritten by what has the same name, whatever the case of its letters."""
    for name in ("a.md", "b.markdown", "B.txt"):
        (tmp_path / name).write_bytes(MARKDOWN)
    assert run(capfd, tmp_path, "--to", tmp_path / "to")[0] == 0
    assert files(tmp_path / "to") == ["B.md", "a.md", "b-2.md", "import-report.json"]


def test_doing_it_again_changes_nothing(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A second import of the same archive writes the same; a record that people edited meanwhile is kept."""
    target = tmp_path / "to"
    assert run(capfd, archive, "--to", target)[0] == 0
    first = {name: (target / name).read_bytes() for name in files(target)}
    assert run(capfd, archive, "--to", target)[0] == 0
    assert {name: (target / name).read_bytes() for name in files(target)} == first
    edited = target / "2024" / NAME
    edited.write_text("mine")
    (archive / "2024" / "two.md").write_bytes(MARKDOWN.replace(b"2024-02-14", b"2024-02-15"))
    for _ in range(2):
        code, out, _ = run(capfd, archive, "--to", target)
        assert code == 0
        assert f"kept 2024/{NAME}: edited since it was imported" in out
        assert "1 imported, 1 kept, " in out
        assert edited.read_text() == "mine"
        assert report(target)["2024/one.md"]["outcome"] == "kept"
        assert len(files(target)) == 4
    assert run(capfd, archive, "--to", target, "--force")[0] == 0
    assert edited.read_bytes() == (archive / "2024" / "one.md").read_bytes()


def test_a_dry_run_writes_nothing(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The report is printed, the target folder is not even made."""
    code, out, _ = run(capfd, archive, "--to", tmp_path / "to", "--dry-run", "--format", "json")
    assert code == 0
    assert json.loads(out)["imported"] == 1
    assert not (tmp_path / "to").exists()


def test_what_is_named_is_taken(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A glob, or --all, takes what does not look like a postmortem, and says so."""
    assert run(capfd, archive, "--to", tmp_path / "a", "--only", "shop*.md")[0] == 0
    assert files(tmp_path / "a") == ["import-report.json", "shopping.md"]
    findings = report(tmp_path / "a")["shopping.md"]["findings"]
    assert isinstance(findings, list)
    assert findings[0]["code"] == "IM201"
    assert run(capfd, archive, "--to", tmp_path / "b", "--all")[0] == 0
    assert {"README.md", "shopping.md", "template.md"} <= set(files(tmp_path / "b"))


def test_content_outweighs_the_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A postmortem is taken whatever it is called; what is hidden is not looked at."""
    for name in ("SECURITY.md", "index.html", "template.md", "CHANGELOG.md"):
        folder = tmp_path / "in" / name.lower().partition(".")[0]
        folder.mkdir(parents=True)
        (folder / name).write_bytes(FORMATS["html"]() if name.endswith("html") else MARKDOWN)
    (tmp_path / "in" / ".hidden").mkdir()
    (tmp_path / "in" / ".hidden" / "a.md").write_bytes(MARKDOWN)
    assert run(capfd, tmp_path / "in", "--to", tmp_path / "to")[0] == 0
    told = {name: row["outcome"] for name, row in report(tmp_path / "to").items()}
    assert told.pop(".hidden/") == "skipped"
    assert list(told.values()) == ["imported"] * 4


def test_in_place_writes_beside_the_originals(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A foreign document gets a record beside it; Markdown stays as it is."""
    (tmp_path / "a.md").write_bytes(MARKDOWN)
    (tmp_path / "b.html").write_bytes(FORMATS["html"]().replace(b"2024-02-14", b"2024-02-15"))
    assert run(capfd, tmp_path, "--in-place")[0] == 0
    assert files(tmp_path) == [NAME.replace("14-c", "15-c"), "a.md", "b.html", "import-report.json"]
    assert (tmp_path / "a.md").read_bytes() == MARKDOWN


def test_a_house_converts_on_the_way(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With --house every record has that shape; the original stays."""
    source = tmp_path / "a.docx"
    source.write_bytes(FORMATS["docx"]())
    assert run(capfd, source, "--to", tmp_path / "to", "--house", "sre")[0] == 0
    (written,) = (tmp_path / "to").glob("*.md")
    assert main(["read", str(written), "--format", "json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert (record["house"], record["title"], len(record["timeline"])) == ("sre", MADE["TITLE"], 4)
    findings = report(tmp_path / "to")["a.docx"]["findings"]
    assert isinstance(findings, list)
    assert {finding["line"] for finding in findings} <= {None}


def test_images_inside_a_document_stand_beside_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """They lie in a folder with the record's name, and the record refers to them there."""
    page = FORMATS["html"]().replace(b"</body>", b"<img src='data:image/png;base64,aGVsbG8='></body>")
    (tmp_path / "a.html").write_bytes(page)
    assert run(capfd, tmp_path / "a.html", "--to", tmp_path / "to")[0] == 0
    stem = NAME.removesuffix(".md")
    assert (tmp_path / "to" / f"{stem}-files" / "image-1.png").read_bytes() == b"hello"
    assert f"![]({stem}-files/image-1.png)" in (tmp_path / "to" / NAME).read_text()


def test_a_zip_of_an_export_is_an_archive(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Members are read where they are; one whose path leaves the archive is not, and nothing is written there."""
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("Doc/Doc.html", FORMATS["google-docs"]().replace(b"</body>", b"<img src='images/i.png'></body>"))
        made.writestr("Doc/images/i.png", b"\x89PNG")
        made.writestr("../outside.md", MARKDOWN)
    assert run(capfd, packed, "--to", tmp_path / "in" / "to")[0] == 0
    assert files(tmp_path / "in") == [f"to/Doc/{NAME}", "to/Doc/images/i.png", "to/import-report.json"]


def test_references_never_lead_out(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A path that leaves the archive, by dots or by a link, is a finding and is not copied."""
    (tmp_path / "secret.png").write_text("secret")
    (archive / "2024" / "link.png").symlink_to(tmp_path / "secret.png")
    document = archive / "2024" / "one.md"
    document.write_bytes(
        MARKDOWN + b"![a](../../secret.png) ![b](link.png) ![c](%2e%2e/%2e%2e/secret.png) ![d](/etc/passwd)\n"
    )
    assert run(capfd, archive, "--to", tmp_path / "to")[0] == 0
    assert files(tmp_path / "to") == [f"2024/{NAME}", "import-report.json"]
    codes = [f["code"] for f in report(tmp_path / "to")["2024/one.md"]["findings"]]  # type: ignore[attr-defined]
    assert codes.count("IM102") == 2
    code, _, _ = run(capfd, document, "--to", tmp_path / "single")
    assert code == 0
    assert files(tmp_path / "single") == [NAME, "import-report.json"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_repository_is_read_with_its_history(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A work tree and a bare repository give the same records; the first commit is a hint where no day is stated."""
    work = tmp_path / "work"
    (work / "pm").mkdir(parents=True)
    (work / "pm" / "a.md").write_bytes(MARKDOWN)
    undated = "# Outage of search\n\n## Impact\n\nNo results.\n\n## Root cause\n\nA full disk.\n"
    (work / "pm" / "search.md").write_text(undated)
    marker = tmp_path / "ran"
    for words in (
        ["init", "-q"],
        ["config", "core.fsmonitor", f"touch {marker}"],
        ["add", "."],
        [
            "-c",
            "core.fsmonitor=false",
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b.c",
            "commit",
            "-qm",
            "x",
            "--date",
            "2021-05-03T10:00:00",
        ],
    ):
        subprocess.run(
            ["git", "-C", work, *words],
            check=True,
            env={
                "PATH": "/usr/bin:/bin:/usr/local/bin",
                "GIT_COMMITTER_DATE": "2021-05-03T10:00:00Z",
                "HOME": str(tmp_path),
            },
        )
    subprocess.run(
        ["git", "clone", "-q", "--bare", work, tmp_path / "bare.git"],
        check=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path)},
    )
    marker.unlink(missing_ok=True)
    rows = []
    for source in (work, tmp_path / "bare.git"):
        target = tmp_path / f"to-{source.name}"
        assert run(capfd, source, "--to", target)[0] == 0
        assert files(target) == ["import-report.json", f"pm/{NAME}", "pm/search.md"]
        rows.append({name: row for name, row in report(target).items() if name != ".git/"})
    assert rows[0] == rows[1]
    row = rows[0]["pm/search.md"]
    assert (row["date"], row["first_commit"]) == (None, "2021-05-03")
    assert "IM202" in [f["code"] for f in row["findings"]]  # type: ignore[attr-defined]
    assert not marker.exists()


def zipped(**members: bytes) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


BAD = {
    "missing": (None, "no such file or folder"),
    "binary": (b"\x7fELF" + bytes(64), "no document that is read"),
    "not UTF-8": (
        "# 障害\n".encode("shift_jis"),
        "not valid UTF-8 at byte 2 (line 1), and of no encoding that is known",
    ),
    "too large": (b"a" * (16 * 1024 * 1024 + 1), "larger than 16 MiB, which no postmortem is"),
    "a PDF": (b"%PDF-1.7\n", "it is a PDF"),
    "empty": (b"", "it is empty"),
    "a broken zip": (b"PK\x03\x04xx", "a damaged archive"),
    "a spreadsheet": (
        zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
        "it is a spreadsheet; save",
    ),
    "Word without its document": (
        zipped(**{"[Content_Types].xml": b"<x/>", "word/a.xml": b"<x/>"}),
        "an office file wit",
    ),
    "OpenDocument": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
        "an OpenDocument text; save it as DOCX",
    ),
    "a large page": (b"<html><p>" + b"words " * 3_000_000, "larger than 16 MiB, which no postmortem is"),
    "a Word file that is broken": (zipped(**{"word/document.xml": b"<w:document"}), "damaged XML at line 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_document_is_refused(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One line that names the file; exit code 2; nothing is written."""
    data, said = BAD[name]
    source = tmp_path / "source"
    if data is not None:
        source.write_bytes(data)
    code, out, err = run(capfd, source, "--to", tmp_path / "to")
    assert (code, out) == (2, "")
    assert err.startswith("afterword: ")
    assert err.count("\n") == 1
    assert said in err
    assert str(source) in err
    assert not (tmp_path / "to").exists()


USAGE = {
    "no target": (["SOURCE"], "name the folder to write to with --to DIR, or give --in-place"),
    "two targets": (["SOURCE", "--to", "x", "--in-place"], "--to and --in-place exclude each other"),
    "an unknown house": (["SOURCE", "--to", "x", "--house", "nobody"], "nobody"),
    "an unknown format": (["SOURCE", "--to", "x", "--as", "wordperfect"], "no format that is read"),
    "a glob that matches nothing": (["SOURCE", "--to", "x", "--only", "*.nope"], "no file matches *.nope"),
    "an address": (["https://a.b/c.git", "--to", "x"], "an address; clone or download it first"),
    "standard input in place": (["-", "--in-place"], "needs a file or a folder"),
    "a file as target": (["SOURCE", "--to", "SOURCE"], "is no folder"),
}


@pytest.mark.parametrize("name", USAGE)
def test_a_wrong_call_is_refused(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line says what to do; exit code 2; nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MARKDOWN)))
    (tmp_path / "a.md").write_bytes(MARKDOWN)
    words, said = USAGE[name]
    code, out, err = run(capfd, *["a.md" if word == "SOURCE" else word for word in words])
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert files(tmp_path) == ["a.md"]


def test_an_archive_without_documents_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, a report on the terminal, and no folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text("1")
    code, out, _ = run(capfd, tmp_path / "in", "--to", tmp_path / "to")
    assert code == 1
    assert out.splitlines()[-1] == "0 imported, 1 skipped, 0 refused"
    assert not (tmp_path / "to").exists()


def test_standard_input_is_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash is standard input, in any format."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FORMATS["notion"]())))
    assert run(capfd, "-", "--to", tmp_path / "to")[0] == 0
    assert files(tmp_path / "to") == [NAME, "import-report.json"]


def test_a_folder_called_attachments_goes_along(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Images below a document's own ``attachments/`` are copied, and one that is missing is a finding."""
    root = tmp_path / "wiki"
    (root / "attachments").mkdir(parents=True)
    (root / "attachments" / "g.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "one.md").write_bytes(MARKDOWN + b"\n![g](attachments/g.png) ![h](attachments/h.png)\n")
    assert run(capfd, root, "--to", tmp_path / "to")[0] == 0
    assert "attachments/g.png" in files(tmp_path / "to")
    findings = report(tmp_path / "to")["one.md"]["findings"]
    assert isinstance(findings, list)
    said = [finding["message"] for finding in findings if finding["code"] == "IM102"]
    assert said == ["The image 'attachments/h.png' is not there."]


def test_a_strangers_report_keeps_back_the_whole_import(
    archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where another file has the name of the report, nothing is written; the report of an import is replaced."""
    target = tmp_path / "to"
    target.mkdir()
    (target / "import-report.json").write_text("mine")
    code, _, said = run(capfd, archive, "--to", target)
    assert (code, files(target)) == (2, ["import-report.json"])
    assert "import-report.json: exists already" in said
    assert run(capfd, archive, "--to", target, "--force")[0] == 0
    assert run(capfd, archive, "--to", target)[0] == 0


def test_in_place_never_replaces_an_original(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Converting beside the originals would write over Markdown ones, whatever --force says."""
    original = tmp_path / "2024-02-15-checkout.md"
    original.write_text("# 2024-02-15 Checkout\n\n## Summary\n\nOrders failed.\n\n## Timeline\n\n- 10:00 UTC Down\n")
    before = original.read_bytes()
    assert main(["import", str(tmp_path), "--all", "--in-place", "--house", "sre", "--force"]) == 2
    assert "--in-place keeps the originals" in capfd.readouterr().err
    assert original.read_bytes() == before


ONE_DAY = (
    "# Outage of mail on {title}\n\n## Summary\n\nNo mail.\n\n## Timeline (UTC)\n\n- 10:00 Down\n- {second}10:20 Up\n"
)


@pytest.mark.parametrize(
    ("title", "second", "shown"), [("2024-05-01", "", "note"), ("2024-05-01", "2024-05-02 ", "to check")]
)
def test_a_day_that_stands_once_needs_no_person(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], title: str, second: str, shown: str
) -> None:
    """That the one day of all entries stands in the title is a note; it is to be checked where there are others."""
    (tmp_path / "one.md").write_text(ONE_DAY.format(title=title, second=second))
    assert main(["import", str(tmp_path / "one.md"), "--to", str(tmp_path / "new")]) == 0
    (said,) = [line for line in capfd.readouterr().out.splitlines() if "RD411" in line]
    assert said.strip().startswith(shown)


def test_what_is_no_postmortem_is_said_without_advice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Who named the file itself is not told to name the file itself."""
    (tmp_path / "one.md").write_text("# Mail\n\n## Summary\n\nIt is fine.\n")
    assert main(["import", str(tmp_path / "one.md"), "--to", str(tmp_path / "new")]) == 0
    out = capfd.readouterr().out
    assert "has only summary. It was taken because it was asked for. [IM201]" in out
    assert "name the file" not in out


def test_a_damaged_archive_is_called_so_in_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A broken Word document gets the same reason in a folder as by itself."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "x.docx").write_bytes(b"PK\x03\x04abc")
    assert main(["import", str(tmp_path / "old"), "--to", str(tmp_path / "new")]) == 1
    assert "refused x.docx: no document that is read; it is a damaged archive" in capfd.readouterr().out


def test_a_list_of_headings_is_left_to_the_headings(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What `.. contents::` asks for is made by the program that shows the document, and is no part of it."""
    text = "Outage\n======\n\n.. contents:: On this page\n\nSummary\n-------\n\nNo mail.\n\nImpact\n------\n\nAll.\n"
    (tmp_path / "one.rst").write_text(text)
    assert main(["import", str(tmp_path / "one.rst"), "--to", str(tmp_path / "new")]) == 0
    assert "IM111" not in capfd.readouterr().out
    assert (tmp_path / "new" / "one.md").read_text().startswith("# Outage\n\n## Summary\n\nNo mail.\n")
