"""The working file of a timeline: what people choose about events outlives new evidence."""

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.errors import InputError
from afterword.model.evidence import Entry, EntryMoment, Source
from afterword.timeline.choices import Choice, Work, digest
from afterword.timeline.choosing import HIDDEN
from afterword.timeline.telling import Told, tell
from afterword.timeline.work_text import is_work, read_work, write_work

DAY = "2024-02-15T"
MESSAGES = (
    ("pagerduty", "14:35:00", "monitor", "Triggered: checkout error rate above 5%"),
    ("pagerduty", "14:36:00", "Ben", "Acknowledged by Ben"),
    ("slack", "14:36:10", "Ben", "looking into it"),
    ("slack", "14:37:10", "Ben", "declaring a SEV-2 incident"),
    ("slack", "14:40:00", "Cleo", "the queue of the payment service is full since the morning"),
    ("slack", "14:45:00", "Dan", "found the root cause: the new release retries forever"),
    ("slack", "14:48:20", "Ben", "rolling back to v41"),
    ("slack", "15:00:00", "Ben", "rollback finished"),
    ("statuspage", "14:40:30", None, "Investigating: some orders fail"),
    ("statuspage", "15:16:00", None, "Resolved: all orders go through"),
    ("incident-log", "14:37:00", "Ana", "Ben declares a SEV-2 incident"),
    ("github-deployments", "14:30:00", "ana", "Deployment of shop to production: success"),
    ("java-log", "14:33:00", "shop", "ERROR pool exhausted after 3000 ms"),
    ("java-log", "14:33:10", "shop", "ERROR pool exhausted after 3010 ms"),
    ("java-log", "14:50:00", "shop", "INFO configuration reloaded"),
)
LATER = (
    ("opsgenie", "14:35:20", "monitor", "Triggered: payment latency is high"),
    ("teams", "14:36:10", "Ben", "looking into it"),
    ("teams", "14:52:00", "Eve", "customers of the shop in France are affected too"),
    ("java-log", "14:32:40", "shop", "ERROR pool exhausted after 2999 ms"),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(
    lambda text: " ".join("".join(letter for letter in text.replace("`", "'") if letter.isprintable()).split())
)


def case(rows: Sequence[tuple[str, str, str | None, str]] = MESSAGES, *, version: str = "") -> list[Entry]:
    """Records of several files; another version of the files has other digests and places."""
    lines: dict[str, int] = {}
    entries = []
    for kind, clock, who, what in rows:
        line = lines[kind] = lines.get(kind, 10 * len(version)) + 1
        digest = hashlib.sha256((kind + version).encode()).hexdigest()
        source = Source(file=f"{kind}.txt", kind=kind, line=line, offset=line * 100, length=80, sha256=digest)
        entries.append(
            Entry(
                at=f"{DAY}{clock}Z", written=clock, precision="second", zone="UTC", zone_basis="stated",
                year_basis="stated", who=who, what=what, sources=(source,),
            )
        )  # fmt: skip
    return entries


def told(entries: Sequence[Entry], work: Work | None = None, limit: int | None = None) -> Told:
    """The timeline with a working file."""
    return tell(entries, work=work or Work(), limit=limit)


def again(work: Work) -> Work:
    """A working file as the next run reads it."""
    return read_work(write_work(work), "case.toml")


def event(work: Work, words: str) -> Choice:
    """The event that says so."""
    (found,) = [choice for choice in work.choices if words in choice.text["what"]]
    return found


def chosen(work: Work, words: str, **change: object) -> Work:
    """The file once a person has changed one event; ``text`` takes single fields."""
    choice = event(work, words)
    if "text" in change:
        change["text"] = {**choice.text, **change["text"]}  # type: ignore[dict-item]
    done = replace(choice, **change)  # type: ignore[arg-type]
    return again(replace(work, choices=tuple(done if c is choice else c for c in work.choices)))


def decisions(work: Work) -> set[tuple[object, ...]]:
    """What people decided, whatever stands around it."""
    return {
        (c.id, c.keep, c.because, c.into, tuple(sorted(c.edits.items())), c.remarks) for c in work.choices if c.decided
    }


@st.composite
def decided(draw: Callable[..., Any]) -> Work:
    """The working file of the case with choices about some of its events."""
    work = told(case()).work
    made: list[Choice] = []
    for number, choice in enumerate(work.choices):
        what = draw(st.sampled_from(("nothing", "nothing", "keep", "drop", "say", "phase", "time", "remark", "into")))
        because = draw(st.none() | WORDS.filter(bool))
        text = dict(choice.text)
        if what == "say":
            text["what"] = draw(WORDS.filter(bool))
            text["who"] = draw(WORDS)
        elif what == "phase":
            text["phase"] = draw(st.sampled_from(("", "began", "detected", "mitigated", "identified")))
        elif what == "time":
            text["at"] = f"{DAY}14:{draw(st.integers(10, 59))}:00Z"
        into = made[draw(st.integers(0, number - 1))].id if what == "into" and number else None
        made.append(
            replace(
                choice,
                text=text,
                keep={"keep": True, "drop": False}.get(str(what)),
                because=because if what != "nothing" else None,
                into=into,
                remarks=("# ask Ben",) if what == "remark" else (),
            )
        )
    for _ in range(draw(st.integers(0, 2))):
        text = {
            "at": f"{DAY}14:{draw(st.integers(10, 59))}:00Z",
            "what": draw(WORDS.filter(bool)),
            "who": "",
            "phase": "",
        }
        made.append(Choice(id="", text=text))
    return again(Work(choices=tuple(made)))


def told_of(found: Told, choice: Choice) -> bool:
    """Whether an event is told in the words of a choice."""
    return any((entry.what or "") == choice.text["what"] for entry in found.entries)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(work=decided(), dice=st.randoms(use_true_random=False), version=st.sampled_from(("", "b")))
def test_choices_outlive_new_evidence(work: Work, dice: random.Random, version: str) -> None:
    """New files, files that have grown, and another order of files leave every choice in force and in the file."""
    entries = case(version=version) + case(LATER, version="late")
    files = sorted({entry.sources[0].sha256 for entry in entries})
    dice.shuffle(files)
    entries.sort(key=lambda entry: files.index(entry.sources[0].sha256))
    found = told(entries, work)
    after = again(found.work)
    assert decisions(work) <= decisions(after)
    assert not [choice for choice in after.choices if choice.missing]
    for choice in work.choices:
        if choice.keep is False:
            assert not any(choice.id == entry.id for entry in found.work.choices if entry.keep is not False)
        elif choice.edits.get("what") and not choice.into:
            assert told_of(found, choice)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(work=decided())
def test_running_again_changes_nothing(work: Work) -> None:
    """With the same evidence, the second run writes the file and tells the timeline as the first did."""
    first = told(case(), work)
    second = told(case(), again(first.work))
    assert write_work(second.work) == write_work(first.work)
    assert second.entries == first.entries
    assert list(second.dispositions) == list(first.dispositions)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(work=decided(), gone=st.sets(st.sampled_from(sorted({row[0] for row in MESSAGES}))))
def test_no_choice_is_lost_with_its_evidence(work: Work, gone: set[str]) -> None:
    """A choice about evidence that is not given this time is said, kept, and holds again when it is back."""
    part = told([entry for entry in case() if entry.sources[0].kind not in gone], work)
    after = again(part.work)
    assert decisions(work) <= decisions(after)
    absent = {choice.id for choice in after.choices if choice.missing}
    assert sum(finding.code == "TL113" for finding in part.findings) >= len(absent)
    back = told(case(), after)
    assert not [choice for choice in back.work.choices if choice.missing]
    assert {e.what for e in back.entries} == {e.what for e in told(case(), work).entries}


def test_what_is_left_out_is_not_told_and_accounted_for() -> None:
    """An event that a person leaves out is gone with its milestone, which the next best witness takes."""
    plain = told(case())
    assert [e.what for e in plain.entries if e.phase == "detected"] == [MESSAGES[0][3]]
    found = told(case(), chosen(plain.work, "Triggered: checkout", keep=False, because="a drill"))
    assert MESSAGES[0][3] not in {entry.what for entry in found.entries}
    assert [e.what for e in found.entries if e.phase == "detected"] != [MESSAGES[0][3]]
    assert found.dispositions[0] == f"{HIDDEN}: a drill"


def test_what_is_kept_is_told_within_any_limit() -> None:
    """The limit counts for what nobody asked for."""
    work = told(case()).work
    assert "queue of the payment" not in " ".join(e.what or "" for e in told(case(), limit=2).entries)
    found = told(case(), chosen(work, "queue of the payment", keep=True), limit=2)
    assert "queue of the payment" in " ".join(e.what or "" for e in found.entries)


def test_a_milestone_that_a_person_gave_is_nobody_elses() -> None:
    """The event that was proposed for it loses it, and one whose milestone was taken away is proposed for none."""
    work = told(case()).work
    found = told(case(), chosen(work, "looking into it", text={"phase": "detected"}, because="he saw it himself"))
    (detected,) = [entry for entry in found.entries if entry.phase == "detected"]
    assert (detected.what, detected.reason) == ("looking into it", "by hand: he saw it himself")
    without = told(case(), chosen(work, "Triggered: checkout", text={"phase": ""}))
    assert [e.phase for e in without.entries if e.what == MESSAGES[0][3]] == [None]


def test_a_time_that_a_person_set_decides_the_order() -> None:
    """The event moves, and says what the evidence has."""
    work = told(case()).work
    found = told(case(), chosen(work, "root cause", text={"at": f"{DAY}14:31:00Z"}))
    moved = next(entry for entry in found.entries if "root cause" in (entry.what or ""))
    assert moved.at == f"{DAY}14:31:00Z"
    assert (moved.reason or "").endswith("the evidence says 2024-02-15 14:45:00 UTC")
    assert [entry.at for entry in found.entries] == sorted(entry.at or "" for entry in found.entries)


def test_events_told_together_keep_all_citations() -> None:
    """The one is not told by itself any more; the other cites both, and keeps its words."""
    work = told(case()).work
    into = event(work, "found the root cause").id
    found = told(case(), chosen(work, "queue of the payment", into=into))
    (both,) = [entry for entry in found.entries if "root cause" in (entry.what or "")]
    assert len(both.sources) == 2
    assert not [entry for entry in found.entries if "queue of the payment" in (entry.what or "")]
    assert event(found.work, "queue of the payment").into == into
    assert {found.dispositions[4], found.dispositions[5]} == {"grouped"}


def test_an_event_by_hand_stands_at_its_time() -> None:
    """It is told among the others, and that it cites nothing is said."""
    text = write_work(told(case()).work)
    text += f'\n[[event]]\nat = {DAY}16:44:00+02:00\nwho = "Ana"\nwhat = "A customer calls"\nphase = "Detected"\n'
    work = read_work(text, "case.toml")
    found = told(case(), work)
    added = next(entry for entry in found.entries if entry.what == "A customer calls")
    assert (added.at, added.phase, added.sources) == (f"{DAY}14:44:00Z", "detected", ())
    assert [f.code for f in found.findings if f.code == "TL115"] == ["TL115"]
    assert [c.id for c in again(found.work).choices if c.by_hand] == [c.id for c in work.choices if c.by_hand]


def test_one_record_with_several_times_is_several_choices() -> None:
    """What a person says of one time of a record holds for that one, also in another export."""
    moments = (EntryMoment(at=f"{DAY}14:39:00Z", what="acknowledged"), EntryMoment(at=f"{DAY}15:10:00Z", what="closed"))
    rows = [("squadcast", "14:35:30", "bot", "Incident opened: checkout is down")]
    work = told([replace(case(rows)[0], moments=moments)]).work
    done = chosen(work, "closed", keep=False)
    found = told([replace(case(rows, version="b")[0], moments=moments)], done)
    assert [entry.at for entry in found.entries] == [f"{DAY}14:35:30Z", f"{DAY}14:39:00Z"]


def test_a_message_that_was_edited_keeps_its_choice() -> None:
    """What its source calls a record says more than its words do."""
    rows = [("slack", "14:40:00", "Cleo", "the queue is ful"), ("slack", "14:41:00", "Cleo", "it is empty now")]
    named = [replace(entry, native_id=f"C1/{entry.at}") for entry in case(rows)]
    done = chosen(told(named).work, "ful", keep=False)
    edited = [replace(entry, native_id=f"C1/{entry.at}") for entry in case(rows, version="b")]
    edited[0] = replace(edited[0], what="the queue of the payment service is full")
    found = told(edited, done)
    assert [entry.what for entry in found.entries] == ["it is empty now"]
    assert not [finding for finding in found.findings if finding.code.startswith("TL11")]


def test_a_choice_moves_with_words_that_new_evidence_changed() -> None:
    """Figures that are counted in the evidence change; the choice stays with what they are about, and that is said."""

    def samples(level: int) -> list[tuple[str, str, str | None, str]]:
        clocks = [f"{hour}:{minute:02d}:00" for hour in (13, 14) for minute in range(60)]
        return [("prometheus", at, None, f"pending {level if n >= 70 else 0}") for n, at in enumerate(clocks)]

    work = told(case(samples(150))).work
    done = chosen(work, "rose", text={"what": "The pool is exhausted"})
    found = told(case(samples(170), version="b"), done)
    assert "The pool is exhausted" in [entry.what for entry in found.entries]
    assert [finding.code for finding in found.findings if finding.code.startswith("TL11")] == ["TL114"]
    (moved,) = [choice for choice in found.work.choices if choice.edits]
    assert "170" in moved.proposals["what"]


def test_two_choices_that_meet_are_both_kept() -> None:
    """Where new evidence makes one event of two, one choice holds, the other waits in the file, and it is said."""
    rows = [("slack", "14:36:10", "Ben", "the shop is down"), ("teams", "14:36:40", "Ben", "the shop is closed")]
    work = told(case(rows)).work
    both = chosen(chosen(work, "is down", text={"what": "A"}), "is closed", text={"what": "B"})
    same = [("slack", "14:36:10", "Ben", "the shop is down"), ("teams", "14:36:10", "Ben", "the shop is down")]
    merged = [replace(entry, sources=(replace(entry.sources[0]),)) for entry in case(same)]
    found = told(merged, both)
    assert "TL116" in {finding.code for finding in found.findings}
    assert decisions(both) <= decisions(again(found.work))


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=60), because=st.text(max_size=30), remark=WORDS)
def test_any_words_come_back(words: str, because: str, remark: str) -> None:
    """Whatever evidence and people say stands in the file as valid TOML and reads back the same."""
    entries = [replace(case()[0], what=f"x {words}")]
    work = told(entries).work
    (choice,) = work.choices
    done = replace(choice, because=" ".join(because.replace("```", " ").split()) or None, remarks=(f"# {remark}",))
    back = again(Work(choices=(done,), remarks=("# ours",)))
    assert back.remarks == ("# ours",)
    (read,) = back.choices
    assert (read.text, dict(read.edits)) == (choice.text, {})
    assert read.remarks == (f"# {remark}".rstrip(),)


