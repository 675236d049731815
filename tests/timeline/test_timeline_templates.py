"""Templates: messages of one form share a number, and those that say something else do not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.timeline.templates import Templates, mask

FORMS = (
    "Connection to {ip} refused after {n} ms",
    "user {name} logged in from {ip}",
    "GET /api/v1/items/{n} took {n}ms",
    "worker {n} started",
    "worker {n} stopped",
    "payment {hex} failed: gateway timeout",
    "Cache miss for key {hex}",
    "Retrying job {n} (attempt {n})",
    "disk usage at {n}%",
    "session {uuid} closed by {name}",
    'query "{name}" returned {n} rows',
    "Could not resolve host {name}.internal",
    "GC pause {n}.{n} ms, heap {n} of {n} MB",
    "certificate of {name} expires in {n} days",
    "upstream {ip}:{n} answered 502",
    "checkpoint complete: wrote {n} buffers",
)


def filled(form: str, chance: random.Random) -> str:
    """The form with values."""
    values = {
        "{ip}": lambda: ".".join(str(chance.randrange(256)) for _ in range(4)),
        "{n}": lambda: str(chance.randrange(10 ** chance.randrange(1, 7))),
        "{name}": lambda: "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randrange(3, 9))),
        "{hex}": lambda: f"{chance.getrandbits(64):016x}",
        "{uuid}": lambda: (
            f"{chance.getrandbits(32):08x}-{chance.getrandbits(16):04x}-4abc-8def-{chance.getrandbits(48):012x}"
        ),
    }
    for hole, value in values.items():
        while hole in form:
            form = form.replace(hole, value(), 1)
    return form


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generated_messages_are_grouped_by_their_form(seed: int) -> None:
    """Of messages with known forms at least 99 in 100 stand in a group that is exactly their form's."""
    chance = random.Random(seed)  # noqa: S311  # a fixed seed makes the same messages every time
    truth = [chance.randrange(len(FORMS)) for _ in range(6000)]
    templates = Templates()
    numbers = [templates.number(filled(FORMS[form], chance)) for form in truth]
    groups: dict[int, list[int]] = {}
    for form, number in zip(truth, numbers, strict=True):
        groups.setdefault(templates.final(number), []).append(form)
    sizes = {form: truth.count(form) for form in range(len(FORMS))}
    right = sum(len(forms) for forms in groups.values() if len(set(forms)) == 1 and len(forms) == sizes[forms[0]])
    assert right / len(truth) >= 0.99


def test_messages_that_differ_by_what_happened_stay_apart() -> None:
    """Started and stopped are not one form, however alike the rest is."""
    templates = Templates()
    words = ("started", "stopped", "failed")
    assert len({templates.number(f"the checkout service on host a has {word} now") for word in words}) == 3


def test_many_names_in_one_place_become_one_form() -> None:
    """What differs in a hundred ways is a value, though it be a plain word."""
    templates = Templates()
    chance = random.Random(4)  # noqa: S311  # as above
    numbers = [templates.number(filled("user {name} logged in", chance)) for _ in range(100)]
    assert {templates.final(number) for number in numbers} == {templates.final(numbers[0])}
    assert templates.pattern(templates.final(numbers[0])) == "user … logged in"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("took 12.5 ms", "took … ms"),
        ("id 0xdeadBEEF", "id …"),
        ("from 10.0.0.1:8080", "from …"),
        ("key 3fa9bc21 gone", "key … gone"),
        ("the cafe is open", "the cafe is open"),
        ("line\nTraceback", "line"),
        ("", ""),
    ],
)
def test_values_are_masked_and_words_are_not(text: str, masked: str) -> None:
    """Numbers, addresses, and digests give way; words stay; further lines do not count."""
    assert mask(text) == masked


@given(st.lists(st.text(max_size=60), max_size=40))
def test_any_text_has_a_template_that_stays_its_own(texts: list[str]) -> None:
    """Any text gets a number, and the same text the same one at the end."""
    templates = Templates()
    numbers = [templates.number(text) for text in texts]
    for text, number in zip(texts, numbers, strict=True):
        assert templates.final(templates.number(text)) == templates.final(number)
        assert isinstance(templates.pattern(templates.final(number)), str)
