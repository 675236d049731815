"""Which organisations a document names: vendors that everybody knows, and others by what stands beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from afterword.publish.redaction.spelling import is_group, is_ordinary
from afterword.text.expressions import later, one_of

_PART: Final = r"(?:[\w&'\u2019+\-]|\.(?=\w)){0,30}"
_NAME: Final = rf"[A-Z0-9]{_PART}(?:[ \-](?:[A-Z&]{_PART}|of [A-Z]\w{{1,30}}|de [A-Z]\w{{1,30}})){{0,3}}"
_CJK: Final = later(
    r"(?P<name>[\u30a0-\u30ff\u4e00-\u9fff\w]{2,20})(?:\u682a\u5f0f\u4f1a\u793e|\u6709\u9650\u516c\u53f8)"
    r"|\u682a\u5f0f\u4f1a\u793e(?P<other>[\u30a0-\u30ff\u4e00-\u9fff\w]{2,20})"
)
"""Names before or behind the legal forms of Japan and China."""
_APART: Final = later(r",[ ](?:and[ ])?|;[ ]?|\.[ ]|[ ](?:and|und|et|y|&)[ ]|/")
_SITE: Final = later(
    r"(?:https?://|\b(?:www|status|api|support)\.)(?:[\w-]{1,40}\.){0,3}(?P<name>[A-Za-z][\w-]{2,40})"
    r"\.(?:[a-z]{2,3}\.[a-z]{2}|[a-z]{2,12})\b(?![.\w])"
)
_SMALL: Final = later(r"(?<![\w.\-])[a-z][a-z'\-]{1,30}(?![\w.])")
_POSSESSIVE: Final = later(r"['\u2019]s$")
_SHORTEST: Final = 2


def organisations(source: str, domains: Iterable[str]) -> Iterator[str]:
    """The names of organisations in a document; ``domains`` are those of its addresses.

    shape: what the document writes in small letters, too, is a word and no name.
    """
    yield from (found.group() for found in _vendors().finditer(source))
    yield from _named(source, frozenset(_SMALL.findall(source)))
    tenants = (found["name"] for found in _tenant().finditer(source))
    sites = (found["name"] for found in _SITE.finditer(source))
    for name in (*(domain.split(".")[-2] for domain in domains if "." in domain), *tenants, *sites):
        is_word = name.casefold() in _data("everybodys") or is_ordinary(name) or is_group(name)
        if len(name) > _SHORTEST + 1 and not is_word:
            yield name


def same(name: str) -> str:
    """The name by which one of several names goes: ``amazon web services`` for ``AWS``."""
    return _aliases().get(name.casefold(), name.casefold())


def is_cased(name: str) -> bool:
    """Whether a name is one with its capitals only: ``Slack``."""
    return name.casefold() in _data("words") or is_ordinary(name)


def _named(source: str, small: frozenset[str]) -> Iterator[str]:
    for found in _legal().finditer(source):
        if _is_name(found["name"], small):
            yield found["name"]
            yield found.group()
    for found in _CJK.finditer(source):
        yield found["name"] or found["other"]
        yield found.group()
    for pattern in (_beside(), _label()):
        for found in pattern.finditer(source):
            names = map(_bare, _APART.split(found["names"]))
            yield from (name for name in names if re.fullmatch(_NAME, name) and _is_name(name, small))
    for found in _after().finditer(source):
        if _is_name(name := _bare(found["names"]), small):
            yield name


def _bare(name: str) -> str:
    return _POSSESSIVE.sub("", name.strip(" *_`\"'.:;,()"))


def _is_name(name: str, small: frozenset[str]) -> bool:
    """Whether words with capitals are a name: not the beginning of a sentence, a role, a team, or words of the text."""
    parts = name.split()
    is_none = not parts or len(name) < _SHORTEST or name[0].isdigit() or is_group(name)
    if is_none or parts[0].casefold() in _data("opens"):
        return False
    return not all(part.casefold() in small or is_ordinary(part) or is_group(part) for part in parts)


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = Path(__file__).with_name("organisations.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ") for line in lines if not line.startswith("#"))
    return tuple((head, tuple(re.split(r", " if ", " in rest else r" ", rest))) for head, _, rest in rows)


@cache
def _data(head: str) -> frozenset[str]:
    """The words of the lines that begin so, in small letters."""
    return frozenset(word.casefold() for name, words in _lines() if name == head for word in words)


@cache
def _aliases() -> Mapping[str, str]:
    return {word.casefold(): words[0].casefold() for head, words in _lines() if head == "also" for word in words}


def _words(head: str) -> list[str]:
    return [word for name, words in _lines() if name == head for word in words]


@cache
def _vendors() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/\-])(?:{one_of([*_words('vendors'), *_words('also')])})(?![\w\-]|\.\w)")


@cache
def _tenant() -> re.Pattern[str]:
    return re.compile(rf"//(?P<name>[\w-]{{2,40}})\.(?:{one_of(_words('tenants'))})\.(?:com|net)")


@cache
def _legal() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<name>{_NAME}),?[ ](?:{one_of(_words('legal'))})\b\.?")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{one_of(_words('beside'))})"
        r"(?:,|[ ](?:is|was|are|were|called|named|like|such as|including))?[ ]\*{0,2}"
        rf"(?P<names>{_NAME}(?:(?:,[ ](?:and[ ])?|[ ](?:and|und|et|y|&)[ ]){_NAME}){{0,6}})"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"^[ \t>*|\-]{{0,8}}(?i:{one_of(_words('labels'))})(?: (?:affected|involved|name))?\*{{0,2}}[ \t]{{0,4}}[:|]"
        r"\*{0,2}[ \t]{0,4}(?P<names>[^|\n]{2,200})",
        re.MULTILINE,
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?P<names>{_NAME}(?:'s|\u2019s)?)[ ](?:{one_of(_words('after'))})\b")
