"""The plan of a meeting: its parts with their minutes, in the house's own length."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.agenda.question import TOPICS, Question, Topic
from afterword.review.case import Case
from afterword.review.policy.defaults import default
from afterword.review.policy.people import is_same
from afterword.text.expressions import later

_LENGTH = later(r"\s*(?:(?P<least>\d+)\s*(?:-|\u2013|to)\s*)?(?P<most>\d+)\s*(?P<unit>h|m)\w*(?:\s+\w+)?\s*")
_OPENING = 5
_CLOSING = 5
_A_STORY = 4
"""Minutes that people take to tell what they saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the meeting."""

    topic: Topic
    """What it is about."""
    start: int
    """Minutes after the meeting's start."""
    minutes: int
    """How long it lasts."""
    questions: tuple[Question, ...]
    """What is asked in it, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role that the house asks for in the meeting."""

    role: str
    """The role, in the house's words."""
    name: str | None
    """Who has it; None where the document names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting as it is planned."""

    least: int
    """The fewest minutes that the house gives it."""
    most: int
    """The most."""
    minutes: int
    """How many this one takes."""
    is_own: bool
    """Whether the house itself, or the team, says how long."""
    roles: tuple[Role, ...]
    """Who should be there."""
    principles: tuple[str, ...]
    """What the facilitator says at the start."""
    parts: tuple[Part, ...]
    """Its parts; those without questions are left out."""
    aside: tuple[Question, ...]
    """Questions for which there is no time; they are answered in writing."""

    @property
    def closing(self) -> int:
        """Minutes after the start at which the closing begins."""
        return self.minutes - _CLOSING


def plan(case: Case, questions: Sequence[Question]) -> Plan:
    """The meeting that asks these questions, the weightiest first, within the house's length."""
    stated = case.policy.get("meeting_length")
    own = tuple(_prompts(case.policy))
    least, most = length_of(stated) or length_of(default("meeting_length")) or (60, 60)
    room = most - _OPENING - _CLOSING
    taken: list[Question] = []
    for question in sorted(questions, key=lambda each: -each.weight):
        if question.minutes <= room:
            taken.append(question)
            room -= question.minutes
    aside = tuple(question for question in questions if question not in taken)
    # where the gaps leave time, people tell what no gap would have asked for
    spare = least - _OPENING - _CLOSING - sum(question.minutes for question in taken)
    for prompt in own:
        if prompt.minutes <= spare:
            taken.append(prompt)
            spare -= prompt.minutes
    parts: list[Part] = []
    start = _OPENING
    for topic in TOPICS:
        inside = tuple(question for question in taken if question.topic == topic)
        minutes = sum(question.minutes for question in inside)
        if inside:
            parts.append(Part(topic=topic, start=start, minutes=minutes, questions=inside))
            start += minutes
    return Plan(
        least=least,
        most=most,
        minutes=start + _CLOSING,
        is_own=length_of(stated) is not None,
        roles=tuple(_roles(case)),
        principles=_principles(case.policy),
        parts=tuple(parts),
        aside=aside,
    )


def length_of(value: Plain) -> tuple[int, int] | None:
    """The fewest and the most minutes that a policy states: ``30-60m``, ``1h``, ``45 minutes``; None for none."""
    found = _LENGTH.fullmatch(str(value)) if value else None
    if found is None:
        return None
    factor = 60 if found["unit"] == "h" else 1
    most = int(found["most"]) * factor
    least = int(found["least"]) * factor if found["least"] else min(most, 30)
    return (least, most) if 15 <= most <= 480 and least <= most else None


def _principles(policy: Mapping[str, Plain]) -> tuple[str, ...]:
    table = policy.get("agenda")
    own = table.get("principles") if isinstance(table, Mapping) else None
    said = own if isinstance(own, list) else default("principles")
    return tuple(str(each) for each in said) if isinstance(said, list) else ()


def _prompts(policy: Mapping[str, Plain]) -> Iterator[Question]:
    """Questions that every meeting may ask, topic by topic, one of each before the second of any."""
    table = policy.get("agenda")
    said = table.get("prompts") if isinstance(table, Mapping) else None
    by_topic = said if isinstance(said, Mapping) else default("prompts")
    assert isinstance(by_topic, Mapping)
    lists = {topic: [str(ask) for ask in asks] for topic in TOPICS if isinstance(asks := by_topic.get(topic), list)}
    for row in zip_longest(*lists.values()):
        for topic, ask in zip(lists, row, strict=True):
            if ask:
                yield Question(topic=topic, ask=ask, weight=0, minutes=_A_STORY)


def _roles(case: Case) -> list[Role]:
    record = case.record
    wanted = case.policy.get("roles")
    named = [(participant.role or "", participant.name) for participant in record.participants]
    named += [("facilitator", record.facilitator), ("scribe", record.scribe), ("owner", record.owner)]
    found = []
    for role in wanted if isinstance(wanted, list) else ["facilitator", "scribe"]:
        name = next((name for other, name in named if name and is_same(other, str(role))), None)
        found.append(Role(role=str(role), name=name))
    return found
