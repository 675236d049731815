"""Which earlier incidents are alike, and in what; and which classes words suggest."""

import runpy
from pathlib import Path

import pytest

from afterword.houses import lens
from afterword.learning.classes import classified, taxonomy
from afterword.learning.incident import Incident, incident_of
from afterword.learning.likeness import Like, Likeness
from afterword.learning.page import terms_of
from afterword.learning.wording import stem, terms

MADE = runpy.run_path(str(Path(__file__).with_name("learning_shelves.py")))
seal = MADE["seal"]
TEXTS = {
    "a.md": seal("INC-1", classes="", title="Certificate expired", cause="Nobody renewed the TLS certificate."),
    "b.md": seal("INC-2", day="2026-02-05", classes="", title="Checkout slow", cause="A slow query held the pool."),
    "c.md": seal("INC-3", day="2026-03-05", classes="", title="Search refused", cause="An expired certificate again."),
    "d.md": seal("INC-4", day="2026-09-05", classes="", title="Certificate lapsed", cause="The certificate expired."),
}


def likest(text: str, limit: int = 3, before: str | None = None) -> tuple[Like, ...]:
    """The incidents of the shelf that are most like one."""
    shelf = MADE["shelf_of"](TEXTS)
    record = lens.get(text).record
    subject = classified(incident_of(record, "new.md"), record)
    return Likeness(shelf).similar(subject, terms_of(record), limit=limit, before=before)


NEW = seal(
    "INC-9", day="2026-06-01", classes="", title="Login refused", cause="The certificate of the gateway expired."
)


def test_the_likest_come_first_with_reasons() -> None:
    """The same class and the words that weigh most; what is not alike is behind them."""
    found = likest(NEW)
    assert {like.incident.id for like in found[:2]} <= {"INC-1", "INC-3", "INC-4"}
    assert found[0].reasons[0] == "same class: certificate or expiry"
    assert any("certificate" in reason for reason in found[0].reasons if reason.startswith("same words"))
    assert found == likest(NEW)


def test_later_incidents_and_the_incident_itself_are_left_out() -> None:
    """By the day, and by the id and the day."""
    assert "INC-4" not in {like.incident.id for like in likest(NEW, before="2026-06-01")}
    assert "INC-1" not in {like.incident.id for like in likest(TEXTS["a.md"])}


def test_nothing_alike_gives_nothing() -> None:
    """A document without words is like no other."""
    assert likest("# X\n") == ()


def suggested(title: str, cause: str) -> Incident:
    """What the taxonomy makes of a title and a cause."""
    record = lens.get(seal(classes="", title=title, cause=cause, actions="")).record
    return classified(incident_of(record, "a.md"), record)


@pytest.mark.parametrize(
    ("title", "cause", "wanted"),
    [
        ("Certificate expired", "The TLS certificate was not renewed.", "certificate or expiry"),
        ("Checkout slow", "A slow query without an index exhausted the connection pool.", "database performance"),
        ("Workers killed", "The workers ran out of memory: a memory leak in the parser.", "memory leak"),
        ("Wrong port", "A misconfigured environment variable.", "configuration"),
        ("Names not found", "CoreDNS was upgraded and lost its zone file.", "name resolution"),
        ("Rack dark", "A power outage in the data center; the UPS failed.", "hardware or power"),
        ("Jobs ran twice", "A race condition between two workers.", "concurrency"),
        ("Provider down", "An outage of our third-party payment provider.", "dependency"),
        ("Disk full", "The root filesystem ran out of disk space.", "capacity"),
        ("Accounts taken over", "An attacker used a compromised credential.", "security: unauthorised access"),
        ("E-mail addresses leaked", "Personal data was exposed in a public bucket.", "security: exposure of data"),
        ("Flood of requests", "A DDoS attack by a botnet.", "security: abuse and denial of service"),
        ("SQL injection", "A vulnerability in the search form.", "security: vulnerability"),
        ("Hour missing", "A time zone conversion around daylight saving.", "time"),
        ("Build broken", "Travis builds failed on an Artifactory error.", "build or ci"),
        ("Users table gone", "A database migration dropped the table; data loss.", "data loss"),
    ],
)
def test_words_suggest_a_class(title: str, cause: str, wanted: str) -> None:
    """Each with the words that say so, and where they stand."""
    names = [suggestion.name for suggestion in suggested(title, cause).suggested]
    assert wanted in names
    assert all(word.endswith((")",)) for one in suggested(title, cause).suggested for word in one.words)


def test_what_a_document_states_is_not_guessed_at() -> None:
    """Its own classes win, in whatever letters."""
    record = lens.get(seal(classes="Memory Leak, mine", cause="The certificate expired.")).record
    one = classified(incident_of(record, "a.md"), record)
    assert (one.classes, one.suggested) == (("memory leak", "mine"), ())


def test_nothing_is_suggested_of_nothing() -> None:
    """Too few words give no class at all."""
    assert suggested("Something", "It stopped.").suggested == ()


@pytest.mark.parametrize(
    ("cause", "control"),
    [
        ("It went out without a canary.", "no canary"),
        ("There was no alert on the queue.", "no alert"),
        ("The change had never been tested on staging.", "not tested"),
        ("The settings were not validated.", "no validation"),
        ("There is no runbook for this.", "no runbook"),
        ("The cache had no upper limit.", "no limit"),
        ("The router is a single point of failure.", "no redundancy"),
    ],
)
def test_a_safeguard_that_was_not_there_is_named(cause: str, control: str) -> None:
    """Where the words say that it was missing."""
    assert control in suggested("Checkout down", cause).failed_controls


def test_a_safeguard_that_held_is_not_named() -> None:
    """What worked is no failed control."""
    assert suggested("Checkout down", "The canary and the alert worked, and the tests passed.").failed_controls == ()


def test_words_without_endings_are_one() -> None:
    """Forms of a word have one stem, common words none, and code says nothing."""
    assert len({stem(word) for word in ("expired", "expires", "expiring")}) == 1
    assert list(terms("The `code` was **not** expired\n```\nsecret\n```")) == ["code", "expir"]
    assert list(terms("変換の")) == ["変換", "換の"]


def test_every_class_says_what_it_is_about() -> None:
    """Names differ, and each has a sentence."""
    names = [taxon.name for taxon in taxonomy()]
    assert len(names) == len(set(names)) > 20
    assert all(taxon.about.endswith(".") for taxon in taxonomy())


def test_what_speaks_for_a_class_a_little_counts_and_is_not_told() -> None:
    """Two documents for which no class is suggested are nearer for weak words of one; the reason names none."""
    text = "# {title}\n\n**Date:** 2026-0{n}-05\n\n## Root cause\n\n{cause}\n"
    texts = {
        "1.md": text.format(title="Alpha", n=1, cause="The rack stood in the sun."),
        "2.md": text.format(title="Beta", n=2, cause="Somebody unplugged the rack."),
    }
    one, other = MADE["shelf_of"](texts).incidents()
    assert not one.suggested
    assert not other.suggested
    assert one.leanings == other.leanings == {"hardware or power": 0.2}
    likeness = Likeness(MADE["shelf_of"](texts))
    words = likeness.terms("2.md")
    assert words is not None
    (like,) = likeness.similar(other, words)
    assert not any("class" in reason for reason in like.reasons)
    assert like.score > 0.4
