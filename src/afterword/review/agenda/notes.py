"""What people wrote into a sheet: the answers at their places, and what stands elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import field

from afterword.model.values import dataclass
from afterword.review.agenda.sheet import LABELS, mark, sealed
from afterword.text.expressions import later

_TAKE = later(r"<!--\s*take:\s*(?P<path>[^>]*?)\s*-->")
_LABEL = later(rf"\s*(?:[-*]\s+)?(?:\*\*)?(?:{'|'.join(LABELS)})\s*:(?:\*\*)?\s*", re.IGNORECASE)
_NUMBER = later(r"#+\s*(?:\d+\.\s+|\d+:\d\d\s+)?")
_BULLET = later(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
_NOTHING = later(r"\s*(?:[-*+]|\d+[.)]|\.\.\.|\u2026)?\s*")
_OWN_LINE = later(r"#|>|<!--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Something that somebody wrote."""

    text: str
    """What, without the lines of the sheet."""
    line: int
    """Its first line in the notes, from 1."""
    path: str | None
    """Where it goes; None for what stands at no place of the sheet."""
    asked: str
    """The question, or the heading, under which it stands."""
    is_of_sheet: bool = True
    """Whether that heading is the sheet's own."""

    @property
    def items(self) -> tuple[str, ...]:
        """Its lines, each without its bullet."""
        lines = (_BULLET.sub("", line, count=1).strip() for line in self.text.split("\n"))
        return tuple(line for line in lines if line)


@dataclass(slots=True)
class _Place:
    """Where the reading of the notes stands."""

    asked: str = ""
    is_of_sheet: bool = True
    path: str | None = None
    line: int = 0
    is_open: bool = False
    lines: list[str] = field(default_factory=list)

    def ended(self) -> Iterator[Answer]:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        if any(not _NOTHING.fullmatch(line) for line in self.lines):
            self.is_open = False
            yield Answer(
                text="\n".join(self.lines).strip("\n"),
                line=self.line,
                path=self.path,
                asked=self.asked,
                is_of_sheet=self.is_of_sheet,
            )
        self.lines = []

    def headed(self, heading: str, number: int, *, is_of_sheet: bool) -> Iterator[Answer]:
        """Ends what stood under the last heading; one of people's own with nothing below it is a note itself."""
        yield from self.ended()
        if self.is_open:
            yield Answer(text=self.asked, line=self.line, path=None, asked="")
        self.asked, self.path, self.is_of_sheet = heading, None, is_of_sheet
        self.is_open, self.line = bool(heading) and not is_of_sheet, number

    def add(self, text: str, number: int) -> None:
        if text.strip() or self.lines:
            self.line = self.line if self.lines else number
            self.lines.append(text.rstrip())


def read_notes(text: str) -> tuple[Answer, ...]:
    """The answers, in the order of the notes; nothing that people wrote is left out.

    shape: the sheet's own lines are known by the comment at its end; without it, headings, quotations, and comments
    are taken for its own.
    """
    lines = text.lstrip("\ufeff").splitlines()
    known = next((marks for line in reversed(lines) if (marks := sealed(line)) is not None), None)
    return tuple(_read(lines, known))


def _read(lines: list[str], known: frozenset[str] | None) -> Iterator[Answer]:
    place = _Place()
    for number, line in enumerate(lines, 1):
        if sealed(line) is not None:
            continue
        found = _TAKE.search(line)
        if found is not None:
            yield from place.ended()
            place.path = found["path"]
            is_own = mark(line) in known if known is not None else False
            before, after = line[: found.start()], line[found.end() :]
            rest = _LABEL.sub("", before, count=1) if known is None or not is_own else ""
            if known is not None and not is_own and not _LABEL.match(before):
                # a place of the closing has a sentence before it
                rest = before.partition(":")[2] if ":" in before else before
            place.add(f"{rest.strip()} {after.strip()}".strip(), number)
        elif line.strip() and (mark(line) in known if known is not None else _OWN_LINE.match(line)):
            yield from place.ended()
            place.path = None
            if line.startswith("#"):
                yield from place.headed(_NUMBER.sub("", line, count=1).strip(), number, is_of_sheet=True)
        elif line.startswith("#"):
            yield from place.headed(line.lstrip("# ").strip(), number, is_of_sheet=False)
        else:
            place.add(_LABEL.sub("", line, count=1) if place.path is None else line, number)
    yield from place.headed("", len(lines), is_of_sheet=True)
