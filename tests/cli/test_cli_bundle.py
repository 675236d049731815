"""The bundle for auditors: what is in it, and that a change to it is seen."""

import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.publish.zipping import zipped

TEXT = """---
house: soc
---
# Credentials misused

## 3. Incident Summary (Executive-Safe)

**Summary:** A build credential was misused.

## 6. Root Cause Analysis

**Primary Root Cause:** A token had no expiry.

## 12. Distribution and Storage

**Evidence Manifest:**

| File | SHA-256 | Collected at | Collected by |
|---|---|---|---|
| app.log | {digest} | 2026-01-03 | Zebulon Quuxley |
"""
LOG = b"2026-01-02T10:00:00Z started\n"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle of a document in a Git repository."""
    document = tmp_path / "incident.md"
    document.write_text(TEXT.format(digest=hashlib.sha256(LOG).hexdigest()))
    (tmp_path / "app.log").write_bytes(LOG)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Zebulon Quuxley", "-c", "user.email=zq@example.com"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Write down what the vault said"]):
        subprocess.run([*git, *words], check=True)
    out = tmp_path / "bundle.zip"
    assert main(["export", str(document), "--to", "bundle", "-o", str(out)]) == 0
    return out


def members(path: Path) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_what_an_auditor_asks_for(bundle: Path) -> None:
    """The version in three formats, evidence, history, findings, closure, and a manifest of all of them."""
    files = members(bundle)
    manifest = json.loads(files["MANIFEST.json"])
    assert {row["path"] for row in manifest["files"]} == set(files) - {"MANIFEST.json"}
    assert {row["path"]: row["sha256"] for row in manifest["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "MANIFEST.json"
    }
    document = bundle.parent / "incident.md"
    assert manifest["document_sha256"] == hashlib.sha256(document.read_bytes()).hexdigest()
    evidence = json.loads(files["evidence.json"])
    assert evidence[0]["file"] == "app.log"
    assert evidence[0]["sha256"] == hashlib.sha256(LOG).hexdigest()
    assert json.loads(files["closure.json"])[0] == {
        "criterion": "root cause documented", "holds": True, "lines": [12], "missing": 0,
    }  # fmt: skip
    assert len(json.loads(files["history.json"])[0]["commit"]) == 40
    assert files["postmortem.pdf"].startswith(b"%PDF")


def test_a_bundle_names_nobody(bundle: Path) -> None:
    """People are under their pseudonyms in every file, commits included, and what a commit says stays at home."""
    everything = b"".join(members(bundle).values())
    assert b"Quuxley" not in everything
    assert b"vault" not in everything


def test_a_bundle_is_verified(bundle: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was made is found as it was made: exit 0."""
    assert main(["verify", str(bundle)]) == 0
    assert "13 of 13 checks hold" in capfd.readouterr().out


def _changed(files: dict[str, bytes]) -> None:
    files["postmortem.md"] = files["postmortem.md"].replace(b"misused", b"borrowed")


def _added(files: dict[str, bytes]) -> None:
    files["more.txt"] = b"more"


def _missing(files: dict[str, bytes]) -> None:
    del files["closure.json"]


def _swapped(files: dict[str, bytes]) -> None:
    _changed(files)
    manifest = json.loads(files["MANIFEST.json"])
    for row in manifest["files"]:
        row["sha256"] = hashlib.sha256(files[row["path"]]).hexdigest()
    files["MANIFEST.json"] = json.dumps(manifest).encode()


def _renamed(files: dict[str, bytes]) -> None:
    files["closed.json"] = files.pop("closure.json")


def _unlisted(files: dict[str, bytes]) -> None:
    del files["closure.json"]
    manifest = json.loads(files["MANIFEST.json"])
    manifest["files"] = [row for row in manifest["files"] if row["path"] != "closure.json"]
    files["MANIFEST.json"] = json.dumps(manifest).encode()


def _readdressed(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["MANIFEST.json"])
    manifest["tlp"] = "CLEAR"
    files["MANIFEST.json"] = json.dumps(manifest).encode()


def _of_other_time(files: dict[str, bytes]) -> None:
    files["MANIFEST.json"] = files["MANIFEST.json"].replace(b'"created": "20', b'"created": "19')


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_changed, "postmortem.md: was changed"),
        (_added, "more.txt: was added"),
        (_missing, "closure.json: is missing"),
        (_renamed, "closure.json: is missing"),
        (_renamed, "closed.json: was added"),
        (_unlisted, "closure.json: is not in the manifest"),
        (_unlisted, "MANIFEST.json: was changed"),
        (_readdressed, "postmortem.md: audience: does not say audience: auditor and tlp: CLEAR"),
        (_of_other_time, "MANIFEST.json: was changed"),
        (_swapped, "postmortem.pdf: attachment: does not carry postmortem.md"),
    ],
)
def test_a_change_is_seen(
    bundle: Path, capfd: pytest.CaptureFixture[str], change: Callable[[dict[str, bytes]], None], message: str
) -> None:
    """A file that was changed, added, or taken away, and a Markdown that is not the one in the PDF: exit 1."""
    files = members(bundle)
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    bundle.write_bytes(out.getvalue())
    assert main(["verify", str(bundle), "--format", "text"]) == 1
    assert message in capfd.readouterr().out


def _reordered(path: Path) -> None:
    data = members(path)
    path.write_bytes(zipped({"MANIFEST.json": data.pop("MANIFEST.json"), **dict(reversed(data.items()))}))


def _commented(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"more"


def _followed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def _doubled(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("closure.json", "[]")


@pytest.mark.parametrize("change", [_reordered, _commented, _followed, _doubled])
def test_another_archive_is_seen(
    bundle: Path, capfd: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    """Members in another order or twice, comments, and bytes behind the archive: exit 1."""
    change(bundle)
    assert main(["verify", str(bundle)]) == 1
    assert "the archive: is another one" in capfd.readouterr().out


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"words", b"", bytes(99), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    """An archive that is none, or that no bundle is in, is no document without citations: exit 2 and one line."""
    path = tmp_path / "b.zip"
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    assert "is no bundle" in capfd.readouterr().err


@pytest.mark.parametrize("manifest", [b"no json", b'{"schema": "other"}', b"[]", b'{"schema": "afterword/bundle/1"}'])
def test_a_manifest_that_means_nothing_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], manifest: bytes
) -> None:
    """Exit 2 and one line."""
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("MANIFEST.json", manifest)
    assert main(["verify", str(path)]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_a_bundle_is_never_internal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is made for others; the internal audience is refused."""
    document = tmp_path / "incident.md"
    document.write_text(TEXT.format(digest="0" * 64))
    out = str(tmp_path / "b.zip")
    assert main(["export", str(document), "--to", "bundle", "--audience", "internal", "-o", out]) == 2
    assert "name an audience other than internal" in capfd.readouterr().err
