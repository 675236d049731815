"""Mending what can be mended safely: each fix is tried, and kept only where it changes nothing but what is wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast

from afterword.houses.comparing import comparable
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.text.source import splice

Look = Callable[[str], tuple[Case, Sequence[Diagnostic]]]
"""Reads a text as a document and says what the rules find in it."""

_ROUNDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A document after its fixes."""

    text: str
    """Its text."""
    done: tuple[Diagnostic, ...]
    """The findings that are gone, in the order in which they were mended."""


def fix(text: str, look: Look) -> Fixed:
    """The document with every fix made that is safe.

    laws: a fix is kept only where its finding goes, no other finding comes, and at most one field of the record
    changes, by what the fix takes away or, in a list, by nothing but the order; a second pass changes nothing.
    """
    done: list[Diagnostic] = []
    tried: set[tuple[str, str]] = set()
    case, found = look(text)
    for _ in range(_ROUNDS):
        chosen = next((each for each in found if each.fix and _words(text, each) not in tried), None)
        if chosen is None:
            break
        tried.add(_words(text, chosen))
        try:
            new = splice(text, chosen.fix)
        except ValueError:
            continue
        new_case, after = look(new)
        if new != text and _is_better(text, found, new, after) and _is_the_same(case, new_case):
            done.append(chosen)
            text, case, found = new, new_case, after
            tried.clear()
    return Fixed(text=text, done=tuple(done))


def _words(text: str, found: Diagnostic) -> tuple[str, str]:
    """What a finding is known by within one text."""
    return found.code, f"{found.span.start}:{text[found.span.start : found.span.end]}"


def _is_better(text: str, before: Sequence[Diagnostic], new: str, after: Sequence[Diagnostic]) -> bool:
    """Whether there is less to find, and nothing that was not there before."""
    old = Counter((each.code, text[each.span.start : each.span.end]) for each in before)
    now = Counter((each.code, new[each.span.start : each.span.end]) for each in after)
    came = now - old
    # the words of a finding about a whole line change with the line
    return len(after) < len(before) and sum(came.values()) <= sum((old - now).values()) - 1


def _is_the_same(before: Case, after: Case) -> bool:
    """Whether the two say the same but for one field, or one entry of it."""
    one, other = comparable(before.reading.tree), comparable(after.reading.tree)
    changed = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return len(changed) <= 1 and all(_is_close(one.get(key), other.get(key)) for key in changed)


def _is_close(one: Plain, other: Plain) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return False
        differ = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        return len(differ) <= 1 or sorted(map(repr, one)) == sorted(map(repr, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(one.get(key) != other.get(key) for key in {**one, **other}) <= 1
    return len(str(cast(str, other) or "")) <= len(str(cast(str, one) or ""))
