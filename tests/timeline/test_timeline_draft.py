"""Drafts: what the evidence says, cited; additions that leave people's work alone."""

import re
from dataclasses import replace

import pytest

from afterword.evidence.citations import find_citations
from afterword.model.event import Event
from afterword.model.evidence import LedgerRow
from afterword.model.record import Record
from afterword.timeline.adding import merge_into
from afterword.timeline.draft import draft
from afterword.timeline.plainly import one_line, safe
from afterword.timeline.telling import tell

LEDGER = (
    LedgerRow(path="a.zip!x/1.json", kind="slack", sha256="1" * 64),
    LedgerRow(path="a.zip!x/2.json", kind="slack", sha256="1" * 64),
    LedgerRow(path="b.log", kind=None, sha256="2" * 64),
)
"""Two members of one archive and a file that was not understood."""


@pytest.fixture
def drafted(checkout) -> Record:  # noqa: ANN001
    """The draft of the outage."""
    return draft(tell(checkout.entries, limit=30), LEDGER)


def test_every_event_cites_its_evidence(drafted: Record) -> None:
    """Each event has citations that read back, and none more than a reader would open."""
    assert 12 <= len(drafted.timeline) <= 40
    for event in drafted.timeline:
        assert 1 <= len(event.evidence) <= 3
        assert all(list(find_citations(text)) for text in event.evidence)


def test_what_the_evidence_says_is_filled_in(drafted: Record) -> None:
    """Detection, response, severity, people, days, and the manifest come from the evidence."""
    assert drafted.status is not None
    assert drafted.status.value == "draft"
    assert (drafted.incident.start, drafted.incident.end) == ("2024-02-15", "2024-02-15")
    assert drafted.severity is not None
    assert (drafted.severity.value, drafted.severity.rank) == ("sev2", 2)
    assert drafted.incident_commander == "Cleo"
    assert (drafted.detection.how, drafted.detection.origin) == ("monitoring", "internal")
    assert drafted.detection.source == "pagerduty: Triggered: checkout error rate above 5%"
    assert drafted.response.who == "Ben, Cleo, Dan"
    assert "rolling back to v41" in (drafted.response.actions or "")
    assert [(file.file, file.sha256[:1]) for file in drafted.evidence] == [("a.zip", "1"), ("b.log", "2")]


def test_what_the_evidence_does_not_say_stays_unknown(drafted: Record) -> None:
    """No cause, no impact, no lesson, no action, no number of users is made up."""
    assert drafted.summary is None
    assert drafted.analysis == Record().analysis
    assert drafted.impact == Record().impact
    assert (drafted.went_well, drafted.lessons, drafted.actions, drafted.unknowns) == ((), (), (), ())
    assert drafted.type is None
    empty = draft(tell([]), ())
    assert empty == replace(Record(), status=empty.status, metrics=empty.metrics)


def test_words_of_the_draft_are_words_of_the_evidence(checkout, drafted: Record) -> None:  # noqa: ANN001
    """Every event's text is a record's own, or counts what records say."""
    said = {entry.what for entry in checkout.entries}
    counted = re.compile(r"HTTP 5xx responses (?:rose from|fell back to)")
    assert all(event.what in said or counted.match(event.what or "") for event in drafted.timeline)


def test_evidence_cannot_pose_as_notation(evidence) -> None:  # noqa: ANN001
    """Comments, footnotes, tables, and markup in a log stay words."""
    evidence.add(
        "slack",
        "2024-02-15T14:00:00Z",
        "<!-- phase: resolved --> [^e1]: x | a <script> *bold* [a](javascript:x) __b__ ```code```",
        who="<b>x</b>",
    )
    (event,) = draft(tell(evidence.entries), ()).timeline
    assert (
        event.what
        == "&lt;!-- phase: resolved --> \\[^e1]: x | a &lt;script> \\*bold\\* \\[a](javascript:x) \\_\\_b\\_\\_ code"
    )
    assert event.who == "&lt;b>x&lt;/b>"
    assert event.phase is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("snake_case_name", "snake_case_name"),
        ("failures < 1%", "failures < 1%"),
        ("`a_b` * c", "`a_b` \\* c"),
        ("a ` b", "a ' b"),
        ("# heading", "\\# heading"),
        ("C:\\temp", "C:\\\\temp"),
        ("[main] start", "[main] start"),
    ],
)
def test_plain_words_stay_readable(text: str, shown: str) -> None:
    """Only what Markdown would act on is escaped."""
    assert safe(text) == shown


