"""What an editor shows beside a document."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from afterword.houses import library
from afterword.houses.reading.getting import get
from afterword.model.plain import to_plain
from afterword.model.span import Span
from afterword.review.assistance.explanations import rule_page
from afterword.review.assistance.hints import hints_at
from afterword.review.assistance.mending import difference
from afterword.review.assistance.offers import Offer, offers_at, values_of
from afterword.review.assistance.outline import Entry, outline
from afterword.review.assistance.silencing import silencing
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.diagnostic import Diagnostic
from afterword.review.registry import registered_rules
from afterword.review.settings import merged
from afterword.text.source import Edit, splice

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "checkout-outage").glob("*.md"))
DERIVED = {"findings", "metrics", "provenance", "house_confidence"}


def case_of(text: str) -> Case:
    """A document under review."""
    reading = get(text)
    settings = merged(reading.house, {}, reading.matter.plain)
    return Case(
        reading=reading,
        record=reading.record,
        today=date(2026, 3, 20),
        policy=settings.policy,
        require=settings.require,
    )


def found_in(case: Case) -> tuple[Diagnostic, ...]:
    """What the rules find."""
    return check(case, registered_rules(), merged(case.house, {}, case.reading.matter.plain))


def with_offer(text: str, offer: Offer) -> str:
    """A document in which an offer was taken."""
    return splice(text, [Edit(offer.span, offer.blank.text)])


def read(text: str) -> object:
    """What a document says, its lines and what is derived left out."""

    def kept(value: object) -> object:
        if isinstance(value, dict):
            return {k: kept(v) for k, v in value.items() if k not in DERIVED | {"line", "end_line"}}
        return [kept(item) for item in value] if isinstance(value, list) else value

    return kept(to_plain(get(text).record))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", library.names())
def test_a_section_that_is_offered_is_one_of_the_house(name: str, newline: str) -> None:
    """Each offered section reads as that section where it is taken, and is not offered again."""
    text = f"---\nhouse: {name}\n---\n# A title\n\nWords.\n\n".replace("\n", newline)
    offers = [offer for offer in offers_at(case_of(text), len(text)) if offer.kind == "section"]
    assert len(offers) > 2
    for offer in offers:
        taken = with_offer(text, offer)
        again = [each.label for each in offers_at(case_of(taken), len(taken)) if each.kind == "section"]
        assert offer.label not in again
        assert set("\r\n") & set(taken.replace(newline, "")) == set()
        assert all(0 <= gap <= len(offer.blank.text) for gap in offer.blank.gaps)


SEAL = "---\nhouse: seal\nstatus: \n---\n# Post-Mortem: X\n\n## Impact\n\n### Users\n\n- Users affected: 3\n{}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SEAL.format("|"), ["Duration", "Services unavailable"]),
        (SEAL.format("- |"), ["Duration", "Services unavailable"]),
        (SEAL.format("- Du|"), ["Duration", "Services unavailable"]),
        ("---\nhouse: s|\n---\n# X\n", ["seal", "security", "soc", "sre"]),
        ("---\nhouse: seal\nstatus: |\n---\n# X\n", ["Draft", "In review", "Final", "Closed"]),
        ("---\nhouse: seal\nseverity: |\n---\n# X\n", ["P1", "P2", "P3"]),
        ("---\nhouse: seal\nsta|\n---\n# X\n", ["status"]),
        ("# X\n\n<!-- afterword: ignore LNG10|", ["LNG101"]),
        ("# X\n\n```\n|\n```\n", []),
        ("# X\n\nSome words, and |", []),
        ("# X\n\nhttps://|", []),
        ("|", []),
    ],
)
def test_what_is_offered_fits_the_place(text: str, expected: list[str]) -> None:
    """Labels in their section, values behind their labels, codes in a comment; nothing in code and within prose."""
    before, _, after = text.partition("|")
    offers = offers_at(case_of(before + after), len(before))
    labels = [offer.label for offer in offers if offer.kind != "section"]
    assert set(expected) <= set(labels)
    assert expected or not offers


TABLE = "---\nhouse: {}\n---\n# X\n\n{}\n\n{}\n{}\n{}\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| A-1 | Alert | Kim | 2026-04-01 | |", ["Pending", "In progress", "Done", "Blocked", "Cancelled"]),
        ("| A-1 | Alert | Kim | 2026-04-01 | Do|", ["Pending", "In progress", "Done", "Blocked", "Cancelled"]),
        ("| A-1 | Alert | | 2026-04-01 | |", []),
    ],
    ids=["an empty cell", "a word begun", "a cell of any words"],
)
def test_a_cell_takes_the_values_of_its_column(row: str, expected: list[str]) -> None:
    """The column's field says what a cell may hold, in rows that are complete and in rows just begun."""
    head = "## Action Items\n\n| ID | Action | Owner | Deadline | Status |\n|---|---|---|---|---|\n"
    text = f"---\nhouse: seal\n---\n# X\n\n{head}| A-0 | Page | Kim | 2026-04-01 | Done |\n"
    cut = row.index("| |") + 2 if "| |" in row else len(row) - 1
    whole = text + row[: cut if "Do|" in row else len(row)]
    assert [offer.label for offer in offers_at(case_of(whole), len(text) + cut)] == expected


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_values_that_are_offered_are_understood(file: Path) -> None:
    """Every value that a house is offered for an action's status reads as a status of its own."""
    case = case_of(file.read_text(encoding="utf-8"))
    values = values_of(case, ("actions", "status"))
    assert len(values) == len(set(values)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "# Checkout\n\n## Summary\n\nThe on-call should have escalated.\n",
        "# Checkout\r\n\r\n## Summary\r\n\r\nThe on-call should have escalated.\r\n",
        "# Checkout\n\n## What went wrong\n\n- One.\n- The on-call should have escalated.\n  - And nobody did.\n",
        "# Checkout\n\n## What went wrong\n\n1. One.\n2. The on-call should have escalated.\n",
        "# X\n\n## Summary\n\n<!-- afterword: ignore LNG302 quoted -->\nThe on-call should have escalated.\n",
        "# X\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-03-12 14:05 | The on-call should have escalated |\n",
    ],
    ids=["paragraph", "CR LF", "item", "numbered item", "beside another", "row"],
)
def test_a_comment_silences_and_changes_nothing_else(text: str) -> None:
    """With its reason the comment silences its finding, and the document says what it said before."""
    case = case_of(text)
    found = next(each for each in found_in(case) if each.code == "LNG301")
    comment = silencing(case, found)
    assert comment is not None
    new = comment.edit.text
    if comment.slot is not None:
        new = new[: comment.slot] + "quoted" + new[comment.slot :]
    after = splice(text, [Edit(comment.edit.span, new)])
    assert not [each for each in found_in(case_of(after)) if each.code in {"LNG301", "REV102"}]
    assert read(after) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: The on-call should have escalated\n---\n\n## Summary\n\nWords.\n",
        "# X\n\n```\nThe on-call should have escalated.\n```\n",
        "<!-- The on-call should have escalated. -->\n",
    ],
    ids=["front matter", "code", "comment"],
)
def test_no_comment_is_offered_where_none_counts(text: str) -> None:
    """In front matter, code, and comments a comment would be text, or nothing."""
    at = text.index("should")
    found = Diagnostic(code="LNG301", rule="r", severity="error", message="m", span=Span(at, at + 6))
    assert silencing(case_of(text), found) is None


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_outline_nests(file: Path) -> None:
    """Every entry has a name and lies, with its first line, within the entry around it; every event is in it once."""
    case = case_of(file.read_text(encoding="utf-8"))

    def walk(entries: Sequence[Entry], around: Span) -> list[Entry]:
        made = []
        for entry in entries:
            assert entry.name
            assert around.start <= entry.span.start <= entry.head.start
            assert entry.head.end <= entry.span.end <= around.end
            made += [entry, *walk(entry.children, entry.span)]
        return made

    entries = walk(outline(case), Span(0, len(case.text)))
    assert sum(entry.kind == "event" for entry in entries) == len(case.record.timeline)
    assert sum(entry.kind == "action" for entry in entries) == len(case.record.actions)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("# X\n\n## Timeline\n\n- 2026-03-12 09:05 EST Alert\n", "09:05", "`2026-03-12 14:05` UTC; zone EST, stated"),
        ("# X\n\n## Timeline\n\n- 2026-03-12 09:05 Alert\n", "09:05", "`2026-03-12 09:05`: the zone is not known."),
        (
            "# X\n\n## Summary\n\nFrom 09:07 EST on.\n\n## Timeline\n\n- 2026-03-12 09:05 EST Alert\n",
            "09:07",
            "`2026-03-12 14:07` UTC",
        ),
        ("# X\n\n## Timeline\n\n- 09:05 UTC Alert\n", "09:05", "No instant: the day is not known."),
        ("# X\n\nVersion 1.20:3 of 12\n", "1.20", ""),
    ],
)
def test_a_time_is_told_in_utc(text: str, words: str, expected: str) -> None:
    """An entry's time and a time in a sentence are given in UTC; where no instant is known, what is missing is said."""
    told = [hint.text for hint in hints_at(case_of(text), text.index(words) + 1)]
    assert told[0].startswith(expected) if expected else not told


def test_every_rule_has_a_page() -> None:
    """A rule's page has its name, its examples as code, and its sources; no other code has one."""
    for rule in registered_rules():
        page = rule_page(rule.code) or ""
        assert page.startswith(f"# {rule.code} {rule.name}\n")
        assert "```markdown" in page
    assert rule_page("REV102") is None


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("a", ""), ("", "b"), ("abc", "axc"), ("aa", "aaa"), ("ab", "b")]
)
def test_a_difference_makes_one_text_the_other(before: str, after: str) -> None:
    """One edit, none for equal texts."""
    assert splice(before, difference(before, after)) == after
    assert len(difference(before, after)) == (before != after)
