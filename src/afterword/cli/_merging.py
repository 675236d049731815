"""Every line of the evidence in order of time, as lines that other programs read."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from afterword.cli._evidence import with_progress
from afterword.cli.files import write_pieces
from afterword.evidence.collection import Collection
from afterword.evidence.span import Span
from afterword.timeline.aligning import Shift
from afterword.timeline.merging import Merge

FORM = "merged"
"""The form that is written so."""

_ACTING = bytes(range(9)) + bytes(range(11, 32)) + b"\x7f"
_SHOWN = bytes.maketrans(_ACTING, b"?" * len(_ACTING))


def write_merged(
    collection: Collection, off: Mapping[str, Shift], span: Span | None, output: str | None, *, force: bool
) -> Sequence[str] | None:
    """Write the lines; returns what became of each record, or None where all were written."""
    merge = Merge(collection, span=span, align=off)
    write_pieces(output, _shown(merge.lines(with_progress), output), force=force)
    return merge.fates


def _shown(pieces: Iterator[bytes], output: str | None) -> Iterator[bytes]:
    """The pieces; on a terminal without what would act on it."""
    if output in {None, "-"} and sys.stdout.isatty():
        return (piece.translate(_SHOWN) for piece in pieces)
    return pieces
