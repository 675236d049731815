"""The words of documents are data, each said once."""

import json
from collections import Counter
from importlib import resources

import pytest


@pytest.mark.parametrize(("room", "name"), [("afterword.houses", "words.json"), ("afterword.text", "time_words.json")])
def test_no_key_of_the_words_stands_twice(room: str, name: str) -> None:
    """A second key of one name would drop the first one's words without a sound."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return dict(pairs)

    json.loads(resources.files(room).joinpath(name).read_text(encoding="utf-8"), object_pairs_hook=note)
    assert twice == []