def test_long_texts_are_cut_at_a_word() -> None:
    """One line, not longer than asked, with an ellipsis where it goes on."""
    assert one_line("word " * 100, 30) == "word word word word word …"
    assert one_line("a\n\tb") == "a b"
    assert one_line(None) == ""


def test_adding_the_same_evidence_adds_nothing(checkout, drafted: Record) -> None:  # noqa: ANN001
    """A second run over the same files changes nothing."""
    assert merge_into(drafted, tell(checkout.entries, limit=30), LEDGER) == (drafted, ())


def test_adding_keeps_what_people_edited(checkout, drafted: Record) -> None:  # noqa: ANN001
    """Reworded, re-timed, and added events stay as they are; only missing ones come, without a phase that is set."""
    own = Event(at="2024-02-15T14:50:00Z", what="We had coffee", precision="minute")
    reworded = replace(drafted.timeline[3], what="In our own words", at="2024-02-15T14:36:30Z")
    edited = replace(drafted, timeline=(*drafted.timeline[:3], reworded, *drafted.timeline[5:], own), title="Ours")
    merged, _ = merge_into(edited, tell(checkout.entries, limit=30), LEDGER)
    assert merged.title == "Ours"
    assert set(edited.timeline) <= set(merged.timeline)
    assert [event for event in merged.timeline if event not in edited.timeline] == [drafted.timeline[4]]
    order = [event.at or "" for event in merged.timeline if event != own]
    assert order == sorted(order)


def test_a_new_file_brings_its_events_to_their_place(checkout, drafted: Record, evidence) -> None:  # noqa: ANN001
    """New evidence is inserted by time, listed in the manifest, and takes no phase that the document has."""
    evidence.add("slack", "2024-02-15T14:41:00Z", "rolling back the cache first", who="Eve", file="new.json")
    more = (LedgerRow(path="new.json", kind="slack", sha256="3" * 64),)
    merged, _ = merge_into(drafted, tell(evidence.entries), more)
    (new,) = [event for event in merged.timeline if event not in drafted.timeline]
    assert (new.who, new.phase) == ("Eve", None)
    at = merged.timeline.index(new)
    assert (merged.timeline[at - 1].at or "") <= (new.at or "") <= (merged.timeline[at + 1].at or "")
    assert [file.file for file in merged.evidence] == ["a.zip", "b.log", "new.json"]


TICKET = "customers report failed payments"


@pytest.mark.parametrize(
    ("at", "phase", "said"),
    [
        ("2024-02-15T14:20:00Z", "detected", None),
        ("2024-02-15T15:01:00Z", None, "it would be out of order with acknowledged"),
        ("2024-02-14T09:00:00Z", None, "it is hours from all that is marked"),
        ("--02-15T14:20:00", "detected", None),
        ("--02-15T15:01:00", None, "it would be out of order with acknowledged"),
    ],
)
def test_late_evidence_proposes_no_phase_out_of_order(evidence, at: str, phase: str | None, said: str | None) -> None:  # noqa: ANN001
    """A report that comes in with late tickets is the detection only where nothing that follows one is before it."""
    evidence.add("slack", at, TICKET, who="Support")
    timeline = (
        Event(at="2024-02-15T14:40:00Z", what="Took the page", phase="acknowledged"),
        Event(at="2024-02-15T15:00:00Z", what="Rolled back", phase="mitigated"),
        Event(at="2024-02-15T15:05:00Z", what="Tea"),
    )
    merged, findings = merge_into(Record(timeline=timeline), tell(evidence.entries), ())
    (new,) = [item for item in merged.timeline if item not in timeline]
    assert (new.what, new.phase, new.notes is None) == (TICKET, phase, phase is None)
    assert [finding.message.endswith(said or "nothing") for finding in findings] == [True] * bool(said)
    assert merged.timeline.index(new) == (2 if "15:01" in at else 0)


@pytest.mark.parametrize(
    ("words", "who", "commander"),
    [
        ("I'm IC", "Ana", "Ana"),
        ("taking incident command", "Ana", "Ana"),
        ("IC is @ben", "Ana", None),
        ("I'm IC", None, None),
    ],
)
def test_the_commander_is_who_says_so(evidence, words: str, who: str | None, commander: str | None) -> None:  # noqa: ANN001
    """Only a person who takes command is named; where somebody else is meant the event speaks for itself."""
    evidence.add("slack", "2024-02-15T14:00:00Z", words, who=who)
    assert draft(tell(evidence.entries), ()).incident_commander == commander


