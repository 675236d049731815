"""What a document states about the length of its incident: each figure, what it is about, and where it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, cast

from afterword.houses.fields import Path
from afterword.houses.reading.frontmatter import field_of
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.figures.spans import Duration, Stretch, durations, stretches
from afterword.review.passages import Passage, Sentence, masked
from afterword.text.expressions import later
from afterword.text.wording import name_key

About = Literal[
    "duration", "time_to_detect", "time_to_acknowledge", "time_to_respond", "time_to_mitigate", "time_to_resolve"
]
"""What a figure measures; ``duration`` is that of the incident or its impact."""
Thing = Literal["outage", "incident", "any"]
"""Of what a duration is stated: that nothing worked, that there was an incident, or not said."""

_LABELS: Final[Mapping[str, tuple[About, Thing]]] = {
    "duration": ("duration", "any"),
    "total duration": ("duration", "any"),
    "overall duration": ("duration", "any"),
    "incident duration": ("duration", "incident"),
    "duration of incident": ("duration", "incident"),
    "duration of the incident": ("duration", "incident"),
    "incident length": ("duration", "incident"),
    "length": ("duration", "any"),
    "outage duration": ("duration", "outage"),
    "outage length": ("duration", "outage"),
    "duration of outage": ("duration", "outage"),
    "downtime": ("duration", "outage"),
    "total downtime": ("duration", "outage"),
    "downtime duration": ("duration", "outage"),
    "impact duration": ("duration", "any"),
    "duration of impact": ("duration", "any"),
    "time to detect": ("time_to_detect", "any"),
    "time to detection": ("time_to_detect", "any"),
    "ttd": ("time_to_detect", "any"),
    "mttd": ("time_to_detect", "any"),
    "detection time": ("time_to_detect", "any"),
    "time to acknowledge": ("time_to_acknowledge", "any"),
    "tta": ("time_to_acknowledge", "any"),
    "mtta": ("time_to_acknowledge", "any"),
    "time to respond": ("time_to_respond", "any"),
    "time to response": ("time_to_respond", "any"),
    "response time": ("time_to_respond", "any"),
    "time to mitigate": ("time_to_mitigate", "any"),
    "time to mitigation": ("time_to_mitigate", "any"),
    "time to repair": ("time_to_mitigate", "any"),
    "time to fix": ("time_to_mitigate", "any"),
    "ttm": ("time_to_mitigate", "any"),
    "mttm": ("time_to_mitigate", "any"),
    "mitigation time": ("time_to_mitigate", "any"),
    "time to resolve": ("time_to_resolve", "any"),
    "time to resolution": ("time_to_resolve", "any"),
    "time to recover": ("time_to_resolve", "any"),
    "time to recovery": ("time_to_resolve", "any"),
    "time to restore": ("time_to_resolve", "any"),
    "ttr": ("time_to_resolve", "any"),
    "mttr": ("time_to_resolve", "any"),
    "resolution time": ("time_to_resolve", "any"),
    "recovery time": ("time_to_resolve", "any"),
}
_REMARK: Final = later(r"\s*\([^)]*\)\s*$")
_FIELDS: Final[Mapping[Path, About]] = {
    ("stated", "duration"): "duration",
    ("stated", "impact_duration"): "duration",
    ("stated", "time_to_detect"): "time_to_detect",
    ("stated", "time_to_acknowledge"): "time_to_acknowledge",
    ("stated", "time_to_respond"): "time_to_respond",
    ("stated", "time_to_mitigate"): "time_to_mitigate",
    ("stated", "time_to_recover"): "time_to_resolve",
    ("stated", "time_to_resolve"): "time_to_resolve",
    ("impact", "duration"): "duration",
}
_BEFORE: Final[tuple[tuple[re.Pattern[str], Thing], ...]] = (
    (
        re.compile(
            r"\b(?:outage|downtime)\s(?:\w+\s)?(?:lasted|lasting|of|was|took|for)\s[^.;,\d]{0,14}$", re.IGNORECASE
        ),
        "outage",
    ),
    (
        re.compile(
            r"\b(?:sites?|websites?|services?|platform|app|application|api|system|checkout|everything"
            r"|\w+\.(?:com|org|io))\s(?:was|were|is|went|being)?\s?(?:completely |fully |entirely )?"
            r"(?:down|offline|unavailable|inaccessible)\s(?:for|lasting)\s[^.;,\d]{0,14}$",
            re.IGNORECASE,
        ),
        "outage",
    ),
    (
        re.compile(
            r"\b(?:incident|disruption|degradation|interruption)\s(?:\w+\s)?(?:lasted|lasting)\s[^.;,\d]{0,14}$",
            re.IGNORECASE,
        ),
        "incident",
    ),
)
_AFTER: Final[tuple[tuple[re.Pattern[str], Thing], ...]] = (
    (
        re.compile(
            r"[\s-](?:long\s|total\s|full\s|complete\s|service\s)*outage\b(?!\s+(?:window|budget))", re.IGNORECASE
        ),
        "outage",
    ),
    (re.compile(r"\sof\s(?:total\s|full\s|complete\s)?(?:downtime|unavailability|outage)\b", re.IGNORECASE), "outage"),
    (re.compile(r"[\s-](?:long\s)?incident\b(?!\s+(?:window|response|review|report|call))", re.IGNORECASE), "incident"),
)
_SPOKEN: Final[tuple[tuple[re.Pattern[str], About], ...]] = (
    (re.compile(r"\b(?:MTTD|TTD|time to detect(?:ion)?)\b[^.;,\d]{0,20}$", re.IGNORECASE), "time_to_detect"),
    (re.compile(r"\b(?:TTM|time to mitigat(?:e|ion))\b[^.;,\d]{0,20}$", re.IGNORECASE), "time_to_mitigate"),
    (
        re.compile(
            r"\b(?:MTTR|TTR|time to (?:resolve|resolution|recover|recovery|restore))\b[^.;,\d]{0,20}$", re.IGNORECASE
        ),
        "time_to_resolve",
    ),
)
_PARTIAL: Final = later(
    r"\b(?:first|second|third|initial|another|additional|further|other|previous|earlier|last|next|each|per|every|several"
    r"|some|few|multiple|various|intermittent\w*|maximum|average|typical\w*|would|could|should|might|may|if|target|SLA"
    r"|SLO|budget|allow\w*|until|up to|potential\w*|planned|maintenance|similar|ago|reduce\w*|shorten\w*|prevent\w*"
    r"|want\w*|aim\w*|goal|objective|expect\w*|wave|phase|window|period|region|subset|partial\w*|between|both|separate)\b",
    re.IGNORECASE,
)
_BASIS: Final = later(
    r"\b(?:business|working|office|on-call|oncall|support|staffed|waking|trading|operating|market) (?:hours|time|days?)"
    r"|\b(?:excluding|not counting|without counting|outside of|excl\.?)\b|\bcumulative|\bin total across|\bper user",
    re.IGNORECASE,
)
_HINT: Final = later(
    r"outage|down|incident|disruption|degrad|interrupt|offline|unavailab|inaccess|TTD|TTM|TTR|ime to ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A stated figure about the incident as a whole."""

    about: About
    """What it measures."""
    thing: Thing
    """Of what."""
    span: Span
    """Where the figure stands; that of the stretch where no figure stands before it."""
    duration: Duration | None
    """The figure; None where only a stretch of clock time is stated."""
    stretch: Stretch | None
    """The stretch of clock time beside it; None for none."""
    stretch_at: int
    """Offset in the document by which the stretch's own places are counted."""
    is_labelled: bool
    """Whether it stands after a label or in a cell, and not in a sentence."""
    has_basis: bool
    """Whether it says that it counts some hours only."""

    @property
    def seconds(self) -> float:
        """How long the document says that it was."""
        return self.duration.seconds if self.duration else float(self.stretch.seconds) if self.stretch else 0.0

    @property
    def first_time(self) -> Span | None:
        """Where the start of the stretch stands."""
        if self.stretch is None:
            return None
        start = self.stretch_at + self.stretch.start
        return Span(start, start + self.stretch.first_length)

    @property
    def last_time(self) -> Span | None:
        """Where the end of the stretch stands."""
        if self.stretch is None:
            return None
        return Span(self.stretch_at + self.stretch.last_at, self.stretch_at + self.stretch.last_end)


