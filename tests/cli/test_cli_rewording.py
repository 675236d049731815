"""``set`` of an item's words: what only the old words said goes with them."""

import json
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

LINK = "https://github.com/example/charts/pull/12"
BESIDE = f"""# Login outage of 2024-03-05

## Action items

### Short term

We added two addresses to our configuration [here]({LINK})

### Long term

We should test the limit of the pool
"""
LISTED = """# Login outage of 2024-03-05

## Action items

- Ask the vendor for a contact (Ann Lee), OPS-3
- Test the limit
"""

ROWS = [
    (
        "a link inside the words goes with them",
        BESIDE,
        ["actions[1].what=Add an alert on lag"],
        [(f"We added two addresses to our configuration [here]({LINK})", "Add an alert on lag")],
        {"what": "Add an alert on lag", "tracker": None},
    ),
    (
        "owner and tracker beside the words stay",
        LISTED,
        ["actions[1].what=Sign a contract with the vendor"],
        [("- Ask the vendor for a contact (Ann Lee), OPS-3", "- Sign a contract with the vendor (Ann Lee), OPS-3")],
        {"what": "Sign a contract with the vendor", "owner": "Ann Lee", "tracker": "OPS-3"},
    ),
    (
        "a link inside the new words comes with them",
        BESIDE,
        ["actions[1].what=We should open the port [here](https://example.org/pull/2) again"],
        [
            (
                f"We added two addresses to our configuration [here]({LINK})",
                "We should open the port [here](https://example.org/pull/2) again",
            )
        ],
        {"tracker": "https://example.org/pull/2"},
    ),
]


def record_of(file: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """The record of a document as ``read`` prints it."""
    capfd.readouterr()
    assert main(["read", str(file), "--format", "json"]) == 0
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize(("name", "text", "words", "lines", "fields"), ROWS, ids=[row[0] for row in ROWS])
def test_new_words_take_the_place_of_what_the_old_ones_said(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    name: str,
    text: str,
    words: list[str],
    lines: list[tuple[str, str]],
    fields: dict[str, str | None],
) -> None:
    """One line changes, and nothing is carried."""
    file = tmp_path / "pm.md"
    file.write_text(text, encoding="utf-8")
    assert main(["set", str(file), *words]) == 0
    new = file.read_text(encoding="utf-8")
    pairs = zip(text.splitlines(), new.splitlines(), strict=True)
    assert [(a, b) for a, b in pairs if a != b] == lines
    actions = record_of(file, capfd)["actions"]
    changed = next(a for a in actions if a["what"] == words[0].partition("=")[2])
    assert {key: changed[key] for key in fields} == fields


def test_what_the_same_command_sets_is_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A tracker that is set beside the new words is kept, in the carried block where it has no place."""
    file = tmp_path / "pm.md"
    file.write_text(BESIDE, encoding="utf-8")
    assert main(["set", str(file), "actions[1].what=Add an alert on lag", f"actions[1].tracker={LINK}"]) == 0
    assert record_of(file, capfd)["actions"][0]["tracker"] == LINK


def test_what_was_carried_beside_the_old_words_stays(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A field that a person set earlier, and that stands in no words, outlives them."""
    file = tmp_path / "pm.md"
    file.write_text(LISTED, encoding="utf-8")
    assert main(["set", str(file), "actions[2].done_when=It fails over in a minute"]) == 0
    assert main(["set", str(file), "actions[2].what=Test the failover"]) == 0
    changed = record_of(file, capfd)["actions"][1]
    assert (changed["what"], changed["done_when"]) == ("Test the failover", "It fails over in a minute")
