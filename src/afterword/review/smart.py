"""Whether an action item is SMART: specific, measurable, assigned, realistic, timed; and what it is for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from afterword.learning.purposes import kind_of
from afterword.model.values import dataclass
from afterword.model.vocabulary import ActionKind
from afterword.review.action_items import Item, is_day, items
from afterword.review.asked import says_nothing
from afterword.review.case import Case
from afterword.review.rules import (
    due_date_past_open,
    due_too_far,
    human_vigilance,
    open_ended,
    policy_only,
    team_or_many_owners,
    training_only,
    vague_verb,
)

Letter = Literal["specific", "measurable", "assigned", "realistic", "timed"]
"""A letter of SMART."""
LETTERS: tuple[Letter, ...] = get_args(Letter)
"""The five, in their order."""

_BY_RULES = (
    (vague_verb, "specific", "not specific"),
    (human_vigilance, "specific", "asks for care"),
    (human_vigilance, "realistic", "asks for care"),
    (open_ended, "measurable", "no end"),
    (team_or_many_owners, "assigned", "no single owner"),
    (training_only, "realistic", "training alone"),
    (policy_only, "realistic", "nothing enforces it"),
    (due_date_past_open, "timed", "overdue"),
    (due_too_far, "timed", "due too late"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An action item, and what it lacks to be SMART."""

    item: Item
    """The item."""
    lacking: Mapping[Letter, str]
    """The letters that it lacks, in their order, with the reason in a few words."""
    kind: ActionKind | None = None
    """What it is for; None where neither the document nor its words say it."""
    is_stated: bool = False
    """Whether the document itself says what it is for."""

    @property
    def score(self) -> int:
        """How many of the five letters it has."""
        return len(LETTERS) - len(self.lacking)

    @property
    def spoken(self) -> str:
        """The verdict in words: ``3 of 5: not measurable, no date``."""
        reasons = ", ".join(dict.fromkeys(self.lacking.values()))
        return f"{self.score} of {len(LETTERS)}{': ' if reasons else ''}{reasons}"


def verdicts(case: Case) -> tuple[Verdict, ...]:
    """The verdict on each action item, in the order of the text, done and cancelled ones included."""
    known = case.memory.get("smart.verdicts")
    if known is None:
        known = case.memory["smart.verdicts"] = tuple(_verdicts(case))
    return cast("tuple[Verdict, ...]", known)


def _verdicts(case: Case) -> Iterator[Verdict]:
    every = list(items(case))
    said = list(_said_by_rules(case)) if every else []
    for item in every:
        lines = range(item.unit.first, max(item.unit.last, item.unit.first + 1))
        found = {letter: why for line, letter, why in said if line in lines}
        found = {**dict(_of_fields(case, item)), **found}
        lacking = {letter: found[letter] for letter in LETTERS if letter in found}
        kind = item.action.kind or kind_of(item.action)
        yield Verdict(item=item, lacking=lacking, kind=kind, is_stated=item.action.kind is not None)


def _said_by_rules(case: Case) -> Iterator[tuple[int, Letter, str]]:
    """What the rules find: the line, from 0, the letter, and why."""
    for rule, letter, why in _BY_RULES:
        for hit in rule.check(case):
            yield case.source.line_at(hit.span.start), cast(Letter, letter), why


def _of_fields(case: Case, item: Item) -> Iterator[tuple[Letter, str]]:
    action = item.action
    if is_endless(item):
        yield "measurable", "not measurable"
    if says_nothing(action.owner or ""):
        yield "assigned", "no owner"
    wanted = case.policy.get("every_action")
    if isinstance(wanted, list) and "priority" in wanted and action.priority is None:
        yield "realistic", "no priority"
    if not is_day(action.due or ""):
        yield "timed", "no date"


def is_endless(item: Item) -> bool:
    """Whether nobody can see when an item is done: its deed has no end, and nothing beside it sets one."""
    return not item.is_bounded and not item.action.proof and _endless().match(item.text, item.lead) is not None


@cache
def _endless() -> re.Pattern[str]:
    table = tomllib.loads(resources.files(__package__).joinpath("smart.toml").read_text(encoding="utf-8"))
    deeds = "|".join(table["endless"])
    return re.compile(rf"(?:please |to |we (?:should|will|must|need to) )?(?:{deeds})", re.IGNORECASE)