def claims(case: Case) -> tuple[Claim, ...]:
    """The figures that a document states about its incident as a whole, in the order of the text."""
    known = case.memory.get("claims")
    if known is None:
        placed = [(about, span) for path, about in _FIELDS.items() if (span := case.place(*path))]
        placed += _in_matter(case)
        known = case.memory["claims"] = _claims(case.passages + fenced(case), case.text, placed)
    return cast(tuple[Claim, ...], known)


def _in_matter(case: Case) -> Iterator[tuple[About, Span]]:
    """The figures of the front matter."""
    matter = case.reading.matter
    for key, value in matter.values.items():
        about = _FIELDS.get(field_of(key, case.house) or ()) if isinstance(value.plain, str) else None
        if about:
            yield about, Span(matter.offset + value.span.start, matter.offset + value.span.end)


def fenced(case: Case) -> tuple[Passage, ...]:
    """The lines of fences that hold items of the record, where they are no item themselves."""
    fences = [block for block in case.blocks if block.kind == "fence"]
    if not fences:
        return ()
    held = {line for units in case.reading.scan.units.values() for u in units for line in range(u.first, u.last)}
    return tuple(
        Passage(kind="item", text=masked(words), start=case.source.bounds[line][0], line=line, role=case.role_at(line))
        for block in fences
        if not held.isdisjoint(range(block.first, block.last))
        for line in range(block.first + 1, block.last)
        if line not in held and (words := case.source.content(line)).strip()
    )


