"""Looking for secrets takes a time that grows with a text, and no faster."""

import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterable, Iterator

import pytest

from afterword.publish.redaction import gathering, known, markup, matching, pseudonyms, spelling
from afterword.text.sensitive import contacts, guesses, links, networks, pairs, rows, secrets
from afterword.text.sensitive.detecting import detected
from afterword.text.sensitive.vendors import forms

MODULES = (
    contacts,
    guesses,
    links,
    networks,
    pairs,
    rows,
    secrets,
    gathering,
    known,
    markup,
    matching,
    pseudonyms,
    spelling,
)


def patterns() -> Iterator[tuple[str, str]]:
    """Every expression of the detectors, with a name."""
    for form in forms():
        yield f"vendors {form.kind}", form.pattern.pattern
    for table in ("identities", "contacts", "accounts"):
        for row in rows.rows(table):
            yield f"{table} {row.kind}", row.pattern.pattern
    for module in MODULES:
        for name, value in vars(module).items():
            # the words for roles are looked for in single names only, which are short
            if hasattr(value, "finditer") and value is not re and name != "_ROLE":
                yield f"{module.__name__} {name}", value.pattern


@pytest.mark.parametrize(("name", "pattern"), list(patterns()), ids=[name for name, _ in patterns()])
def test_no_expression_repeats_without_an_end(name: str, pattern: str) -> None:
    """A place of a text is tried a bounded number of times, however long the text is."""
    assert not list(endless(parser.parse(pattern)))


def endless(tree: Iterable[tuple[object, object]]) -> Iterator[object]:
    """Repetitions without an end that may be tried again with less."""
    for name, value in tree:
        if name in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
            if value[1] is sre.MAXREPEAT:
                yield value
            yield from endless(value[2])
        elif name is sre.SUBPATTERN:
            yield from endless(value[3])
        elif name is sre.BRANCH:
            for branch in value[1]:
                yield from endless(branch)
        elif name in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from endless(value[1])


HOSTILE = (
    "a.b-",
    "cookie:",
    "://",
    "password",
    "password=",
    "eyJa.",
    "-----BEGIN PRIVATE KEY-----",
    "bearer ",
    "token:",
    "x@",
    '="',
    "1 ",
    "1.",
    "::",
    "a@a.",
    "0-",
    "+1 ",
    "A1 ",
    "(555) ",
    "key: ",
    "\\",
    "/home/",
    "//a.",
    "PuTTY-User-Key-File-2",
    "Authorization:",
    "curl -u ",
    "`",
    "12 Aa ",
    "AKIA",
    "\u0130pass",
    "\n",
    "ghp_",
    "i-",
    "\u2026",
)


@pytest.mark.parametrize("size", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("part", HOSTILE)
def test_a_hostile_text_is_gone_through_once(part: str, size: int) -> None:
    """Much of what each expression begins with gives no more hits than it has places, and comes to an end."""
    text = part * (size // len(part))
    assert sum(1 for _ in detected(text)) <= len(text)
