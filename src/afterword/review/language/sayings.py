"""What the language rules listen for, as data: lines of words and classes of words, by what they mean.

A line of ``sayings/*.txt`` is a small pattern of words. ``a|b`` is either word, ``a_b`` two words, ``*`` any letters,
``<class>`` any word of a class of ``words.txt`` (``<class:past>`` of ``verbs.txt``); ``?`` after a word makes it
optional, ``..?`` is up to two words, ``..`` three, ``...`` seven,
``....`` fourteen, ``^`` the start of a sentence, ``$`` the end of a clause,
``-a|b`` forbids what follows. Every line is glanced for by the rarest of its words, so that of some hundred lines a
sentence tries a handful.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast, get_args

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review import language
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_guidance, is_negated, statements
from afterword.review.language.verbs import Form, verbs
from afterword.review.roles import Role
from afterword.text.expressions import later, one_of

_WORD = r"[^\s.,;:!?()]+"
_GAPS = {
    gap: rf"(?:[^\s.;:]+ +){{0,{most}}}?"
    for gap, most in (("..?", 2), ("..", 3), ("...?", 5), ("...", 7), ("....", 14))
}
_START = (
    r"(?:^[\W\d]{0,6}(?:\d\d?[:.h]\d\d)?(?:[\s\d:.,/|\u2013\u2014()~-]|utc|gmt|am\b|pm\b|[ecmp][es]t\b){0,24}"
    r"|[;:(\u2013\u2014] *|, (?:and|but) )"
    r"(?:(?:unfortunately|sadly|also|and|but|then|however|additionally|furthermore|moreover|again),? +)?"
)
_END = r"(?=[.,;:!?)\u2014]| *$)"
_MARKS = {**_GAPS, "^": _START, "$": _END, ",": r" *, *"}
_LETTERS = later(r"[a-z]{2,}")
_PREFIX = 3
_OF_ITEMS = "vague"
"""How the sections begin that are about action items."""
_EDGES = " .,;:()[]~|/+-\u2013\u2014"


ALL_BUT_LEARNED: tuple[Role, ...] = tuple({*get_args(Role)} - {"went_wrong", "lessons"})
"""What sections are about that do not tell what went wrong or was learned."""
ALL_BUT_WRONG: tuple[Role, ...] = tuple({*get_args(Role)} - {"went_wrong", "lessons", "cause", "factors"})
"""What sections are about that do not tell what went wrong, why, or what was learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the data."""

    section: str
    """What it means."""
    row: str
    """As it is written."""
    glances: tuple[tuple[str, ...], ...]
    """Beginnings of words of which one stands in whatever it matches; of each of two of its words where it has two."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it matches, in lower case."""
        return _pattern(self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Where a sentence says what a line of the data says."""

    statement: Statement
    """The sentence."""
    match: re.Match[str]
    """The words, in lower case."""

    @property
    def start(self) -> int:
        """Where its sentence starts in the document."""
        return self.statement.sentence.start

    @property
    def words(self) -> str:
        """The words, as written."""
        return self._stretch().strip(_EDGES)

    @property
    def span(self) -> Span:
        """Where they stand."""
        lead = len(self._stretch()) - len(self._stretch().lstrip(_EDGES))
        start = self.start + self.match.start() + lead
        return Span(start, start + len(self.words))

    def _stretch(self) -> str:
        return self.statement.text[self.match.start() : self.match.end()]


def said(
    case: Case, section: str, *, skip: tuple[Role, ...] = ("people", "title", "actions"), denied: bool = False
) -> Iterator[Said]:
    """The first words of each sentence that say what a section of the data is about, in order of the text.

    Guidance is left out, and what is denied unless ``denied``.
    """
    for statement, lines in _heard(case).get(section, ()):
        found = None if statement.role in skip else _first(lines, plain(statement.text), denied=denied)
        if found and not _is_quoted(statement.text) and not is_guidance(statement.text):
            yield Said(statement=statement, match=found)


def _is_quoted(text: str) -> bool:
    """Whether a sentence begins a quotation that a later one ends."""
    return text.startswith(("\u201c", '"')) and not text.rstrip(".").endswith(("\u201d", '"'))


def every(case: Case, section: str) -> Iterator[tuple[Statement, list[re.Match[str]]]]:
    """All that each sentence says of a section of the data, denied or not, in order of the text."""
    for statement, lines in _heard(case).get(section, ()):
        low = plain(statement.text)
        matches = [found for line in lines for found in line.pattern.finditer(low)]
        if matches:
            yield statement, sorted(matches, key=lambda found: found.start())


def says(section: str, text: str, start: int = 0) -> re.Match[str] | None:
    """The first words of a text that say what a section of the data is about; the match reads in lower case.

    What stands before ``start`` is not looked at.
    """
    low = plain(text)[start:].rjust(len(text)) if start else plain(text)
    glanced = _glanced_of_items if section.startswith(_OF_ITEMS) else _glanced
    heard = [line for line in _lines_in(set(_LETTERS.findall(low)), glanced) if line.section == section]
    return _first(heard, low, denied=True) if heard else None


def plain(text: str) -> str:
    """A text in lower case with straight apostrophes, as long as before."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("\u2019", "'")


def _first(lines: list[Line], low: str, *, denied: bool) -> re.Match[str] | None:
    best: re.Match[str] | None = None
    for line in lines:
        for found in line.pattern.finditer(low):
            if best is not None and found.start() >= best.start():
                break
            if denied or not is_negated(low, found.start()):
                best = found
                break
    return best


def _heard(case: Case) -> Mapping[str, list[tuple[Statement, list[Line]]]]:
    """Of each section, the sentences in which a line of it may match, with those lines."""
    known = case.memory.get("sayings")
    if known is None:
        heard: dict[str, list[tuple[Statement, list[Line]]]] = {}
        for statement in statements(case):
            of_section: dict[str, list[Line]] = {}
            for line in _lines_in(set(_LETTERS.findall(statement.low)), _glanced):
                of_section.setdefault(line.section, []).append(line)
            for section, some in of_section.items():
                heard.setdefault(section, []).append((statement, some))
        known = case.memory["sayings"] = heard
    return cast("Mapping[str, list[tuple[Statement, list[Line]]]]", known)


def _lines_in(words: set[str], glanced: Callable[[str], tuple[int, int]]) -> Iterator[Line]:
    """The lines for which a text with these words has what they are glanced for by."""
    first = second = 0
    for word in words:
        bits, more = glanced(word)
        first |= bits
        second |= more
    bits = first & (second | _of_one_glance())
    every = lines()
    while bits:
        lowest = bits & -bits
        yield every[lowest.bit_length() - 1]
        bits ^= lowest


@lru_cache(maxsize=1 << 15)
def _glanced(word: str) -> tuple[int, int]:
    """The lines about prose whose first and whose second glance a word of a text is, as bits."""
    return _bits(word, _glances(0, of_items=False)), _bits(word, _glances(1, of_items=False))


@lru_cache(maxsize=4096)
def _glanced_of_items(word: str) -> tuple[int, int]:
    """The same of the lines about action items."""
    return _bits(word, _glances(0, of_items=True)), _bits(word, _glances(1, of_items=True))


def _bits(word: str, glances: Mapping[str, list[tuple[str, int]]]) -> int:
    bits = 0
    for start, number in (*glances.get(word[:2], ()), *glances.get(word[:_PREFIX], ())):
        if word.startswith(start):
            bits |= 1 << number
    return bits


@cache
def _of_one_glance() -> int:
    """The lines that are glanced for by one word only."""
    return sum(1 << number for number, line in enumerate(lines()) if len(line.glances) == 1)


@cache
def _glances(which: int, *, of_items: bool) -> Mapping[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for number, line in enumerate(lines()):
        if line.section.startswith(_OF_ITEMS) == of_items and len(line.glances) > which:
            for start in line.glances[which]:
                found.setdefault(start[:_PREFIX], []).append((start, number))
    return found


@cache
def lines() -> tuple[Line, ...]:
    """All lines of the data.

    errors: ValueError for a line without a word that it could be glanced for by.
    """
    found, section = [], ""
    folder = files(language) / "sayings"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".txt") or file.name == "words.txt":
            continue
        for row in file.read_text(encoding="utf-8").splitlines():
            if row.startswith("["):
                section = row[1 : row.index("]")]
            elif row and not row.startswith("#"):
                found.append(_line(section, row))
    return tuple(found)


def _line(section: str, row: str) -> Line:
    rarest = sorted((_glances_of(token) for token in row.split()), key=_worth, reverse=True)[:2]
    glances = tuple(starts for starts in rarest if starts)
    if not glances:
        raise ValueError(f"nothing to glance for: {row}")
    return Line(section=section, row=row, glances=glances)


@cache
def _pattern(row: str) -> re.Pattern[str]:
    pattern = ""
    tokens = row.split()
    for token in tokens:
        if token.startswith("-") and token is tokens[-1] and pattern.endswith(" +"):
            pattern = rf"{pattern.removesuffix(' +')}(?! +{_either(token[1:])})"
        elif token.startswith("-"):
            pattern += rf"(?!{_either(token[1:])})"
        elif token in {"$", ","}:
            pattern = pattern.removesuffix(" +") + _token(token)
        else:
            pattern += _token(token)
    body = pattern.removesuffix(" +")
    return re.compile(body if body.endswith((_END, "*")) else rf"{body}(?![\w-])")


def _worth(words: tuple[str, ...]) -> int:
    """How seldom some words are, by the shortest of them."""
    return min(map(len, words), default=0)


def _token(token: str) -> str:
    """The pattern of a token with the space after it."""
    if token in _MARKS:
        return _MARKS[token]
    if token.endswith("?"):
        return rf"(?:{_either(token[:-1])},? +)?"
    return rf"(?<![\w'-]){_either(token)} +"


@cache
def _either(token: str) -> str:
    """The pattern of alternatives."""
    phrases = {phrase for part in token.split("|") for phrase in _phrases(part)}
    end = "" if token.endswith("*") else r"(?!\w)"
    return rf"(?:{one_of(phrases, _written)}){end}"


@cache
def _glances_of(token: str) -> tuple[str, ...]:
    """A beginning of a word for each alternative of a token; none where one has none, or it may be left out."""
    if token in _MARKS or token.startswith("-") or token.endswith("?"):
        return ()
    found = dict.fromkeys(glance for part in token.split("|") for glance in _glances_in(part))
    return tuple(found) if all(found) else ()


@cache
def _glances_in(part: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_glance_of, _phrases(part))))


def _phrases(part: str) -> list[str]:
    if not part.startswith("<"):
        return [part.replace("_", " ")]
    name, _, forms = part[1:-1].partition(":")
    if forms:
        listed = verbs(name, *cast("list[Form]", forms.split(",")))
        return listed.removeprefix("(?:").removesuffix(")").split("|")
    return _classes()[name]


def _glance_of(phrase: str) -> str:
    """The longest beginning of a word in a phrase; empty where it begins with any letters."""
    words = [word.split("*")[0] for word in phrase.split()]
    runs = [run for word in words for run in _LETTERS.findall(word)]
    return max(runs, key=len, default="")


def _written(phrase: str) -> str:
    """The pattern of a phrase."""
    words = [_WORD if word == "*" else re.escape(word).replace(r"\*", r"[\w'-]*") for word in phrase.split()]
    return " +".join(words)


@cache
def _classes() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    text = (files(language) / "sayings" / "words.txt").read_text(encoding="utf-8")
    for row in text.splitlines():
        if row and not row.startswith("#"):
            name, _, words = row.partition("=")
            for word in words.split(","):
                phrase = word.strip()
                found.setdefault(name.strip(), []).extend(found[phrase[1:-1]] if phrase.startswith("<") else [phrase])
    return found
