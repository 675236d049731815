"""The proof that a finished file of a version may go out."""

from collections.abc import Callable, Iterator, Sequence

from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.audiences.view import View
from afterword.publish.leaktest.baseline import Baseline
from afterword.publish.leaktest.forbidding import Forbidden, forbidden, texts_of
from afterword.publish.leaktest.misplacing import misplaced
from afterword.publish.leaktest.parity import Difference, differing, missing
from afterword.publish.leaktest.searching import Leak, leaks, unredacted
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import Known

_WITHOUT_TITLE = frozenset({"confluence"})
_WITHOUT_FIGURES = frozenset({"json", "status", "message", "summary", "bundle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found in a finished file."""

    leaks: tuple[Leak, ...]
    """What must not be there."""
    differences: tuple[Difference, ...]
    """Figures that are not those of the document."""

    @property
    def holds(self) -> bool:
        """Whether the file may go out."""
        return not self.leaks and not self.differences


def sought_in(view: View, source: str, known: Known, own: str, extra: Sequence[str] = ()) -> Forbidden:
    """What must not be in a file of a version; ``own`` is the house's template, ``extra`` what else the file says."""
    said = [view.text, *texts_of(to_plain(view.record)), *extra]
    return forbidden(source, find(source, known), known, said, own)


def prove(
    data: bytes,
    name: str,
    target: str,
    view: View,
    whole: Record,
    sought: Forbidden,
    empty: Callable[[], bytes | None],
    known: Baseline | None = None,
) -> Proof:
    """Search a finished file for everything that its audience may not see, and compare its figures.

    shape: ``empty`` makes a file of the same format of a version that says nothing; ``known`` is what it says, where
    it was made before.
    errors: InputError for a file that cannot be looked into.
    """
    titled = view.record.title or "" if target in _WITHOUT_TITLE else ""
    compared = missing(data, view.text, titled) if target not in _WITHOUT_FIGURES else ()
    found = (*unredacted(view.text, sought), *misplaced(view, whole, sought), *leaks(data, name, sought, empty, known))
    return Proof(leaks=tuple(found), differences=(*differing(view.record, whole), *_lost(view), *compared))


def _lost(view: View) -> Iterator[Difference]:
    for figure in dict.fromkeys(view.lost):
        yield Difference(what=figure, message=f"{figure} stands in the document, and redaction has taken it away")


def sentences(proof: Proof) -> tuple[str, ...]:
    """What was found, one sentence each."""
    found = [_of_leak(leak) for leak in proof.leaks]
    return (*found, *(difference.message for difference in proof.differences))


def as_row(leak: Leak) -> dict[str, Plain]:
    """A leak as JSON values."""
    return {"place": leak.place, "kind": leak.kind, "words": leak.words, "line": leak.line}


def _of_leak(leak: Leak) -> str:
    where = f", which line {leak.line} of the document says" if leak.line else ""
    return f"{leak.place}: {leak.kind} {leak.words!r}{where}"
