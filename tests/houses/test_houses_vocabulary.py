"""The tokens that the synonyms lead to, and those that the model names."""

from typing import get_args

import pytest

from afterword.houses.fields import token_values
from afterword.model import vocabulary


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("status", vocabulary.Status),
        ("type", vocabulary.IncidentType),
        ("timeline.kind", vocabulary.EventKind),
        ("actions.status", vocabulary.ActionStatus),
        ("actions.priority", vocabulary.Priority),
        ("actions.category", vocabulary.ActionCategory),
        ("actions.kind", vocabulary.ActionKind),
        ("actions.horizon", vocabulary.Horizon),
        ("lessons.kind", vocabulary.LessonKind),
        ("runbooks.kind", vocabulary.RunbookKind),
    ],
)
def test_words_lead_to_the_tokens_of_the_model(path: str, named: object) -> None:
    """Every token of a field has its words, and no words lead to another."""
    assert token_values(tuple(path.split("."))) == get_args(named)
