"""The forms of verbs that the language rules ask for by class, so that a verb is heard however it is written."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from afterword.review import language

Form = Literal["base", "third", "past", "participle", "gerund"]
"""``delete``, ``deletes``, ``deleted`` (two of them alike in most verbs), ``deleting``."""
_ORDER: tuple[Form, ...] = ("base", "past", "participle", "gerund", "third")


@cache
def verbs(group: str, *forms: Form) -> str:
    """A pattern, in lower case and without groups that capture, for the verbs of a class in some of their forms.

    ``operate-mend`` are the verbs of one class that are not in another.
    """
    name, _, without = group.partition("-")
    left_out = {each["base"] for each in _classes()[without]} if without else set()
    words = {each[form]: None for each in _classes()[name] for form in forms if each["base"] not in left_out}
    return rf"(?:{'|'.join(sorted(words, reverse=True))})"


@cache
def _classes() -> dict[str, list[dict[Form, str]]]:
    found: dict[str, list[dict[Form, str]]] = {}
    name = ""
    for line in (files(language) / "verbs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line[1 : line.index("]")]
        elif line and not line.startswith("#"):
            found.setdefault(name, []).append(dict(_conjugated(line.split())))
    return found


def _conjugated(written: list[str]) -> Iterator[tuple[Form, str]]:
    base = written[0]
    is_y = base.endswith("y") and base[-2] not in "aeiou"
    stem = base.removesuffix("e")
    past = f"{base[:-1]}ied" if is_y else f"{stem}ed"
    regular = [base, past, past, f"{stem}ing"]
    third = f"{base[:-1]}ies" if is_y else base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    yield from zip(_ORDER, [*written, *regular[len(written) :], third], strict=True)
