"""What a heading of no known house means: the usual name behind numbers, marks, remarks, qualifiers, and questions."""

import re
from collections.abc import Sequence
from functools import lru_cache

from afterword.houses.reading.cues import Cued, cued, respelled
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.wording import name_key, short_key

LONGEST = 200
"""Characters; a longer heading is a sentence, whose words say nothing about the section's kind."""

_LONGEST_UNSPACED = 24
_SHORTEST = 3
"""Letters; a shorter word in the plural is another word."""
_MARKS = later(r"^[\s■□◆◇●○◎▼▽▶►★☆※・•§【［\[「『<(]+|[\s】］\]」』>?？!！:：;,、。]+$")
_NUMBER = later(
    r"^\d\u20e3\s*|^(?:(?:section|part|step|phase|chapter)\s+)?(?:\(?(?:\d{1,2}(?:\.\d+)*|[ivx]{1,4}|[a-h])[.):\\]+\)?|\d{1,2}(?:\.\d+)*)"
    r"[\s\-\u2013\u2014:]+|^第?\d+[章節．.、]\s*",
    re.IGNORECASE,
)
_REMARK = later(r"\s+[-\u2013\u2014|]+\s+|\s*[(（:：\[]|\s+\d")
_IN_BRACKETS = later(r"[(\uff08\[](?P<name>[^()\uff08\uff09\[\]]+)[)\uff09\]]?$")
"""The English name behind one in another script: ``\uc601\ud5a5 (Impact)``."""
_JOINT = later(r"\s*(?:[&/,;+、・]|\b(?:and|or|with|und|et|y|e|及び|および)\b|と)\s*")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}
_TWO_LETTERS = later("[aouAOU]e")
_NO_WORD = later(r"[()\[\],;:]+")
_WORD = later(r"[^\W_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a heading of no known house means."""

    name: str | None
    """The name in ``words().headings`` or ``words().either``; None where it means none."""
    cue: Cued | None = None
    """What its words point to, where it is known by these alone."""


def usual_name(heading: str) -> str | None:
    """The name in ``words().headings`` or ``words().either`` that a heading means; None where it means none."""
    return named(heading).name


@lru_cache(maxsize=1 << 16)
def named(heading: str) -> Named:
    """What a heading means, and how it is known."""
    if len(heading) > LONGEST or "\n" in heading:
        return Named(name=None)
    forms = _forms(heading)
    if not words().compared.isdisjoint(forms):
        return Named(name=None)
    said = f" {_NO_WORD.sub(' ', forms[0])} {forms[-1]} " if forms else ""
    if any(f" {phrase} " in said for phrase in words().readers):
        return Named(name=None)
    cues = [] if _states_fact(forms) else [cue for text in reversed(forms) if (cue := cued(text))]
    if first := next((cue.name for cue in cues if cue.name in words().first_cues), None):
        return Named(name=first)
    for text in forms:
        found = _known(text) or _less_qualified(text)
        if found:
            return Named(name=found)
    found = _asked(name_key(heading)) or _first_of_several(heading) or _respelled(forms)
    if found:
        return Named(name=found)
    core = next((core for text in forms if (core := _core(text) or _ending(text))), None)
    cue = cues[0] if cues else None
    if core and not (cue and cue.is_whole and words().headings.get(core) != cue.name):
        return Named(name=core)
    if cue is None and (spelled := _umlauted(heading)) != heading:
        return named(spelled)
    return Named(name=cue.name, cue=cue) if cue else Named(name=None)


def _umlauted(heading: str) -> str:
    """A heading of plain letters with umlauts, where two letters may stand for one: ``Was aendern wir``."""
    return _TWO_LETTERS.sub(lambda pair: _UMLAUTS[pair.group()], heading) if heading.isascii() else heading


def _states_fact(forms: Sequence[str]) -> bool:
    """Whether a heading is the label of a short fact with its value: ``Status: resolved``."""
    return any(text.partition(":")[0].strip() in words().labels for text in forms if ":" in text)


def _respelled(forms: Sequence[str]) -> str | None:
    """The name that a heading means once its misspelt words are mended."""
    mended = [text for form in forms if (text := respelled(form))]
    return next((found for text in mended if (found := _known(text) or _less_qualified(text))), None)


def _core(text: str) -> str | None:
    """The core of a short name: the words it ends with, or those before ``of``."""
    parts = text.split()
    if not 1 < len(parts) < 6 or text.endswith("?"):
        return None
    ends = (" ".join(parts[-2:]), parts[-1], text.partition(" of ")[0] if " of " in text else "")
    return next((end for end in ends if end in words().cores), None)


def _ending(text: str) -> str | None:
    """The name that the end of a heading means which is written without spaces; the longest end counts."""
    if text.isascii() or " " in text or len(text) > _LONGEST_UNSPACED:
        return None
    ends = [end for end in words().endings if text.endswith(end) and text != end]
    return words().endings[max(ends, key=len)] if ends else None


def is_plainly_named(heading: str) -> bool:
    """Whether a line is one of the usual headings as it stands, numbers and marks aside."""
    return any(form in words().headings or form in words().either for form in _forms(heading))


def _forms(heading: str) -> list[str]:
    """A heading as written, without its marks and number, and without a remark behind it."""
    plain = name_key(heading)
    bare = _MARKS.sub("", plain)
    unnumbered = _MARKS.sub("", _NUMBER.sub("", bare, count=1))
    forms = [plain, short_key(heading), bare, unnumbered]
    for text in (bare, unnumbered):
        before = _REMARK.split(text, maxsplit=1)[0].strip(" -")
        forms += [before] if before == text or before not in words().qualifiers else []
    inner = _IN_BRACKETS.search(bare) if not bare.isascii() else None
    forms += [inner["name"].strip()] if inner and not inner.string[: inner.start()].strip().isascii() else []
    forms += [form.replace(" & ", " and ") for form in forms if " & " in form]
    return [form for form in dict.fromkeys(forms) if form]


def _known(text: str) -> str | None:
    """The name that a text is, in the singular or the plural."""
    for name in (text, text[:-1] if text.endswith("s") else text + "s") if len(text) > _SHORTEST else (text,):
        if name in words().headings or name in words().either:
            return name
    return None


def _less_qualified(text: str) -> str | None:
    """The usual heading that is left when words that only qualify it are dropped from both ends."""
    more = words().qualifiers
    parts = text.split()
    first, last = 0, len(parts)
    while last - first > 1 and parts[first] in more:
        first += 1
        if found := _telling(parts[first:last]):
            return found
    while last - first > 1 and parts[last - 1] in more:
        last -= 1
        for start in range(first + 1):
            if found := _telling(parts[start:last]):
                return found
    return None


def _telling(parts: Sequence[str]) -> str | None:
    return _known(" ".join(parts)) if len(parts) > 1 or parts[0] not in words().qualifiers else None


def _asked(text: str) -> str | None:
    """The usual heading that a question asks for, by the stems of its words."""
    said = _WORD.findall(text.replace("\u2019", "'"))
    if not said or said[0] in words().asked_by_others or (said[0] not in words().asking and not text.endswith("?")):
        return None
    for stems, name in words().questions:
        if all(any(word.startswith(stem) for word in said) for stem in stems):
            return name
    return None


def _first_of_several(heading: str) -> str | None:
    return next(iter(joined_names(heading)), None)


@lru_cache(maxsize=4096)
def joined_names(heading: str) -> tuple[str, ...]:
    """The usual headings that a heading joins (``Impact and detection``), in order; empty for a single name."""
    text = _NUMBER.sub("", _MARKS.sub("", name_key(heading)), count=1)
    parts = [part.strip() for part in _JOINT.split(text) if part.strip()]
    if not 1 < len(parts) < 5 or len(heading) > LONGEST:
        return ()
    return tuple(found for part in parts if (found := _known(part) or _less_qualified(part)))
