"""The notation that is the same in every house: ids, links to actions, citations, phases, visibility."""

from dataclasses import field

from afterword.model.values import dataclass
from afterword.model.vocabulary import EVENT_KINDS, PHASES, VISIBILITIES
from afterword.text.expressions import later

_MARK = later(r"\s*(?:<!--\s*(phase|kind|only)\s*:\s*([a-z_]+)\s*-->|<!--\s*(chain)\s*-->|\[\^([^\]\s]+)\])\s*$")
_LINKS = later(r"\s*\(([A-Z]{1,2}-\d+(?:\s*,\s*[A-Z]{1,2}-\d+)*)\)\s*$")
_ID = later(r"(\[?)([A-Z]{1,2}-\d+)(\]?)(?:\s*[:.)\u2013\u2014-]+\s*|\s+)(?=\S)|(\[?)([A-Z]{1,2}-\d+)(\]?):?\s*$")
_ALLOWED = {"phase": PHASES, "kind": EVENT_KINDS, "only": VISIBILITIES}


@dataclass(slots=True, kw_only=True)
class Tail:
    """The notation at the end of an entry; never changed, and not frozen only because it is made so often."""

    start: int
    """Where it starts in the text of the entry; the text's length where there is none."""
    marks: dict[str, str] = field(default_factory=dict)
    """phase, kind, only, and their tokens."""
    notes: tuple[str, ...] = ()
    """Labels of the footnotes that it cites, in order."""
    chain: bool = False
    """Whether a new chain of whys starts here."""


def read_tail(text: str) -> Tail:
    """The notation with which a text ends; comments of other kinds stay part of the text."""
    if not text.rstrip().endswith(("-->", "]")):
        return Tail(start=len(text))
    marks: dict[str, str] = {}
    notes: list[str] = []
    chain = False
    rest = text
    while match := _MARK.search(rest):
        name, token, starts_chain, note = match.groups()
        if name:
            if token not in _ALLOWED[name]:
                break
            marks.setdefault(name, token)
        elif starts_chain:
            chain = True
        else:
            notes.insert(0, note)
        rest = rest[: match.start()]
    if rest == text:
        return Tail(start=len(text))
    return Tail(start=len(rest), marks=marks, notes=tuple(notes), chain=chain)


def write_tail(marks: dict[str, str], notes: list[str], *, chain: bool = False) -> str:
    """The notation of an entry, starting with a space; empty where there is none."""
    parts = [f"[^{note}]" for note in notes]
    text = " " + "".join(parts) if parts else ""
    text += "".join(f" <!-- {name}: {marks[name]} -->" for name in ("phase", "kind", "only") if name in marks)
    return text + (" <!-- chain -->" if chain else "")


def read_links(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the action ids in parentheses at its end, and those ids."""
    match = _LINKS.search(text)
    if match is None or not match.start():
        return text, ()
    return text[: match.start()], tuple(part.strip() for part in match.group(1).split(","))


def write_links(ids: list[str]) -> str:
    """The ids in parentheses, starting with a space; empty where there are none."""
    return f" ({', '.join(ids)})" if ids else ""


def read_id(text: str) -> tuple[str, int] | None:
    """The action id with which a text starts, and where the rest begins; None where there is none."""
    match = _ID.match(text)
    if match is None:
        return None
    return match.group(2) or match.group(5), match.end()
