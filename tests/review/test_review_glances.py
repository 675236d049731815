"""One look at a sentence for all rules."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.houses.reading.getting import get
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.language.glances import glance_for, seen
from afterword.review.language.verbs import verbs
from afterword.review.registry import registered_rules
from afterword.review.settings import merged

WORDS = st.text(alphabet="abn't ,", min_size=0, max_size=24)
STRINGS = st.lists(st.text(alphabet="abn't ,", min_size=1, max_size=6), min_size=1, max_size=5)


@settings(max_examples=100)
@given(WORDS, STRINGS)
def test_a_glance_sees_what_stands_there(low: str, strings: list[str]) -> None:
    """A set of strings is held exactly where one of them stands, however they are cut by spaces."""
    assert seen(low).holds(glance_for(tuple(strings))) == any(string in low for string in strings)


def test_strings_that_became_known_later_are_seen_too() -> None:
    """What a text was not looked at for is looked for then."""
    before = seen("the qzx-operator slept")
    assert before.holds(glance_for(("nothing of it", "qzx-op")))
    assert not before.holds(glance_for(("qzx slept",)))


def findings(text: str) -> list[str]:
    """The codes of what the language rules find."""
    reading = get(text)
    case = Case(reading=reading, record=reading.record, today=date(2024, 3, 10))
    found = check(case, registered_rules(), merged(reading.house, {}, reading.matter.plain))
    return [each.code for each in found if each.code.startswith("LNG")]


def test_a_sentence_is_told_of_once_for_each_kind() -> None:
    """Of two wishes in a sentence one finding stays, and the reproach beside them has its own."""
    text = "# Report\n\n## What went wrong\n\n{}\n"
    wishes = "If we had tested the restore, it would have been caught and could have been avoided."
    assert findings(text.format(wishes)) == ["LNG302"]
    assert findings(text.format("We should have known better.")) == ["LNG301"]
    blamed = "Mia forgot the key, and the reviewer ignored the alert. The vendor failed to answer."
    assert len(findings(text.format(blamed))) == 2


def test_a_class_of_verbs_less_another() -> None:
    """What mends is no deed that goes wrong by hand."""
    assert "reverted" in verbs("operate", "past")
    assert "reverted" not in verbs("operate-mend", "past")
    assert "deleted" in verbs("operate-mend", "past")
