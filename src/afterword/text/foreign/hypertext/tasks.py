"""Tasks of Confluence: whom one is given to and until when, which its mark-up says, written so that readers see both.

A task is given to the first person that it mentions, and is due on the first day that it names.
"""

import json
import re
from functools import cache
from pathlib import Path

from afterword.text.foreign.hypertext.elements import BLOCKS, Element

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BESIDE = " \t\r\n\u00a0,;:–—-"
_FAMILY_FIRST = re.compile(r"([^,]+), ([^,]+)")
_STATUS = re.compile(r"\s*\([^()]*\)$")


@cache
def _words_before_a_day() -> frozenset[str]:
    loaded = json.loads(Path(__file__).with_name("tasks.json").read_text(encoding="utf-8"))
    return frozenset(loaded["before_a_day"])


def assign(task: Element) -> tuple[str, str] | None:
    """Write owner and day of a task at the end of its line; where they stood beside its words, they move there.

    returns: the words of a day that moved, and the day that is written for them; None where none did.
    """
    line = _line_of(task)
    end = next((n for n, child in enumerate(line.children) if _is_block(child)), len(line.children))
    said, rest = line.children[:end], line.children[end:]
    walked = [each for child in said if isinstance(child, Element) for each in child.walk()]
    person = next((each for each in walked if is_mention(each)), None)
    day = next((each for each in walked if each.tag == "time" and _DAY.match(each.attrs.get("datetime", ""))), None)
    if not (person or day) or not _is_told(said, person, day):
        return None
    named = _words(person) if person else ""
    owner = _FAMILY_FIRST.sub(r"\2 \1", _STATUS.sub("", named))
    for _ in range(2):  # each may stand behind the other
        said = [*_without(said, day, moves=True)]
        said = [*_without(said, person, moves=not _STATUS.search(named))]
    given = [f"owner: {owner}"] if owner else []
    given += [f"due: {day.attrs['datetime'][:10]}"] if day else []
    line.children = [*said, f" ({', '.join(given)})", *rest]
    has_moved = day is not None and not any(day is each for each in task.walk())
    return (day.text(), day.attrs["datetime"][:10]) if day and has_moved else None


def is_mention(element: Element) -> bool:
    """Whether an element is the name of a person whom the page mentions."""
    return element.has_class("user-mention", "confluence-userlink") and bool(element.text().strip())


def _line_of(task: Element) -> Element:
    """The element that holds the words of a task: itself, or the only one within that does."""
    line = task
    while True:
        held = [child for child in line.children if not isinstance(child, str) or child.strip()]
        first = held[0] if held else ""
        is_frame = isinstance(first, Element) and first.tag in {"span", "p", "div"} and not is_mention(first)
        if not is_frame or not all(_is_list(child) for child in held[1:]):
            return line
        assert isinstance(first, Element)
        line = first


def _is_block(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag in BLOCKS


def _is_list(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag in {"ul", "ol"}


def _words(element: Element) -> str:
    return " ".join(element.text().split())


def _is_told(said: list[Element | str], person: Element | None, day: Element | None) -> bool:
    """Whether a task has words of its own."""
    words = "".join(child if isinstance(child, str) else child.text() for child in said)
    for each in (person, day):
        words = words.replace(each.text(), "", 1) if each else words
    return bool(words.strip(_BESIDE))


def _without(said: list[Element | str], what: Element | None, *, moves: bool) -> list[Element | str]:
    """A line without an element that it starts or ends with; as it is where words stand around that element."""
    shown = [n for n, child in enumerate(said) if not isinstance(child, str) or child.strip(_BESIDE)]
    if not moves or not shown:
        return said
    if said[shown[0]] is what:
        kept = said[shown[0] + 1 :]
        return [kept[0].lstrip(_BESIDE), *kept[1:]] if kept and isinstance(kept[0], str) else kept
    if said[shown[-1]] is not what:
        return said
    kept = said[: shown[-1]]
    before = kept[-1] if kept else ""
    if not isinstance(before, str):
        return kept
    word = (before.split() or [""])[-1].strip(_BESIDE).casefold()
    return said if word in _words_before_a_day() else [*kept[:-1], before.rstrip(_BESIDE)]
