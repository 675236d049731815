"""The version of a document for one audience, derived by construction: nothing gets into it but what may be seen."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import cast

from afterword.errors import UsageError
from afterword.houses.comparing import joined_notes
from afterword.houses.fields import Path
from afterword.houses.house import House
from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import Reading, get
from afterword.houses.writing.creating import Creator, Order
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.audiences.allowing import Allowed
from afterword.publish.audiences.audience import Audience, audiences
from afterword.publish.audiences.figures import figures
from afterword.publish.audiences.filtering import filtered
from afterword.publish.audiences.marks import Unmarked, unmarked, unmarked_value
from afterword.publish.audiences.shaping import pruned
from afterword.publish.audiences.tidying import definitions, plain_suffix, renamed, tidied
from afterword.publish.comments import readable
from afterword.publish.redaction.everywhere import Redactor

Tree = dict[str, Plain]

_AS_IT_IS = frozenset({"at", "until", "precision", "zone", "zone_basis", "year_basis", "phase", "kind", "visibility"})
_NOTATION = re.compile(r"[ \t]*<!-- (?:(?:phase|kind|only): \w+|chain) -->")
_CLOCK = re.compile(r"(?<![\w:.])\d{1,2}:\d{2}(?::\d{2})?(?![\w:])")
_ADDRESS = re.compile(r"[\w+.-]{1,32}://\S+")
_ROUNDS = 3
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one audience sees of a document."""

    allowed: Allowed
    """For whom it is, and what that audience may see."""
    record: Record
    """The record with nothing else in it; the figures are those of the whole document."""
    text: str
    """It as Markdown in the house's shape, which every format is made of."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The address of a picture in the document by its name in this version."""
    lost: tuple[str, ...] = ()
    """Times that redaction took for something else; none may be lost."""
    warnings: tuple[str, ...] = ()
    """One sentence each; nothing that stops an export."""


def derive(
    reading: Reading, record: Record, allowed: Allowed, redacted: Redactor, tables: tuple[Mapping[str, Plain], ...] = ()
) -> View:
    """The version of a document, whose whole record is ``record``, for an audience.

    shape: ``redacted`` takes out of a text what its form or the record gives away; ``tables`` are the settings that
    describe audiences of the team's own.
    errors: UsageError where the audience may see nothing at all.
    """
    names = tuple(audiences(*tables))
    seen = unmarked(reading.source.text, allowed.audience, names)
    read = cast("Tree", _without_marks(_read(seen, reading.house), allowed.audience, names))
    tree = _with_phases(read, record, seen)
    kept = filtered(tree, allowed)
    if not kept:
        raise UsageError(
            f"nothing of this document is for {allowed.audience.name}: allow fields under [audience] in afterword.toml,"
            " with a reason"
        )
    known = definitions(seen.text)
    images: dict[str, str] = {}
    plain = cast("Tree", _each(kept, lambda text: renamed(tidied(text, known).strip(), images, plain_suffix), ()))
    kept, text, lost = _redacted(plain, redacted, reading.house)
    full = cast("Tree", to_plain(record))
    measured: Tree = {"metrics": figures(full.get("metrics"), kept.get("timeline"))}
    return View(
        allowed=allowed,
        record=from_plain(Record, {**kept, **measured}),
        text=text,
        images=images,
        lost=lost,
        warnings=allowed.refused,
    )


def _read(seen: Unmarked, house: House) -> Tree:
    """The record of what the marks leave, as JSON values."""
    reading = get(seen.text, house)
    return cast("Tree", to_plain(with_derived(reading.record, reading.house)))


def _without_marks(value: Plain, audience: Audience, names: tuple[str, ...]) -> Plain:
    """A value without what marks in its texts hide; an item of which a text goes is for nobody else, and goes."""
    if isinstance(value, dict):
        return {key: _without_marks(inner, audience, names) for key, inner in value.items()}
    if isinstance(value, list):
        kept = [(item, _without_marks(item, audience, names)) for item in value]
        return [after for before, after in kept if not _lost(before, after)]
    return unmarked_value(value, audience, names) if isinstance(value, str) else value


def _lost(before: Plain, after: Plain) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return any(after[key] is None and value is not None for key, value in before.items())
    return after is None and before is not None


def _with_phases(tree: Tree, record: Record, seen: Unmarked) -> Tree:
    """The record with the times and phases that the whole document gives its events: fewer words tell less."""
    whole = {event.line: event for event in record.timeline if event.line is not None}
    events: list[Plain] = []
    for event in cast("list[Tree]", tree.get("timeline") or []):
        line = event.get("line")
        at = seen.lines[line - 1] if isinstance(line, int) and 0 < line <= len(seen.lines) else None
        same = whole.get(at) if at is not None else None
        if same is not None:
            told = cast("Tree", to_plain(same))
            events.append({**event, **{name: told[name] for name in _AS_IT_IS if name in told}})
        else:
            events.append(event)
    window = cast("Tree", to_plain(record.incident))
    return {**tree, "timeline": events, "incident": window}


def _labelled(tree: Tree, house: House) -> Tree:
    """The record with words for events of which only the phase may be seen and for which the house has no label."""
    labels = set(house.phases.values())
    events = [
        {**event, "what": str(event["phase"]).replace("_", " ").capitalize()}
        if not event.get("what") and event.get("phase") and event["phase"] not in labels
        else event
        for event in cast("list[Tree]", tree.get("timeline") or [])
    ]
    return {**tree, "timeline": cast("Plain", events)} if events else tree


def _redacted(tree: Tree, redacted: Redactor, house: House) -> tuple[Tree, str, tuple[str, ...]]:
    """The record redacted, its Markdown, and the times that redaction took for something else.

    What only the whole text gives away is replaced in a further round.
    """
    lost: list[str] = []

    def safe(text: str) -> str:
        kept = redacted(text)
        lost.extend(clock for clock in _CLOCK.findall(_ADDRESS.sub("", text)) if clock not in kept)
        return kept

    for _ in range(_ROUNDS):
        lost.clear()
        kept = _labelled(cast("Tree", _each(tree, safe, ())), house)
        text = _written(kept, house)
        if not redacted.learns(text):
            break
    return kept, text, tuple(lost)


def _each(value: Plain, change: Callable[[str], str], path: Path) -> Plain:
    """A value with every text changed that is none of the record's own tokens and times."""
    if isinstance(value, dict):
        return {key: _each(inner, change, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_each(inner, change, path) for inner in value]
    if not isinstance(value, str) or path[-1] in _AS_IT_IS:
        return value
    return change(value)


def _written(tree: Tree, house: House) -> str:
    """The version as Markdown: the house's shape without empty places, comments, and the carried block.

    Unlike a document it is for reading only, so that a value that would not be read back the same is shown, too.
    """
    tree["remainder"] = joined_notes(tree.get("remainder"))
    return _clean(Creator(pruned(house, tree), Order(tree=tree, guidance=False)).text())


def _clean(text: str) -> str:
    parts = readable(_NOTATION.sub("", text))
    front = "" if parts.front is None or not parts.front.strip() else f"---\n{parts.front.rstrip()}\n---\n\n"
    return front + _BLANKS.sub("\n\n", parts.text).strip("\n") + "\n"