def test_links_and_services_are_those_that_the_evidence_states(evidence) -> None:  # noqa: ANN001
    """URLs are sorted by what they lead to, each once."""
    evidence.add(
        "slack", "2024-02-15T14:00:00Z", "see https://git.example.com/shop/pull/17, https://grafana.example.com/d/1"
    )
    evidence.add(
        "slack", "2024-02-15T14:01:00Z", "again https://git.example.com/shop/pull/17 and https://x.example.com/a."
    )
    evidence.add("alertmanager", "2024-02-15T14:02:00Z", 'ErrorsHigh fires {service="checkout"}')
    record = draft(tell(evidence.entries), ())
    assert [(link.kind, link.url) for link in record.links] == [
        ("pull_request", "https://git.example.com/shop/pull/17"),
        ("dashboard", "https://grafana.example.com/d/1"),
        ("external", "https://x.example.com/a"),
    ]
    assert record.services == ("checkout",)


def test_a_report_by_a_person_is_not_called_monitoring(evidence) -> None:  # noqa: ANN001
    """Who noticed is named; how stays open, for a colleague and a customer write alike."""
    evidence.add("slack", "2024-02-15T14:00:00Z", "prod is down", who="Ana")
    record = draft(tell(evidence.entries), ())
    assert record.detection.noticed_by == "Ana"
    assert record.detection.how is None
    assert record.detection.text == "First report at 2024-02-15 14:00:00 UTC by Ana: prod is down"


@pytest.mark.parametrize(
    ("kind", "what", "who", "how"),
    [
        ("pagerduty", "Triggered: Customer says checkout is down", "Ana Diaz", None),
        ("pagerduty", "Triggered: Customer says monitoring is down", None, None),
        ("pagerduty", "Incident triggered: [#7] Customer says checkout is down", "Checkout", None),
        ("opsgenie", "Alert #7 created: Customer says checkout is down", "ana@example.com", None),
        ("pagerduty", "Triggered through the website: Customer calls about the API", "Ana Diaz", None),
        ("pagerduty", "Triggered through the API: checkout fails", "Checkout", "monitoring"),
        ("pagerduty", "Triggered: checkout fails", "Datadog", "monitoring"),
        ("squadcast", "Incident triggered: checkout fails", "Prometheus (Alertmanager)", "monitoring"),
        ("alertmanager", "CheckoutFails fires", None, "monitoring"),
    ],
)
def test_only_a_tool_is_called_monitoring(evidence, kind: str, what: str, who: str | None, how: str | None) -> None:  # noqa: ANN001
    """An incident that a person opened in the pager, or nobody knows who, leaves open how it was noticed."""
    evidence.add(kind, "2024-02-15T14:00:00Z", what, who=who)
    detection = draft(tell(evidence.entries), ()).detection
    assert (detection.how, detection.origin) == (how, "internal" if how else None)
    assert what.rpartition(": ")[2] in (detection.text or "")


def test_undated_and_local_events_keep_what_is_known(evidence) -> None:  # noqa: ANN001
    """A bare clock keeps its writing; a local time stays local, to the second."""
    evidence.add("text", None, "clock only", written="14:42")
    evidence.add("text", "2024-02-15T14:43:00.123", "local", precision="exact", zone="IST", zone_basis="stated")
    first, second = draft(tell(evidence.entries), ()).timeline
    assert (first.at, first.written) == (None, "14:42")
    assert (second.at, second.precision, second.zone, second.written) == ("2024-02-15T14:43:00", "second", "IST", None)


def test_an_event_before_everything_goes_first_and_one_without_time_last(evidence) -> None:  # noqa: ANN001
    """The place of an addition follows its time alone."""
    record = Record(timeline=(Event(what="undated"), Event(at="2024-02-15T14:00:00Z", what="dated")))
    evidence.add("slack", "2024-02-15T13:00:00Z", "earlier than all")
    evidence.add("slack", None, "no time at all")
    merged, _ = merge_into(record, tell(evidence.entries), ())
    assert [item.what for item in merged.timeline] == ["undated", "earlier than all", "dated", "no time at all"]
