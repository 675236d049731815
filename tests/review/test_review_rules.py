"""Every rule keeps what its page promises."""

import re
from dataclasses import replace
from datetime import date

import pytest

from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import get
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.diagnostic import SEVERITIES, Diagnostic
from afterword.review.page import Example, read_page
from afterword.review.registry import registered_rules
from afterword.review.rule import Registered
from afterword.review.settings import merged
from afterword.timeline.durations import measure
from afterword.timeline.horizons import with_horizons

RULES = registered_rules()
GROUPS = {"LNG", "TIM", "ANA", "IMP", "ACT", "CON", "CMP", "DST"}
TODAY = date(2024, 3, 10)
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{'bad' if example.fires else 'good'}-{number}")
    for rule in RULES
    for number, example in enumerate(read_page(rule.page).examples, 1)
]


def review(text: str, rule: Registered) -> tuple[Diagnostic, ...]:
    """What one rule finds in a document."""
    reading = get(text)
    settings = merged(reading.house, {}, reading.matter.plain)
    record = with_horizons(with_derived(reading.record, reading.house))
    case = Case(
        reading=reading,
        record=replace(record, metrics=measure(record)),
        today=TODAY,
        policy=settings.policy,
        require=settings.require,
    )
    # a house may silence a rule; its examples are about the rule
    return check(case, [rule], replace(settings, severities={}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page(rule: Registered) -> None:
    """It says what is wrong and why, who asks for it, and shows both sides."""
    page = read_page(rule.page)
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.code[:3] in GROUPS
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)
    assert rule.severity in SEVERITIES
    assert rule.sources
    assert page.message.endswith(".")
    assert page.why
    assert any(example.fires for example in page.examples)
    assert any(not example.fires for example in page.examples)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_does_what_its_examples_say(rule: Registered, example: Example) -> None:
    """It fires on the bad ones, within the text, and is silent on the good ones."""
    found = review(example.text, rule)
    assert {d.code for d in found} <= {rule.code}
    assert bool(found) == example.fires, found


def test_codes_and_names_are_unique() -> None:
    """A code or a name stands for one rule."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
