"""Convert: a document's record in another house's shape, with what the house has no place for, and nothing lost."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.fields import Path, items_of
from afterword.houses.house import House
from afterword.houses.questions import Question, open_questions
from afterword.houses.reading import aside as beside
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.carrying_over import CarriedField, carried_fields
from afterword.houses.reading.getting import Reading, get
from afterword.houses.reading.times.incident import local_day, with_incident_day
from afterword.houses.reading.untaken import further_text
from afterword.houses.reading.work import get_in
from afterword.houses.template import asked_for
from afterword.houses.writing.creating import Aside
from afterword.houses.writing.unkept import unkept
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass

_START: Path = ("incident", "start")
_DAY = ".".join(_START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A document in another house's shape."""

    text: str
    """The document."""
    reading: Reading
    """It as it reads back."""
    carried: tuple[CarriedField, ...]
    """What the house has no place for, which stands in the block at the end."""
    facts: tuple[str, ...]
    """Fields that the house asks nowhere and that the front matter states."""
    notes: tuple[str, ...]
    """Headings of sections that the house does not have and that stand at the end."""
    left_behind: tuple[int, ...]
    """Lines of the old document, from 1, of comments and of its template's words, which the result does not have."""
    questions: tuple[Question, ...]
    """What the house asks and the document leaves open."""


def convert(reading: Reading, house: House, own: Sequence[House] = (), *, guidance: bool = False) -> Conversion:
    """The document that a reading is of, in the shape of ``house``; its lines end as the old one's did.

    A phase that only the wording gave is left to the wording again.

    errors: RefusedEdit where the result would not read back as the same record in that house.
    """
    record = _as_written(reading)
    record = replace(record, remainder=(*record.remainder, *further_text(reading)))
    aside = replace(_fitted(beside.beside(reading), house), broken=_broken(reading))
    known = (house, *(h for h in own if h.name != house.name))
    aside, made = _with_day(record, house, aside, reading, known, guidance=guidance)
    further = unkept(reading, made[0])
    if further:
        record = replace(record, remainder=(*record.remainder, *further))
        made = _made(record, house, aside, reading, known, guidance=guidance)
    return _conversion(*_with_zones(*made, reading, known), reading)


def _with_day(
    record: Record, house: House, aside: Aside, old: Reading, own: Sequence[House], *, guidance: bool
) -> tuple[Aside, tuple[str, Reading]]:
    """The result with the incident's day, where the house asks it and the record only implies it."""
    day = with_incident_day(record).incident.start
    if day and not record.incident.start and _START in asked_for(house):
        with_day = replace(aside, shown={_START: day})
        try:
            made = _made(record, house, with_day, old, own, guidance=guidance)
        except RefusedEdit:
            return aside, _made(record, house, aside, old, own, guidance=guidance)
        if with_incident_day(made[1].record).incident.start == day:
            return with_day, made
    return aside, _made(record, house, aside, old, own, guidance=guidance)


def _made(
    record: Record, house: House, aside: Aside, old: Reading, own: Sequence[House], *, guidance: bool
) -> tuple[str, Reading]:
    """The record in a house's shape, and as it reads back.  errors: RefusedEdit where that is another record."""
    for name_house in (False, True):
        made = lens.create(record, house, guidance=guidance, aside=aside, name_house=name_house)
        for text in dict.fromkeys((_with_line_ends(made, old.source.newline), made)):
            again = get(text, own=own)
            if again.house.name == house.name and lens.states(again, record):
                return text, again
    raise RefusedEdit(f"the result would not read back as the same record in house {house.name}")


def _with_zones(text: str, again: Reading, old: Reading, own: Sequence[House]) -> tuple[str, Reading]:
    """The result with the zones that its author wrote carried, where without them the incident has another day.

    Where a house writes all times in its own zone, the day that clocks showed is not seen.
    """
    if with_incident_day(again.record).incident == with_incident_day(old.record).incident:
        return text, again
    carried = again.carried.values.get("timeline", {})
    events, before = again.record.timeline, old.record.timeline
    if not isinstance(carried, dict) or {carrying.MORE, carrying.ORDER} & set(carried) or len(events) != len(before):
        return text, again
    keys = carrying.item_keys(("timeline",), items_of(("timeline",), again.visible.get("timeline")))
    held = dict(carried)
    pairs = [(a, b) if local_day(a) != local_day(b) else None for a, b in zip(before, events, strict=True)]
    for pair, group in groupby(enumerate(pairs), key=lambda at: at[1] and (at[1][0].zone, at[1][1].zone)):
        if pair is None:
            continue
        places = [n for n, _ in group]
        first, last = places[0], places[-1]
        key = keys[first] if first == last else carrying.run_key(first + 1, last + 1, len(events))
        rest = held.get(key)
        held[key] = {**(rest if isinstance(rest, dict) else {}), "zone": {"exact": pair[0], "short": pair[1]}}
    made = lens.with_block(text, {**again.carried.values, "timeline": held})
    return made, get(made, own=own)


def _conversion(text: str, again: Reading, old: Reading) -> Conversion:
    is_shown = isinstance(carried := again.carried.values.get(_DAY), dict) and carried.get("exact") is None
    return Conversion(
        text=text,
        reading=again,
        carried=carried_fields({k: v for k, v in again.carried.values.items() if k != _DAY}, again.tree),
        facts=tuple(k for k in again.matter.values if k in frontmatter.FACTS and k not in again.house.document),
        notes=tuple(n.heading for n in again.record.remainder if n.heading),
        left_behind=beside.left_behind(old),
        questions=open_questions(again.house, with_incident_day(again.record) if is_shown else again.record),
    )


def _as_written(reading: Reading) -> Record:
    events = tuple(
        replace(event, phase=None) if n in reading.derived_phases else event
        for n, event in enumerate(reading.record.timeline)
    )
    return replace(reading.record, timeline=events)


def _broken(reading: Reading) -> frozenset[str]:
    """The values of a record whose line ends stand in the text as ``<br>``, in cells and on lines of their own."""
    scan = reading.scan
    single = [(get_in(reading.tree, path), places[0]) for path, places in scan.scalars.items() if places]
    listed = [(u.item.get(n), p) for units in scan.units.values() for u in units for n, p in u.places.items()]
    held = [value for value, place in (*single, *listed) if place.codec != "block" and isinstance(value, str)]
    return frozenset(value for value in held if "\n" in value)


def _fitted(aside: Aside, house: House) -> Aside:
    """What stands beside a record, as another house can hold it: a key that is a field there is carried."""
    matter: dict[str, Plain] = {}
    clashing: dict[str, Plain] = {}
    for key, value in aside.matter.items():
        is_field = frontmatter.field_of(key, house) is not None
        (clashing if is_field else matter)[key] = value
    carried = {**aside.carried, **({"(front matter)": clashing} if clashing else {})}
    return replace(aside, matter=matter, carried=carried)


def _with_line_ends(text: str, newline: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain if newline == "\n" else plain.replace("\n", newline)
