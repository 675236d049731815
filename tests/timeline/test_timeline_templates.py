"""Templates: messages of one form share a number, and those that say something else do not."""

import random

import grouping_accuracy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.timeline import templates as limits
from afterword.timeline.forms import mask
from afterword.timeline.templates import OTHER, Templates

FORMS = (
    "Connection to {ip} refused after {n} ms",
    "user {name} logged in from {ip}",
    "GET /api/v1/items/{n} took {n}ms",
    "worker {n} started",
    "worker {n} stopped",
    "payment {hex} failed: gateway timeout",
    "Cache miss for key {hex}",
    "Retrying job {n} (attempt {n})",
    "disk usage at {n}%",
    "session {uuid} closed by {name}",
    'query "{name}" returned {n} rows',
    "Could not resolve host {name}.internal",
    "GC pause {n}.{n} ms, heap {n} of {n} MB",
    "certificate of {name} expires in {n} days",
    "upstream {ip}:{n} answered 502",
    "checkpoint complete: wrote {n} buffers",
)


def filled(form: str, chance: random.Random) -> str:
    """The form with values."""
    values = {
        "{ip}": lambda: ".".join(str(chance.randrange(256)) for _ in range(4)),
        "{n}": lambda: str(chance.randrange(10 ** chance.randrange(1, 7))),
        "{name}": lambda: "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randrange(3, 9))),
        "{hex}": lambda: f"{chance.getrandbits(64):016x}",
        "{uuid}": lambda: (
            f"{chance.getrandbits(32):08x}-{chance.getrandbits(16):04x}-4abc-8def-{chance.getrandbits(48):012x}"
        ),
    }
    for hole, value in values.items():
        while hole in form:
            form = form.replace(hole, value(), 1)
    return form


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generated_messages_are_grouped_by_their_form(seed: int) -> None:
    """Of messages with known forms at least 99 in 100 stand in a group that is exactly their form's."""
    chance = random.Random(seed)  # noqa: S311  # a fixed seed makes the same messages every time
    truth = [chance.randrange(len(FORMS)) for _ in range(6000)]
    templates = Templates()
    numbers = [templates.number(filled(FORMS[form], chance)) for form in truth]
    groups: dict[int, list[int]] = {}
    for form, number in zip(truth, numbers, strict=True):
        groups.setdefault(templates.final(number), []).append(form)
    sizes = {form: truth.count(form) for form in range(len(FORMS))}
    right = sum(len(forms) for forms in groups.values() if len(set(forms)) == 1 and len(forms) == sizes[forms[0]])
    assert right / len(truth) >= 0.99


@pytest.mark.parametrize("kind", sorted(path.stem for path in grouping_accuracy.FOLDER.glob("*.txt")))
def test_made_up_logs_are_grouped_as_their_templates_say(kind: str) -> None:
    """Of each kind of log nine in ten messages stand in a group that is exactly their template's, on average."""
    logs = [grouping_accuracy.made(kind, 3000, seed) for seed in range(3)]
    shares = [grouping_accuracy.accuracy(truth, grouping_accuracy.grouped(texts)) for texts, truth in logs]
    assert sum(shares) / len(shares) >= 0.87


def test_accuracy_counts_messages_of_whole_groups_only() -> None:
    """A group that lacks one message, or has one too many, is worth nothing."""
    assert grouping_accuracy.accuracy(["a", "a", "b", "b"], [1, 1, 2, 2]) == 1.0
    assert grouping_accuracy.accuracy(["a", "a", "b", "b"], [1, 1, 2, 3]) == 0.5
    assert grouping_accuracy.accuracy(["a", "a", "b", "b"], [1, 1, 1, 2]) == 0.0


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (["upload of /a/b.png failed", "upload of /c.png failed"], 1),
        (["upload of /a/b.png failed", "upload of /a/b.png finished"], 2),
        (['relation "a b" is gone', 'relation "c" is gone'], 1),
        (["allowed: [a]", "allowed: [a, b]", "allowed: [c, d, e]"], 1),
        (["tasks 1, 2, 3 done", "tasks 4, 5 done", "tasks 6 done"], 1),
        (["found a-b in cache", "found c-d in cache", "found e-f in cache"], 1),
        (["job state=on", "job state=off"], 2),
        (["call refused method=peer", "call refused method=cert"], 1),
        (["session closed: host=[local]", "session closed: host=10.0.0.1 port=4711"], 1),
        (["session closed: host=[local] state=up", "session closed: host=[local]"], 2),
        (["level=info port=1", "level=info port=1 host=a"], 2),
        (["ran mk --quiet -a /x", "ran mk --quiet -a /x 70 --slave /y z", "ran mk --force b"], 2),
        (["use --force to go on", "use --quiet to be silent"], 2),
        (["SET LOCAL x TO On", "set local x to on"], 1),
        (["Code: 0f 1f 84 00 00 00 00 <41> 57", "Code: c3 48 c7 c0 fd ff ff ff c3 66"], 1),
        ([f"job of user={name}" for name in ("ann", "bob", "cid", "dan")], 1),
        (["[   12.5] link up", "[31.4] link up"], 1),
        (["user ann7 is in", "user bob is in", "user cid is in"], 1),
        (["pam(sshd:auth): refused", "pam(cron:auth): refused"], 2),
        (["begin", "commit", ";"], 3),
        (["configure a:all 1.2 <none>", "configure a:all 1.3 1.2"], 1),
    ],
)
def test_what_looks_like_a_value_varies_and_what_looks_like_a_word_does_not(texts: list[str], groups: int) -> None:
    """Paths, quoted words, lists, and names are values; a few plain words are what the message is about."""
    templates = Templates()
    numbers = [templates.number(text) for text in texts]
    assert len({templates.final(number) for number in numbers}) == groups


