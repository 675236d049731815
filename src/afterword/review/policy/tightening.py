"""A later policy over an earlier one: it may tighten, and loosens only with a reason."""

from collections.abc import Mapping

from afterword.model.plain import Plain
from afterword.review.policy.terms import term_of

REASON = "reason"
"""The key under which a loosening says why: ``{value = "10d", reason = "..."}``."""
_VALUE = "value"
_CLOSURE = "closure"
_FREE = frozenset({"recommended", "classes", "same_class", "meeting_length", "agenda", "calendar", "targets"})
_AT_MOST = ("max", "sentences", "paragraphs")


def tightened(
    before: Mapping[str, Plain], later: Mapping[str, Plain], name: str
) -> tuple[dict[str, Plain], tuple[str, ...]]:
    """Both policies as one, and a sentence for each setting of the later one that loosens and gives no reason.

    shape: lists are joined; terms and limits may become shorter; what is true stays so; criteria of closure are
    added, and one of the same name replaces the earlier one only with a reason, or is dropped by ``false`` with one.
    ``name`` says where the later one stands.
    """
    made = dict(before)
    refused: list[str] = []
    for key, value in later.items():
        if key == _CLOSURE and isinstance(value, Mapping):
            made[key], more = _criteria(made.get(key), value, name)
            refused += more
            continue
        new, is_reasoned = _reasoned(value)
        if key not in made or key in _FREE or is_reasoned:
            made[key] = new
        elif isinstance(old := made[key], list) and isinstance(new, list):
            made[key] = [*old, *(each for each in new if each not in old)]
        elif _loosens(key, old, new):
            refused.append(f"{name}: {key}: {_said(new)} is looser than {_said(old)} and gives no reason")
        else:
            made[key] = new
    return made, tuple(refused)


def _reasoned(value: Plain) -> tuple[Plain, bool]:
    """A setting without its reason, and whether it gives one."""
    if isinstance(value, Mapping) and set(value) == {_VALUE, REASON}:
        reason = value[REASON]
        return value[_VALUE], isinstance(reason, str) and bool(reason.strip())
    return value, False


def _criteria(before: Plain, later: Mapping[str, Plain], name: str) -> tuple[dict[str, Plain], list[str]]:
    made = dict(before) if isinstance(before, Mapping) else {}
    refused: list[str] = []
    for criterion, asks in later.items():
        table = dict(asks) if isinstance(asks, Mapping) else {}
        reason = table.pop(REASON, None)
        says_why = isinstance(reason, str) and bool(reason.strip())
        drops = asks is False or table.get(_VALUE) is False
        if (drops or (criterion in made and made[criterion] != table)) and not says_why:
            refused.append(f"{name}: closure: {criterion}: is changed or dropped and gives no reason")
        elif drops:
            made.pop(criterion, None)
        else:
            made[criterion] = table if isinstance(asks, Mapping) else asks
    return made, refused


def _loosens(key: str, old: Plain, new: Plain) -> bool:
    if isinstance(old, bool):
        return old and new is not True
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return _some_loosens(key, old, new)
    first, second = term_of(old), term_of(new)
    if first is not None:
        return second is None or second.hours > first.hours
    if isinstance(old, int):
        # a limit may fall, a least number may rise
        grows = isinstance(new, int) and new > old
        return grows if any(word in key for word in _AT_MOST) else not isinstance(new, int) or new < old
    return isinstance(old, str | list) and old != new


def _some_loosens(key: str, old: Plain, new: Plain) -> bool:
    """Whether one of several values, a value for each severity, is looser."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return any(_loosens(key, value, new.get(grade)) for grade, value in old.items())
    olds = list(old.values()) if isinstance(old, Mapping) else [old]
    news = list(new.values()) if isinstance(new, Mapping) else [new]
    return any(_loosens(key, one, other) for one in olds for other in news)


def _said(value: Plain) -> str:
    return (
        repr(value) if not isinstance(value, Mapping) else "{" + ", ".join(f"{k}: {v}" for k, v in value.items()) + "}"
    )
