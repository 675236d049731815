"""A question for the meeting about a postmortem."""

from typing import Literal, get_args

from afterword.model.values import dataclass
from afterword.review.policy.shown import Shown

Topic = Literal["what happened", "impact and response", "why", "what will change"]
"""What a part of the meeting is about."""
TOPICS: tuple[Topic, ...] = get_args(Topic)
"""The parts of the meeting, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A place of the record that an answer fills."""

    label: str
    """What is written before the answer; empty where the question has one answer only."""
    path: str
    """The place as ``afterword set`` names it; empty for the notes of the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask, why, and where the answer goes."""

    topic: Topic
    """The part of the meeting."""
    ask: str
    """The question."""
    why: str | None = None
    """What it rests on, in a few words."""
    about: tuple[Shown, ...] = ()
    """The lines of the document that it is about."""
    fields: tuple[Asked, ...] = (Asked(label="", path=""),)
    """Where the answers go."""
    code: str | None = None
    """The rule that found it; None where no rule did."""
    weight: int = 1
    """How much it matters: 3 first, 1 last, 0 where there is time."""
    minutes: int = 2
    """How long it will take."""
