"""Versions for audiences from the command line: what they hold, what stops them, and searching others' files."""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from afterword.cli.main import main
from afterword.publish.leaktest.files.pdf_text import words_of

TEXT = """---
house: soc
title: Credentials misused
authors: [Zebulon Quuxley]
---
# Credentials misused

## 3. Incident Summary (Executive-Safe)

**Incident ID:** INC-2026-007
**Date(s):** 2026-01-02 to 2026-01-02
**Severity:** SEV-1

**Summary:** A build credential was misused. Service was restored in 60 minutes.

## 4. Incident Timeline (Authoritative Record)

| Time (UTC) | Event | Notes |
|---|---|---|
| 2026-01-02 10:00 | Alert detected | Zebulon Quuxley saw it on db-07.corp.internal |
| 2026-01-02 10:20 | Containment executed | The vault was sealed by hand |
| 2026-01-02 11:00 | Recovery completed | |

## 6. Root Cause Analysis

**Primary Root Cause:** The deployment token of the staging pipeline had no expiry date at all.

## 11. Leadership Summary (Optional)

- High-level cause: A credential lived too long
- Confirmation of resolution: All credentials were replaced
"""
FORMATS = ("md", "json", "html", "pdf", "docx", "txt")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem with parts for several audiences."""
    path = tmp_path / "incident.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def exported(document: Path, audience: str, target: str) -> bytes:
    """The bytes of a version."""
    out = document.parent / f"out.{target}"
    assert main(["export", str(document), "--to", target, "--audience", audience, "-o", str(out), "--force"]) == 0
    return out.read_bytes()


def test_each_audience_sees_what_its_house_allows(document: Path) -> None:
    """Leadership sees times and labels; the public sees the summary and no timeline; nobody sees notes or causes."""
    public = exported(document, "public", "md").decode()
    leadership = exported(document, "leadership", "md").decode()
    auditor = exported(document, "auditor", "md").decode()
    assert "Service was restored in 60 minutes." in public
    assert "10:00" not in public
    assert "| 2026-01-02 10:00 | Alert detected |" in leadership
    assert "no expiry" not in leadership
    assert "no expiry date at all" in auditor
    for text in (public, leadership, auditor):
        assert "sealed by hand" not in text
        assert "Quuxley" not in text
        assert "internal" not in text.replace("Internal", "")


def test_the_marking_says_how_far_it_may_go(document: Path) -> None:
    """Every version bears its label of the Traffic Light Protocol, in the front matter and for readers."""
    assert "tlp: CLEAR\n" in exported(document, "public", "md").decode()
    assert exported(document, "public", "txt").decode().startswith("TLP:CLEAR | Public\n")
    assert "TLP:AMBER+STRICT" in exported(document, "leadership", "html").decode()
    with zipfile.ZipFile(io.BytesIO(exported(document, "auditor", "docx"))) as word:
        assert b"TLP:AMBER" in word.read("word/header1.xml")


def test_an_empty_section_is_absent(document: Path) -> None:
    """What is not allowed leaves neither a heading nor a place."""
    public = exported(document, "public", "html").decode()
    assert "Root Cause" not in public
    assert "Timeline" not in public
    assert "Not yet written" not in public


def test_figures_are_those_of_the_whole_document(document: Path) -> None:
    """A duration is given where both its ends are shown, and is the same as in the document."""
    leadership = json.loads(exported(document, "leadership", "json"))
    whole = json.loads(exported(document, "internal", "json"))
    public = json.loads(exported(document, "public", "json"))
    assert leadership["metrics"]["duration"] == whole["metrics"]["duration"]
    assert whole["metrics"]["duration"]["seconds"] == 3600
    assert public["metrics"]["duration"]["seconds"] is None
    assert leadership["authors"] == []


@pytest.mark.parametrize("target", FORMATS)
def test_the_same_input_gives_the_same_bytes(document: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    """A version can be built again, byte for byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767348000")
    assert exported(document, "leadership", target) == exported(document, "leadership", target)