def test_names_vary_whatever_other_names_stand_beside_them() -> None:
    """Two places of names need not be seen with the same other name."""
    templates = Templates()
    chance = random.Random(7)  # noqa: S311  # as above
    names = [f"{chance.choice('abcdefgh') * 3}-svc" for _ in range(60)]
    numbers = [templates.number(f"moved {names[n]} over to {names[-n]} by hand") for n in range(60)]
    assert {templates.final(number) for number in numbers} == {templates.final(numbers[0])}


def test_what_is_the_same_in_all_is_told() -> None:
    """A template shows what its messages share, values too; only what differs is left out."""
    templates = Templates()
    numbers = [
        templates.number(f'relation "orders" does not exist at {at} in /srv/{name}') for at, name in enumerate("ab")
    ]
    assert templates.pattern(templates.final(numbers[0])) == 'relation "orders" does not exist at … in …'


def test_more_templates_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many, what varies is put together early, and what is still too much shares one number."""
    monkeypatch.setattr(limits, "_MOST_OPEN", 50)
    templates = Templates()
    words = ["".join(chr(97 + n // 26**at % 26) for at in range(3)) for n in range(400)]
    numbers = [templates.number(f"user {word} logged in") for word in words]
    assert {templates.final(number) for number in numbers} == {templates.final(numbers[0])}
    free = [templates.number(f"{word} {word} {word[::-1]} {word}") for word in words]
    assert free[-1] == OTHER
    assert templates.pattern(templates.final(OTHER)) == "…"
    assert templates.number(f"user {words[0]}x logged in") == numbers[0] or templates.final(numbers[0]) == numbers[0]


def test_messages_that_differ_by_what_happened_stay_apart() -> None:
    """Started and stopped are not one form, however alike the rest is."""
    templates = Templates()
    words = ("started", "stopped", "failed")
    assert len({templates.number(f"the checkout service on host a has {word} now") for word in words}) == 3


def test_many_names_in_one_place_become_one_form() -> None:
    """What differs in a hundred ways is a value, though it be a plain word."""
    templates = Templates()
    chance = random.Random(4)  # noqa: S311  # as above
    numbers = [templates.number(filled("user {name} logged in", chance)) for _ in range(100)]
    assert {templates.final(number) for number in numbers} == {templates.final(numbers[0])}
    assert templates.pattern(templates.final(numbers[0])) == "user … logged in"


@pytest.mark.parametrize(
    "acts",
    [
        (
            "s3:GetObject",
            "s3:ListBuckets",
            "iam:CreateUser",
            "sts:GetCallerIdentity",
            "ec2:RunInstances",
            "kms:Decrypt",
        ),
        ("v1.compute.instances.delete", "v1.compute.instances.insert", "storage.objects.get", "storage.objects.list"),
        (
            "Microsoft.Compute/virtualMachines/delete",
            "Microsoft.Compute/virtualMachines/write",
            "Microsoft.Sql/x/write",
        ),
    ],
)
def test_what_was_done_never_varies(acts: tuple[str, ...]) -> None:
    """Records of an audit log are parted by what was done, however many things were, and joined by to whom."""
    templates = Templates()
    numbers = {
        act: {templates.number(f"{act} from 198.51.100.{n} by user-{n}", act=True) for n in range(40)} for act in acts
    }
    finals = {act: {templates.final(number) for number in found} for act, found in numbers.items()}
    assert all(len(found) == 1 for found in finals.values())
    assert len({number for found in finals.values() for number in found}) == len(acts)
    assert {templates.pattern(next(iter(found))).split()[0] for found in finals.values()} == set(acts)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("took 12.5 ms", "took … ms"),
        ("id 0xdeadBEEF", "id …"),
        ("from 10.0.0.1:8080", "from …"),
        ("key 3fa9bc21 gone", "key … gone"),
        ("the cafe is open", "the cafe is open"),
        ("line\nTraceback", "line"),
        ("", ""),
    ],
)
def test_values_are_masked_and_words_are_not(text: str, masked: str) -> None:
    """Numbers, addresses, and digests give way; words stay; further lines do not count."""
    assert mask(text) == masked


@given(st.lists(st.text(max_size=60), max_size=40))
def test_any_text_has_a_template_that_stays_its_own(texts: list[str]) -> None:
    """Any text gets a number, and the same text the same one at the end."""
    templates = Templates()
    numbers = [templates.number(text) for text in texts]
    for text, number in zip(texts, numbers, strict=True):
        assert templates.final(templates.number(text)) == templates.final(number)
        assert isinstance(templates.pattern(templates.final(number)), str)
