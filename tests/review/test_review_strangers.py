"""Rules of other packages may fail in any way; comments that silence nothing are said."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from afterword.houses.reading.getting import get
from afterword.model import plugins
from afterword.model.span import Span
from afterword.review import registry, strangers
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.diagnostic import Hit
from afterword.review.registry import registered_rules
from afterword.review.rule import Registered
from afterword.review.settings import Settings
from afterword.text.source import Edit, splice

TEXT = "# Checkout\n\nThe on-call should have escalated.\n"
GOOD = Hit(span=Span(2, 10), message="a title")


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No test remembers which rule was stopped."""
    strangers._stopped.clear()
    yield
    strangers._stopped.clear()


def case_of(text: str = TEXT) -> Case:
    """A document under review."""
    reading = get(text)
    return Case(reading=reading, record=reading.record, today=date(2026, 3, 20))


def stranger(check: Callable[[Case], Any], code: str = "XYZ101") -> Registered:
    """A rule of another package."""
    rule: Any = SimpleNamespace(check=check)
    return Registered(code=code, name="strange", severity="warning", sources=(), page="", rule=rule, ours=False)


def raises(_: Case) -> Iterator[Hit]:
    """Finds something, then fails."""
    yield GOOD
    raise KeyError("x")


def loops(_: Case) -> Iterator[Hit]:
    """Never ends."""
    yield GOOD
    while True:
        pass


def swallows(_: Case) -> Iterator[Hit]:
    """Never ends, and does not want to."""
    yield GOOD
    while True:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001, S112  what strangers do
            continue


def never_ends(_: Case) -> Iterator[Hit]:
    """Finds the same for ever."""
    while True:
        yield GOOD


def quits(_: Case) -> Iterator[Hit]:
    """Wants to end the program."""
    yield GOOD
    raise SystemExit(3)


def recurses(case: Case) -> Iterator[Hit]:
    """Calls itself."""
    yield GOOD
    yield from recurses(case)


