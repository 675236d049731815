"""Values as JSON that do not fit their field are refused by its name."""

import pytest

from afterword.errors import UsageError
from afterword.houses import lens
from afterword.houses.writing.assigning import assign, parse

_TEXT = "# Ferry late\n\nSeverity: P2\n\n## Action items\n\n- [ ] Grease winch (Bo)\n"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ('went_well:=["A","B"]', r'went_well\[1\]: takes a list of objects, as \[\{"text": "..."\}\]'),
        ('actions:={"a":1}', r"actions: takes a list of objects"),
        ('timeline:=["a"]', r"timeline\[1\]: takes a list of objects"),
        ('links:=["http://x"]', r"links\[1\]: takes a list of objects"),
        ("severity:=3", r"severity: takes text"),
        ('actions[1]:={"what":"zz"}', r"actions\[1\]: takes text"),
        ("actions[1].status:=true", r"actions\[1\].status: takes one of pending"),
        ("tags:=[1]", r"tags: takes a list of texts"),
        ('impact:="wide"', r"impact: takes"),
        ('impact:={"width":"wide"}', r"impact.width: there is no such field"),
        ('actions:=[{"what":[1]}]', r"actions\[1\].what: takes text"),
        ('analysis.whys:=["a"]', r"analysis.whys\[1\]: takes a list of chains"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(word: str, said: str) -> None:
    """The refusal says which field it is about and what that takes, in no words of the program's inside."""
    reading = lens.get(_TEXT)
    with pytest.raises(UsageError, match=said) as refused:
        assign(reading.record, reading.house, [parse(word)])
    assert "attribute" not in str(refused.value)


def test_json_that_fits_is_taken() -> None:
    """Lists of objects are taken as they are."""
    reading = lens.get(_TEXT)
    record = assign(reading.record, reading.house, [parse('went_well:=[{"text": "Calm crew"}]')])
    assert [note.text for note in record.went_well] == ["Calm crew"]
