"""Objects whose names are spelled in another case than a kind knows."""

import pytest

from afterword.evidence.anycase import AnyCase


@pytest.mark.parametrize("name", ["createdAt", "CreatedAt", "created_at", "created-at", "CREATED_AT", "created.at"])
def test_a_field_is_found_in_any_spelling(name: str) -> None:
    """By asking, by taking, and by comparing sets of names; its own names stay as written."""
    value = AnyCase({name: 1, "inside": [{"UserName": "ana"}]})
    assert (value["created_at"], value.get("createdAt"), "CreatedAt" in value) == (1, 1, True)
    assert {"created_at", "inside"} <= value.keys()
    assert value.keys() & {"createdAt", "other"} == {"createdAt"}
    assert list(value) == [name, "inside"]
    inside = value["inside"]
    assert isinstance(inside, list)
    assert [item["user_name"] for item in inside if isinstance(item, AnyCase)] == ["ana"]


def test_a_name_as_written_goes_before_another_spelling() -> None:
    """Signs before a name are part of it, and what is not there is not there."""
    value = AnyCase({"ID": 1, "id": 2, "_source": 3})
    assert (value["id"], value["ID"], value["Id"]) == (2, 1, 1)
    assert ("source" in value, value.get("source", 4)) == (False, 4)
    with pytest.raises(KeyError):
        value["source"]


def test_what_is_nested_too_deeply_stays_as_it_is() -> None:
    """No kind looks there."""
    value: dict[str, object] = {"A": 1}
    for _ in range(5000):
        value = {"A": value}
    assert "a" in AnyCase(value)  # type: ignore[arg-type]