@pytest.mark.parametrize("bad", [raises, loops, swallows, never_ends, quits, recurses], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("threaded", [False, True])
def test_a_rule_that_fails_is_reported_and_the_others_run(
    bad: Callable[[Case], Iterator[Hit]], threaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it found before it failed counts; the rest of the findings is as without it."""
    monkeypatch.setattr(strangers.hear, "__defaults__", (0.3,))
    found: list[Any] = []

    def run() -> None:
        found.extend(check(case_of(), [stranger(bad), *registered_rules()], Settings()))

    if threaded:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
    else:
        run()
    assert [d for d in found if d.code == "REV101"]
    assert [d for d in found if d.code == "XYZ101"]
    assert [d for d in found if d.code == "LNG301"]


def test_a_rule_that_took_too_long_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand documents do not wait a thousand times."""
    monkeypatch.setattr(strangers.hear, "__defaults__", (0.2,))
    check(case_of(), [stranger(loops)], Settings())
    begin = time.monotonic()
    (told,) = check(case_of(), [stranger(loops)], Settings())
    assert "not run again" in told.message
    assert time.monotonic() - begin < 0.15


ODD = [
    Hit(span=Span(5, 900), message="too far"),
    Hit(span=Span(-3, 2), message="before"),
    Hit(span=Span(9, 2), message="turned round"),
    Hit(span=None, message="nowhere"),  # type: ignore[arg-type]
    Hit(span=(1.5, 2.5), message="between"),  # type: ignore[arg-type]
    Hit(span=Span(1, 2), message=""),
    Hit(span=Span(1, 2), message=None),  # type: ignore[arg-type]
    Hit(span=Span(1, 2), message="x", severity="fatal"),  # type: ignore[arg-type]
    "a text",
    None,
]


@pytest.mark.parametrize("odd", ODD, ids=[repr(each)[:60] for each in ODD])
def test_nonsense_is_left_out_and_the_rest_is_kept(odd: Any) -> None:
    """The sound findings of the same rule stand."""
    found = check(case_of(), [stranger(lambda _: iter([GOOD, odd, GOOD]))], Settings())
    assert sorted(d.code for d in found) == ["REV101", "XYZ101"]
    assert "left out" in next(d.message for d in found if d.code == "REV101")


@pytest.mark.parametrize("answer", [None, 3, [GOOD]])
def test_a_rule_need_not_be_a_generator(answer: Any) -> None:
    """A list will do; what is none is a fault."""
    found = check(case_of(), [stranger(lambda _: answer)], Settings())
    assert [d.code for d in found] == (["XYZ101"] if isinstance(answer, list) else ["REV101"])


def test_a_rule_does_not_write_into_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """What it prints goes to standard error."""

    def talks(_: Case) -> Iterator[Hit]:
        print("hello")  # noqa: T201  what strangers do
        yield GOOD

    check(case_of(), [stranger(talks)], Settings())
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "hello\n")


def ignoring(text: str) -> tuple[list[str], str]:
    """The codes that are found, and the document after the fixes of what silences nothing."""
    found = check(case_of(text), registered_rules(), Settings())
    edits = [edit for d in found if d.code == "REV104" for edit in d.fix]
    return [d.code for d in found if d.code[:3] in {"LNG", "REV"}], splice(text, edits)


@pytest.mark.parametrize(
    ("text", "codes", "after"),
    [
        ("<!-- afterword: ignore LNG301 agreed -->\nThe on-call should have escalated.\n", [], None),
        ("The on-call should have escalated. <!-- afterword: ignore LNG301 agreed -->\n", [], None),
        ("<!-- afterword: ignore LNG301 agreed -->\nAll well.\n", ["REV104"], "All well.\n"),
        ("All well. <!-- afterword: ignore LNG301 agreed -->\n", ["REV104"], "All well.\n"),
        ("All <!-- afterword: ignore LNG301 x y --> well.\n", ["REV104"], "All  well.\n"),
        (
            "The on-call should have escalated. <!-- afterword: ignore LNG301, LNG401 agreed -->\n",
            ["REV104"],
            "The on-call should have escalated. <!-- afterword: ignore LNG301 agreed -->\n",
        ),
        ("All well. <!-- afterword: ignore ABC999 agreed -->\n", ["REV104"], "All well.\n"),
        ("All well. <!-- afterword: ignore LNG301 -->\n", ["REV102"], None),
        ("```\n<!-- afterword: ignore LNG301 agreed -->\n```\n", [], None),
    ],
)
def test_a_comment_that_silences_nothing_is_said(text: str, codes: list[str], after: str | None) -> None:
    """Its fix takes away the comment, or the code that is idle, and nothing else."""
    head = "# Checkout\n\n"
    assert ignoring(head + text) == (codes, head + (after or text))


def test_a_fix_that_makes_no_sense_is_dropped() -> None:
    """The finding stays."""
    hit = Hit(span=Span(2, 4), message="x", fix=(Edit(Span(0, 9000), ""),))
    (found,) = check(case_of(), [stranger(lambda _: iter([hit]))], Settings())
    assert (found.code, found.fix) == ("XYZ101", ())


class Point:
    """An entry point as the standard library gives it."""

    def __init__(self, name: str, module: Any) -> None:
        """A name, and what loading gives."""
        self.name = name
        self.module = module

    def load(self) -> Any:
        """The module; fails where it is an exception."""
        if isinstance(self.module, BaseException):
            raise self.module
        return self.module


def module(code: str, severity: str = "info") -> Any:
    """A rule as a package offers it."""
    return SimpleNamespace(CODE=code, SEVERITY=severity, SOURCES=("us",), check=raises, __doc__="Something is odd.")


def test_what_is_no_rule_is_said_and_the_others_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken import, a severity or a code that is none, and a code that another rule has."""
    points = [
        Point("good", module("XYZ101")),
        Point("again", module("XYZ101")),
        Point("ours", module("LNG301")),
        Point("odd", module("nonsense")),
        Point("grave", module("XYZ102", "fatal")),
        Point("gone", ImportError("no such package")),
        Point("empty", None),
        Point("quits", SystemExit(3)),
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda **_: points)
    for cached in (registry.registered_rules, registry._offered):
        cached.cache_clear()
    try:
        assert [rule.name for rule in registry.registered_rules() if not rule.ours] == ["good"]
        assert len(registry.broken_rules()) == 7
    finally:
        monkeypatch.undo()
        for cached in (registry.registered_rules, registry._offered):
            cached.cache_clear()


def test_a_profiler_works_after_a_rule_was_stopped_in_a_thread() -> None:
    """Nothing of the end that was sent stays behind: a program under a profiler goes on (it hung once)."""
    program = (
        "import sys, threading\n"
        "from afterword.review import strangers\n"
        "def run():\n"
        "    try:\n"
        "        with strangers._limited(0.05):\n"
        "            while True: pass\n"
        "    except strangers._TooLongError: pass\n"
        "thread = threading.Thread(target=run); thread.start(); thread.join()\n"
        "def later(text):\n"
        "    return (lambda: text)()\n"
        "sys.setprofile(lambda *_: None)\n"
        "print(later('done'))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert ended.stdout == "done\n"
