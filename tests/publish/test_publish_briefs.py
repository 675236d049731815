"""Short texts made of a version: status page, message, one page; and plain text and Confluence."""

import io
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from afterword.cli._versions import version_for
from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.impact import Impact
from afterword.model.record import Record
from afterword.publish.briefs import message, one_page, status_page
from afterword.publish.formats.loading import write
from afterword.publish.formats.version import Version

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples" / "checkout-outage").glob("s*.md"))
CLOCK = datetime(2026, 1, 5, tzinfo=UTC)


def version(record: Record, text: str = "# T\n") -> Version:
    """A version of a record as writers take it."""
    return Version(text=text, record=record, created=CLOCK, audience="Public", marking="TLP:CLEAR")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_summary_is_one_page(example: Path) -> None:
    """Whatever the document, the executive summary has exactly one page."""
    data = write(version_for(str(example), "leadership", None).version, "summary").data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


ENDLESS = "The service was slow for very many people in all of the regions. " * 400
JAPANESE = "\u969c\u5bb3\u304c\u767a\u751f\u3057\u3001\u6ce8\u6587\u304c\u5931\u6557\u3057\u305f\u3002" * 300
LONG = {
    "words": ("Slow " * 400, ENDLESS),
    "one word": ("X" * 3000, "Y" * 60_000),
    "Japanese": (JAPANESE, JAPANESE),
    "lines": ("A\nB" * 300, "a\n\n" * 3000),
    "Markdown": ("# | <b>x</b> `" * 99, "| a | b |\n|---|---|\n" * 500),
}


@pytest.mark.parametrize("case", LONG)
def test_the_longest_summary_is_one_page(case: str) -> None:
    """A record of endless texts, titles, and two hundred actions is shortened until it fits."""
    title, words = LONG[case]
    impact = Impact(customer=words, users=words, revenue=words, operational=words, data_loss=words)
    actions = tuple(Action(what=words[:2000]) for _ in range(200))
    record = Record(title=title, executive_summary=words, impact=impact, actions=actions)
    data = write(version(record), "summary").data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_a_step_never_makes_the_summary_longer() -> None:
    """Every step leaves the text as long or makes it shorter in sentences and values."""
    record = Record(title="Down", executive_summary="One is told. Two is told. Three is told. " * 9)
    sizes = [len(one_page.compose(record, step)) for step in range(2, one_page.STEPS)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_status_page_is_newest_first() -> None:
    """The states stand in the words of status pages, each with its time."""
    times = [("detected", "10:00"), ("identified", "10:20"), ("mitigated", "10:40"), ("resolved", "11:00")]
    events = tuple(Event(at=f"2026-01-02T{at}:00Z", phase=phase, what="x") for phase, at in times)  # type: ignore[arg-type]
    text = status_page.write(Record(title="Checkout down", summary="It was down.", timeline=events), "TLP:CLEAR")
    order = [
        text.index(words) for words in ("Resolved - 2026-01-02 11:00 UTC", "Monitoring", "Identified", "Investigating")
    ]
    assert order == sorted(order)
    assert text.startswith("TLP:CLEAR\n\nCheckout down\n")
    assert "resolved. It was down." in text


def test_a_message_says_nothing_that_is_not_known() -> None:
    """Facts that a version lacks are left out, and the team's own words come before any draft."""
    assert message.write(Record(title="Down"), None) == "# Down\n\nWhat we can say of it is not written yet.\n"
    drafted = message.write(Record(title="Down", summary="It was down.", impact=Impact(users="12")), None)
    assert "## What it meant for you\n\n- Users affected: 12\n" in drafted
    assert "## What we did" not in drafted
    own = message.write(Record(title="Down", summary="It was down.", customer_communication="Sorry!"), "TLP:CLEAR")
    assert own == "# Down\n\nSorry!\n\n*TLP:CLEAR*\n"


HOSTILE = """# A & B

## Summary

<script>alert(1)</script> **bold** & `a < b` [a link](https://example.com/?a=1&b=2) [bad](javascript:alert)

- [x] done
- [ ] open

1. one
2. two

| Time | What |
|---|---|
| 10:00 | x < y & z |

```sh
echo "]]>" </ac:plain-text-body>
```

> quoted
"""


def test_confluence_gets_sound_markup() -> None:
    """Whatever the text, the page is well-formed and holds no markup of the document's."""
    text = write(version(Record(title="A & B"), HOSTILE), "confluence").data.decode()
    spaces = 'xmlns:ac="ac" xmlns:ri="ri"'
    root = ET.fromstring(f"<page {spaces}>{text}</page>")  # noqa: S314  # what we have written ourselves
    assert root.find(".//script") is None
    assert [link.get("href") for link in root.iter("a")] == ["https://example.com/?a=1&b=2"]
    assert [status.text for status in root.iter("{ac}task-status")] == ["complete", "incomplete"]
    code = next(root.iter("{ac}plain-text-body"))
    assert code.text == 'echo "]]>" </ac:plain-text-body>'


def test_plain_text_breaks_an_entry_of_a_list_once() -> None:
    """The mark of an entry is part of its first line, so that no line is broken again for it."""
    long = " ".join(["word"] * 30)
    text = write(version(Record(title="A"), f"# A\n\n- {long}\n\n  More of it.\n- b\n"), "txt").data.decode()
    lines = text.splitlines()
    start = lines.index(f"- {' '.join(['word'] * 15)}")
    assert lines[start : start + 5] == [lines[start], f"  {' '.join(['word'] * 15)}", "", "  More of it.", "- b"]


def test_plain_text_keeps_lines_short_and_all_words() -> None:
    """Lines fit an e-mail; links show their addresses; boxes and rows are readable."""
    text = write(version(Record(title="A & B"), HOSTILE), "txt").data.decode()
    assert max(map(len, text.splitlines())) <= 78
    assert "a link <https://example.com/?a=1&b=2>" in text
    assert "- [x] done\n- [ ] open\n" in text
    assert "1. one\n2. two\n" in text
    assert "10:00  x < y & z\n" in text