def _claims(passages: Sequence[Passage], text: str, placed: Sequence[tuple[About, Span]]) -> tuple[Claim, ...]:
    values = ((about, span.start, masked(text[span.start : span.end])) for about, span in placed)
    found = [claim for about, start, value in values for claim in _labelled(about, "any", value, start)]
    found += _in_passages(passages)
    unique = {claim.span: claim for claim in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda claim: claim.span.start))


def _in_passages(passages: Sequence[Passage]) -> Iterator[Claim]:
    before: Passage | None = None
    for passage in passages:
        label = passage.label
        if passage.kind == "cell":
            label = before.text if before and before.kind == "cell" and before.line == passage.line else ""
        before = passage
        if passage.quoted or passage.role in {"actions", "lessons", "people", "went_well", "lucky"}:
            continue
        known = _LABELS.get(_REMARK.sub("", name_key(label))) if label and passage.kind in {"label", "cell"} else None
        if known:
            yield from _labelled(*known, passage.text, passage.start, note=label)
        elif passage.kind != "cell" and passage.role != "timeline" and _HINT.search(passage.text):
            yield from (claim for sentence in passage.sentences for claim in _told(sentence, passage))


def _labelled(about: About, thing: Thing, text: str, start: int, *, note: str = "") -> Iterator[Claim]:
    """The first figure of a value, and the stretch beside it."""
    figure, stretch = next(durations(text), None), next(stretches(text), None)
    lead = text[: figure.start if figure else 0]
    if (figure is None and stretch is None) or len(lead) > 40 or (figure and stretch and figure.start > stretch.end):
        return
    more = list(durations(text))
    if figure and len(more) > 1 and not stretch:
        return
    part = figure or stretch
    if part is None or _PARTIAL.search(lead):
        return
    yield Claim(
        about=about,
        thing=thing,
        span=Span(start + part.start, start + part.end),
        duration=figure,
        stretch=stretch,
        stretch_at=start,
        is_labelled=True,
        has_basis=_BASIS.search(f"{note} {text}") is not None,
    )


def _told(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """The figures of a sentence that say how long the whole thing took."""
    for figure in durations(sentence.text):
        before, after = sentence.text[: figure.start], sentence.text[figure.end : figure.end + 60]
        kind = _kind(before, after)
        if kind is None or _PARTIAL.search(before[-70:]) or _PARTIAL.search(after[:24]):
            continue
        stretch = next((s for s in stretches(sentence.text) if 0 <= s.start - figure.end <= 12), None)
        about, thing = kind
        yield Claim(
            about=about,
            thing=thing,
            span=Span(sentence.start + figure.start, sentence.start + figure.end),
            duration=figure,
            stretch=stretch,
            stretch_at=sentence.start,
            is_labelled=passage.kind == "heading",
            has_basis=_BASIS.search(sentence.text) is not None,
        )


def _kind(before: str, after: str) -> tuple[About, Thing] | None:
    for spoken, about in _SPOKEN:
        if spoken.search(before):
            return about, "any"
    for pattern, thing in _BEFORE:
        if pattern.search(before):
            return "duration", thing
    for pattern, thing in _AFTER:
        if pattern.match(after):
            return "duration", thing
    return None
