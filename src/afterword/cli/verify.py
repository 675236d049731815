"""Check that every citation still matches the evidence, or a bundle its manifest."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli.files import read_document, refuse_existing
from afterword.errors import InputError
from afterword.evidence.citations import Checked, check_document
from afterword.model.plain import Plain, to_plain

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")


@click.command()
@click.argument("file")
@click.option(
    "--evidence",
    "places",
    multiple=True,
    metavar="DIR",
    help="Folder or file of evidence; may be given several times. Without it, the document's folder and this one.",
)
@format_option
@output_options
def command(file: str, places: Sequence[str], form: str, output: str | None, force: bool) -> int:
    """Check that every citation of FILE still matches the evidence: file, digest, bytes, and lines.

    Where FILE is a bundle that `afterword export --to bundle` has made, check that every file in it is as it was
    made, that none is missing or added, and that its PDF carries the Markdown beside it.
    Exits 1 if anything does not hold.
    """
    refuse_existing(output, force=force)
    if (bundle := _bundle(file)) is not None:
        return _verify_bundle(file, bundle, form, output, force=force)
    document = read_document(file)
    for place in places:
        if not Path(place).exists():
            raise InputError(f"{place}: no such file or folder")
    checked = check_document(document, [Path(place) for place in places], () if places else _nearby(file))
    failed = sum(1 for each in checked if not each.holds)
    text = _as_json(file, checked) if form == "json" else _as_text(file, checked, failed)
    print_to(output, text, force=force)
    return 1 if failed else 0


def _bundle(file: str) -> bytes | None:
    """The bytes of a bundle; None for a document.  errors: InputError for an archive that is none."""
    path = Path(file)
    if file == "-" or not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            is_archive = stream.read(4) in _ARCHIVES or path.suffix.lower() == ".zip"
        data = path.read_bytes() if is_archive else b""
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    if not is_archive:
        return None
    from afterword.publish.bundle.checking import is_bundle  # the library of PDF files is loaded for bundles only

    if not is_bundle(data):
        raise InputError(
            f"{file}: is no bundle: not a sound ZIP file with the manifest that `export --to bundle` writes"
        )
    return data


def _verify_bundle(file: str, data: bytes, form: str, output: str | None, *, force: bool) -> int:
    from afterword.publish.bundle.checking import verify  # as above

    try:
        verdicts = verify(data)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    failed = [each for each in verdicts if not each.holds]
    rows: list[Plain] = [to_plain(each) for each in verdicts]
    lines = [f"{file}: {each.what}: {each.reason}" for each in failed]
    digest = hashlib.sha256(data).hexdigest()
    lines.append(f"{file}: sha256 {digest}; whoever made the bundle can tell whether it is theirs")
    lines.append(f"{file}: {len(verdicts) - len(failed)} of {len(verdicts)} checks hold")
    shown = as_json({"bundle": file, "sha256": digest, "checks": len(rows), "failed": len(failed), "verdicts": rows})
    print_to(output, shown if form == "json" else "\n".join(lines), force=force)
    return 1 if failed else 0


def _nearby(file: str) -> list[Path]:
    folders = [Path.cwd()] if file == "-" else [Path(file).absolute().parent, Path.cwd()]
    return [below for folder in folders for below in (folder, folder / "evidence", folder.parent / "evidence")]


def _as_json(file: str, checked: Sequence[Checked]) -> str:
    rows: list[Plain] = [
        {
            "label": each.label,
            "line": each.line,
            "holds": each.holds,
            "reason": each.reason,
            "file": each.citation.file if each.citation else None,
            "sha256": each.citation.sha256 if each.citation else None,
        }
        for each in checked
    ]
    failed = sum(1 for each in checked if not each.holds)
    return as_json({"document": file, "citations": len(rows), "failed": failed, "checked": rows})


def _as_text(file: str, checked: Sequence[Checked], failed: int) -> str:
    if not checked:
        return f"{file}: no citations"
    lines = [f"{file}:{each.line}: [^{each.label}] does not hold: {each.reason}" for each in checked if not each.holds]
    count = len(checked)
    lines.append(f"{file}: {count - failed} of {count} citation{'s' if count != 1 else ''} hold")
    return "\n".join(lines)