def test_comments_of_people_stay() -> None:
    """A comment above, within, or behind a line of an event stays with it; those of the program are written anew."""
    text = write_work(told(case()).work)
    head, sign, rest = text.partition("[[event]]\n")
    text = f"{head}# first\n{sign}# within\n{rest.replace('phase = ', '# below' + chr(10) + 'phase = ', 1)}"
    text = text.replace('who = "', 'keep = true # for "Ana"\nwho = "', 1) + "\n# last\n"
    work = read_work(text, "case.toml")
    assert work.choices[0].remarks == ("# first", "# within", "# below", '# for "Ana"')
    assert work.choices[-1].remarks == ("# last",)
    assert write_work(work).count("# first") == 1


GOOD = f"""\
afterword_timeline = 1

[[event]]
id = "a"
at = "2024-02-15T14:00:00Z"
phase = ""
who = ""
what = "x"
made = "{" ".join(digest(text) for text in ("2024-02-15T14:00:00Z", "", "", "x"))}"
"""
MADE = GOOD.rpartition("made = ")[2].strip().strip('"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("afterword_timeline = 2\n", "no working file"),
        ("afterword_timeline = true\n", "no working file"),
        ("afterword_timeline = 1\nevents = []\n", "'events' is nothing that a working file holds"),
        ("afterword_timeline = 1\nevent = 3\n", "its events are tables"),
        ("afterword_timeline = 1\n[[event]\n", "is not valid TOML"),
        (GOOD + "<<<<<<< HEAD\nkeep = true\n=======\n", "line 10: holds an unresolved merge"),
        (GOOD + 'hiden = "x"\n', "line 3: an event has no 'hiden'"),
        (GOOD + 'keep = "no"\n', "line 3: keep is true or false"),
        (GOOD + "because = 3\n", "line 3: because is text"),
        (GOOD + "evidence = [3]\n", "line 3: evidence is a list of texts"),
        (GOOD.replace("2024-02-15T14:00:00Z", "yesterday"), "line 3: at 'yesterday' is no time"),
        (GOOD.replace('phase = ""', 'phase = "began again"'), "line 3: phase 'began again' is none of"),
        (GOOD.replace(MADE, "000000"), "line 3: made is not as it was written"),
        (GOOD + 'into = "b"\n', "line 3: into 'b': no event has this id"),
        (GOOD + 'into = "a"\n', "line 3: into 'a' leads back to itself"),
        (GOOD + "keep = true\n" + GOOD.partition("\n\n")[2] + "keep = false\n", "with two different choices"),
        ('afterword_timeline = 1\n[[event]]\nwhat = "x"\n', "line 2: an event by hand needs at and what"),
        (
            'afterword_timeline = 1\n[[event]]\nat = "2024-02-15"\nwhat = "x"\nevidence = ["a photo"]\n',
            "'a photo' is no place of the evidence",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, words: str) -> None:
    """A file that cannot be followed is refused before anything is written, with what to mend."""
    with pytest.raises(InputError, match=r"case\.toml") as caught:
        read_work(text, "case.toml")
    assert words in str(caught.value)


def test_a_file_merged_by_git_is_read() -> None:
    """An event that both sides brought stands twice; it has the choices of both."""
    other = GOOD.partition("\n\n")[2]
    twice = f"{GOOD}because = 'b'\n\n{other.replace('x', 'y')}keep = true\n"
    (choice,) = read_work(twice.replace("\n", "\r\n"), "case.toml").choices
    assert (choice.keep, choice.because, choice.text["what"]) == (True, "b", "y")
    assert is_work(twice)
    assert not is_work("[[event]]\n")
