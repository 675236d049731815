"""What other fields of a document give."""

from pathlib import Path

import pytest

from afterword.houses import library
from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import get
from afterword.model.analysis import Analysis, Change
from afterword.model.record import Record
from afterword.model.response import Question

EXAMPLES = Path(__file__).parents[2] / "examples" / "checkout-outage"


def test_the_answers_say_what_the_change_was() -> None:
    """Each question on the change fills its own field."""
    reading = get((EXAMPLES / "cloud.md").read_text(encoding="utf-8"))
    change = with_derived(reading.record, reading.house).analysis.change
    assert change.triggered
    assert change.deployed
    assert change.playbook
    answers = {question.key: question.answer for question in reading.record.analysis.questions}
    assert change.triggered == answers["change"]
    assert change.last_review == answers["readiness_review"]


def test_what_the_document_states_itself_stays() -> None:
    """An answer never overwrites."""
    analysis = Analysis(
        change=Change(triggered="v4.18.0"), questions=(Question(key="change", question="A change?", answer="Yes."),)
    )
    change = with_derived(Record(analysis=analysis), library.load("cloud")).analysis.change
    assert change.triggered == "v4.18.0"
    assert change.deployed is None


def test_code_tables_and_images_of_the_fault_are_its_attachments() -> None:
    """They are found in lists too, each as it stands; words are none."""
    fault = (
        "The pool was small.\n\n![Pool](pool.png)\n\n- Seen here:\n\n  ```text\n  max 10\n  ```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    found = with_derived(Record(fault=fault), library.load("security")).attachments
    assert found == ("![Pool](pool.png)", "  ```text\n  max 10\n  ```", "| a | b |\n|---|---|\n| 1 | 2 |")


def test_a_fault_in_words_has_no_attachments() -> None:
    """Nothing is invented."""
    assert with_derived(Record(fault="The pool was small."), library.load("security")).attachments == ()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("INC-2041: Checkout down", "INC-2041"),
        ("[OPS-12] Checkout down", "OPS-12"),
        ("PIR-2024-07 - Checkout down", "PIR-2024-07"),
        ("INC-2041", None),
        ("SEV-1: Checkout down", None),
        ("CVE-2021-44228 in the search", None),
        ("Checkout down after OPS-12", None),
        ("S3-backed store lost", None),
    ],
)
def test_the_key_before_a_title_is_the_id(title: str, key: str | None) -> None:
    """Where nothing else states one; what only looks like a key stays part of the title."""
    house = library.fallback()
    assert with_derived(Record(title=title), house).id == key
    assert with_derived(Record(title=title, id="A-1"), house).id == "A-1"


@pytest.mark.parametrize(
    ("head", "why", "label", "cause"),
    [
        ("5 Whys", "Why did it fill up?", "**Root cause:**", "nobody looked at it."),
        (
            "Causa ra\u00edz (5 porqu\u00e9s)",
            "\u00bfPor qu\u00e9 se llen\u00f3?",
            "**Causa ra\u00edz:**",
            "nadie lo mir\u00f3.",
        ),
    ],
)
def test_a_label_within_the_whys_says_the_root_cause(head: str, why: str, label: str, cause: str) -> None:
    """What a label in an answer calls the root cause is it, unless the document states one by itself."""
    whys = f"## {head}\n\n1. **{why}** It was full.\n2. **{why}** {label} {cause}\n"
    reading = get(f"# Disk full\n\n## Summary\n\nIt filled up.\n\n{whys}")
    assert reading.record.analysis.root_cause is None
    assert with_derived(reading.record, reading.house).analysis.root_cause == cause
    reading = get(f"# Disk full\n\n## Root cause\n\nA log.\n\n{whys.replace(head, '5 Whys')}")
    assert with_derived(reading.record, reading.house).analysis.root_cause == "A log."
