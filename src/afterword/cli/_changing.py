"""Documents that a command changes in place: the new text is checked before it is written, and the difference shown."""

import difflib
from collections.abc import Iterator

from afterword.cli._record import Document
from afterword.cli.files import write_output
from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.model.record import Record


def changed_text(file: str, document: Document, wanted: Record, *, may_carry: bool = False) -> str:
    """The document with a changed record; every line outside what changed keeps its bytes.

    errors: RefusedEdit where a place cannot hold a value, or the text would read back different.
    """
    new = lens.put(document.text, wanted, own=document.own, may_carry=may_carry)
    if not lens.agrees(new, wanted, document.own):
        raise RefusedEdit(f"{file}: the document would read back different; nothing is written")
    return new


def write_changed(file: str, output: str | None, old: str, new: str, *, force: bool) -> None:
    """Write a changed document in place, or to ``output``; in place an unchanged one is left alone.

    errors: OutputError as ``write_output``.
    """
    target = output or file
    if target == "-" or output is not None:
        write_output(target, new, force=force)
    elif new != old:
        write_output(target, new, force=True)


def difference(file: str, old: str, new: str) -> str:
    """The lines that differ, as a unified diff; empty where none do."""
    return "".join(_diff(file, old, new))


def _diff(file: str, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), file, f"{file} (new)", n=1
    )
    for line in lines:
        yield line if line.endswith("\n") else line + "\n"