def test_the_proof_can_be_shown(document: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It names the file and the document by their digests, and every figure of both; without a word that is hidden."""
    out, proof = document.parent / "out.html", document.parent / "proof.json"
    words = ["--to", "html", "--audience", "leadership", "--proof", str(proof)]
    assert main(["export", str(document), *words, "-o", str(out)]) == 0
    told = json.loads(proof.read_text())
    assert told["holds"] is True
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert told["document_sha256"] == hashlib.sha256(document.read_bytes()).hexdigest()
    figures = {row["figure"]: row for row in told["figures"]}
    assert figures["duration"] == {"figure": "duration", "document": 3600, "version": 3600}
    assert figures["actions"]["version"] is None
    assert told["sought"]["passages"] > 10
    assert "Quuxley" not in proof.read_text()
    assert main(["export", str(document), "--to", "html", "--proof", str(proof), "--force", "-o", str(out)]) == 2
    assert "--proof is about versions for others" in capfd.readouterr().err
    assert main(["export", str(document), "--to", "md", "--audience", "public", "--proof", "-"]) == 2
    shown = capfd.readouterr()
    assert "would mix" in shown.err
    assert not shown.out


def test_a_hidden_end_stops_the_export(document: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where the events that are shown would give another duration than all of them, nothing is written."""
    text = TEXT.replace(
        "| 2026-01-02 11:00 |", "| 2026-01-02 10:05 | Alert detected | |\n| 2026-01-02 11:00 |"
    ).replace("db-07.corp.internal |", "db-07.corp.internal | <!-- only: internal -->")
    document.write_text(text.replace("Alert detected | Zeb", "Alert detected <!-- only: internal --> | Zeb"))
    out = document.parent / "out.md"
    code = main(["export", str(document), "--to", "md", "--audience", "leadership", "-o", str(out)])
    said = capfd.readouterr().err
    assert code == 1
    assert "duration: the events that this version shows give 3300 seconds" in said
    assert not out.exists()


def test_an_entry_with_a_mark_is_for_those_it_names(document: Path) -> None:
    """An action or event behind a mark is seen by its audience and by those around it."""
    text = TEXT.replace("| Containment executed |", "| Containment executed <!-- only: auditor --> |")
    document.write_text(text)
    assert "Containment executed" in exported(document, "auditor", "md").decode()
    assert "Containment executed" not in exported(document, "leadership", "md").decode()


def test_a_span_left_open_hides_to_the_end_of_its_section(document: Path) -> None:
    """What follows an opened mark is hidden up to the next heading, and what follows that is not."""
    document.write_text(TEXT.replace("Service was restored", "<!-- internal -->Service was restored"))
    public = exported(document, "public", "md").decode()
    assert "A build credential was misused." in public
    assert "Service was restored" not in public
    assert "A credential lived too long" in public


def test_a_team_tightens_and_gives_a_reason_to_loosen(document: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """afterword.toml takes fields away as it likes; one that it adds counts only with a reason."""
    settings = document.parent / "afterword.toml"
    settings.write_text('[audience]\npublic = ["title", "executive_summary", "analysis.root_cause"]\n')
    public = exported(document, "public", "md").decode()
    assert "A credential lived too long" not in public
    assert "no expiry" not in public
    assert "analysis.root_cause would show more than before and gives no reason" in capfd.readouterr().err
    settings.write_text(
        '[audience.public]\nallow = ["title", "executive_summary", "analysis.root_cause"]\nreason = "We tell why."\n'
    )
    assert "no expiry date at all" in exported(document, "public", "md").decode()


def test_a_team_has_audiences_of_its_own(document: Path) -> None:
    """One within another sees no more than it; what is marked for it is hidden from those within."""
    settings = document.parent / "afterword.toml"
    settings.write_text(
        '[audience.partners]\nwithin = "leadership"\ntlp = "GREEN"\nlabel = "Partners"\n'
        'allow = ["title", "executive_summary", "severity"]\n'
    )
    text = exported(document, "partners", "md").decode()
    assert "tlp: GREEN" in text
    assert "SEV-1" in text
    assert "A credential lived too long" not in text


def test_a_version_without_approval_is_a_draft(tmp_path: Path) -> None:
    """Where the house asks for reviewers, DRAFT stands on what goes out before they approved, and not after."""
    text = "---\nhouse: cloud\n---\n# Post Mortem\n\n## Title:\n\nCheckout down\n\n## Summary:\n\nIt was down.\n\n"
    document = tmp_path / "cloud.md"
    document.write_text(text)
    assert "stamp: DRAFT" in exported(document, "public", "md").decode()
    assert ">DRAFT<" in exported(document, "public", "html").decode()
    assert exported(document, "public", "status").decode().startswith("TLP:CLEAR | DRAFT\n")
    assert "*TLP:CLEAR | DRAFT*" in exported(document, "public", "message").decode()
    document.write_text(text + "## Peer-review committee:\n\n- Mira Tan, approved, 2026-01-05\n")
    assert "DRAFT" not in exported(document, "public", "md").decode()


STORY = """---
house: seal
status: draft
---
# Post-Mortem: Down

## Summary

It was down.

{text}

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-01-02 10:00 | Orders failed |
"""
WIDE = " | ".join(["c"] * 5000)
HOSTILE = {
    "scripts": "<script>alert(1)</script> <svg onload=alert(1)><script>alert(2)</script></svg> <img src=x onerror=a()>",
    "links that act": "[a](javascript:alert(4)) <javascript:a(1)> [b](JaVaScRiPt:x) [c](data:text/html,x) <vbscript:x>",
    "links to files": "[f](file:///etc/passwd) ![g](file:///etc/passwd) ![h](data:image/svg+xml;base64,PHN2Zz4=)",
    "pages within": '<iframe src="//x"></iframe><object data=x></object><base href=//x><link rel=stylesheet href=//x>',
    "Typst and LaTeX": '#import "@preview/x:1": y\n\n#read("/etc/passwd") $\\input{/etc/passwd}$ \\write18{ls} @r <l>',
    "wiki": '{{macro}} <ac:structured-macro ac:name="html"><![CDATA[<script>x</script>]]></ac:structured-macro>',
    "wide table": f"| {WIDE} |\n|{'---|' * 5000}\n| {WIDE} |",
    "pictures elsewhere": "![u](../out.png) ![v](..%2fout.png) ![w](/etc/passwd) ![x](https://tracker.example/p.png)",
    "pictures by other names": "![l](link.png) ![z](zero.png) ![y](no.png)",
    "huge picture": "![h](huge.png)",
    "picture that says more": "![s](x.svg)",
    "broken links": "[x](nowhere.md) [z]( [w][nope] [v](#none) [[a](b)](c) ![](",
    "deep": "> " * 200 + "x\n\n" + "".join("  " * n + "- a\n" for n in range(100)),
    "controls": "a\x1b[31mred\x07 \u202eevil\u202c",
}  # fmt: skip
FORBIDDEN = (
    b"<script>a", b"<script>x", b" onerror=", b"<svg onload", b'href="javascript:', b'href="data:', b'href="file:',
    b"<iframe", b"<object", b"<base", b"root:x", b"OUTSIDE", b'src="https://tracker', b'Target="javascript:',
    b'Target="file:', b"/S /JavaScript", b"\x1b[31m", b"<javascript:", b"](javascript:",
)  # fmt: skip
REPORTED = {"pictures elsewhere", "pictures by other names", "huge picture", "picture that says more"}


def story(folder: Path, text: str) -> Path:
    """A draft with such a text, in a folder with pictures that are none of its business, too large, or say more."""
    inside = folder / "inside"
    inside.mkdir()
    (folder / "out.png").write_bytes(picture(9, b"OUTSIDE"))
    (inside / "huge.png").write_bytes(picture(30_000))
    (inside / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    (inside / "link.png").symlink_to(folder / "out.png")
    (inside / "zero.png").symlink_to("/dev/zero")
    (inside / "incident.md").write_text(STORY.format(text=text), encoding="utf-8")
    return inside / "incident.md"


def picture(size: int, more: bytes = b"") -> bytes:
    """A PNG that says that it is so large."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)), (b"tEXt", b"a\0" + more)]
    parts += [(b"IDAT", zlib.compress(bytes(99))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def unpacked(data: bytes) -> bytes:
    """The bytes of a file, of an archive those of its members, of a PDF those of its streams."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join(unpacked(archive.read(name)) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            dicts = b"\n".join(repr(item).encode() for item in pdf.objects if not isinstance(item, pikepdf.Stream))
            return dicts + b"\n".join(s.read_bytes() for s in streams if str(s.get("/Filter", "")) != "/DCTDecode")
    return data


TARGETS = ("md", "html", "pdf", "docx", "txt", "confluence", "json", "status", "message", "summary", "bundle")


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize(
    "target", [t if t in {"md", "html", "txt"} else pytest.param(t, marks=pytest.mark.slow) for t in (*TARGETS, "site")]
)
def test_hostile_markdown_is_harmless_everywhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str, target: str
) -> None:
    """Scripts, addresses that act, pictures from elsewhere, and code of typesetters come to nothing in every format."""
    document = story(tmp_path, HOSTILE[case])
    out = tmp_path / "site" if target == "site" else tmp_path / f"out.{target}"
    words = ["site", str(document)] if target == "site" else ["export", str(document), "--to", target]
    assert main([*words, "--audience", "interview", "-o", str(out)]) == 0
    files = sorted(out.rglob("*.html")) if out.is_dir() else [out]
    data = b"".join(unpacked(file.read_bytes()) for file in files)
    assert not [found for found in FORBIDDEN if found in data]
    if target not in {"pdf", "summary", "docx"}:
        assert b"DRAFT" in data
        assert b"It was down." in data or target == "site"
    if case in REPORTED and target in {"html", "pdf", "docx", "site"}:
        assert "warning: " in capfd.readouterr().err


@pytest.mark.parametrize("target", [t for t in TARGETS if t not in {"json", "bundle"}])
def test_a_draft_says_so_on_every_page(tmp_path: Path, target: str) -> None:
    """The mark stands in every format, on every page of a PDF."""
    document = story(tmp_path, "\n\n".join(f"Words {n}." * 40 for n in range(90)))
    data = exported(document, "interview", target)
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            said = [words_of(page.obj) for page in pdf.pages]
        assert len(said) > 2 or target == "summary"
        assert all("DRAFT" in page for page in said)
    else:
        assert b"DRAFT" in unpacked(data)


def test_data_of_a_draft_says_so(tmp_path: Path) -> None:
    """What programs read of a draft names its state as well."""
    document = story(tmp_path, "Words.")
    made = unpacked(exported(document, "interview", "bundle"))
    assert b"stamp: DRAFT" in made
    assert b'"stamp": "DRAFT"' in made
    assert b"TLP:AMBER+STRICT | DRAFT" in made
    assert json.loads(exported(document, "interview", "json"))["version"] == {
        "audience": "Interview", "tlp": "AMBER+STRICT", "stamp": "DRAFT",
    }  # fmt: skip


def test_a_draft_is_a_draft_for_everybody(document: Path) -> None:
    """A version of a draft says so, whether its audience may see the status or not."""
    document.write_text(TEXT.replace("house: soc\n", "house: soc\nstatus: draft\n"))
    assert "stamp: DRAFT" in exported(document, "public", "md").decode()
    document.write_text(TEXT.replace("house: soc\n", "house: soc\nstatus: final\n"))
    assert "stamp" not in exported(document, "public", "md").decode()


def test_pseudonyms_are_the_same_in_all_documents(document: Path) -> None:
    """The owner's map is read and continued, and nobody else can read it."""
    other, names, out = document.parent / "other.md", document.parent / "names.json", document.parent / "out.md"
    who = (
        "\n## 10. Preventative and Corrective Actions\n\n| ID | Action | Owner |\n|---|---|---|\n| A-1 | Look | {} |\n"
    )
    document.write_text(TEXT + who.format("Mira Tan"))
    other.write_text(TEXT.replace("authors: [Zebulon Quuxley]", "authors: [Ada Byte]") + who.format("Mira Tan"))
    owners = []
    for path in (document, other):
        words = ["--to", "md", "--audience", "auditor", "--pseudonyms", str(names), "-o", str(out), "--force"]
        assert main(["export", str(path), *words]) == 0
        owners.append(re.findall(r"\| A-1 \| Look \| ([^|]*) \|", out.read_text())[0])
    assert owners[0] == owners[1]
    assert "Mira" not in owners[0]
    assert "Mira Tan" in names.read_text()
    assert names.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("target", FORMATS)
def test_files_of_others_are_searched(document: Path, capfd: pytest.CaptureFixture[str], target: str) -> None:
    """The internal version is no version for the public: exit 1, with the places; the public version is."""
    out = document.parent / f"out.{target}"
    exported(document, "public", target)
    assert main(["leaktest", str(out), "--record", str(document), "--audience", "public"]) == 0
    exported(document, "internal", target)
    capfd.readouterr()
    assert main(["leaktest", str(out), "--record", str(document), "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)["leaks"]
    assert {leak["line"] for leak in found} & set(range(18, 30))
    assert all(re.fullmatch(r".{1,9}\u2026|.{1,3}", leak["words"]) for leak in found)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--record", "incident.md"], "no such file"),
        (["--record", "missing.md"], "missing.md: no such file"),
        (["--record", "incident.md", "--audience", "nobody"], "there is no audience 'nobody'"),
    ],
)
def test_a_search_that_cannot_be_made_says_so(
    document: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """Exit 2 and one line on stderr."""
    monkeypatch.chdir(document.parent)
    file = "gone.pdf" if message == "no such file" else "incident.md"
    assert main(["leaktest", file, *arguments]) == 2
    shown = capfd.readouterr()
    assert message.casefold() in shown.err.casefold()
    assert shown.err.count("\n") == 1


def test_what_the_leak_test_cannot_read_is_no_pass(document: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that is packed or a picture is named and fails; pictures pass where somebody has looked at them."""
    file = document.parent / "a.gif"
    file.write_bytes(b"GIF89a\x01\0\x01\0\0\0\0;")
    asked = ["leaktest", str(file), "--record", str(document), "--audience", "public"]
    assert main(asked) == 1
    assert "1 place cannot, so that this proves nothing" in capfd.readouterr().out
    assert main([*asked, "--format", "json"]) == 1
    assert json.loads(capfd.readouterr().out)["unread"][0]["place"] == "picture"
    assert main([*asked, "--pictures-seen"]) == 0
    file.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(n * n % 251 for n in range(999)) + bytes(range(256)) * 4)
    assert main([*asked, "--pictures-seen"]) == 1
    file.write_bytes(b"%PDF-1.7")
    assert main(asked) == 2
    assert str(file) in capfd.readouterr().err


@pytest.mark.parametrize("content", ["", "\n \t\n", "\ufeff\r\n"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_nothing_is_made_of_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], content: str, audience: str
) -> None:
    """A document without a word is refused in one line, and no file is written."""
    document = tmp_path / "incident.md"
    document.write_text(content, encoding="utf-8", newline="")
    out = tmp_path / "out.pdf"
    assert main(["export", str(document), "--to", "pdf", "--audience", audience, "-o", str(out)]) == 2
    assert capfd.readouterr().err == f"afterword: {document}: is empty; there is nothing to export\n"
    assert not out.exists()
