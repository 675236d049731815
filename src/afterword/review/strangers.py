"""Rules of other packages: run so that one that raises, loops, or talks nonsense stops neither the others nor us."""

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import SEVERITIES, Hit
from afterword.review.rule import Registered
from afterword.text.source import Edit

MOST_HITS = 500
"""More findings in one document are those of a rule that does not end."""
PATIENCE = 5.0
"""Seconds that a rule may take over one document."""
_AGAIN = 0.05
"""Seconds after which a rule that swallows its end is ended again."""
_stopped: set[str] = set()


class _TooLongError(BaseException):
    """Ends a rule that takes too long; no Exception, so that a rule that catches those does not catch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a rule of another package said about a document."""

    hits: tuple[Hit, ...]
    """Its findings that make sense."""
    fault: str | None
    """What was wrong with it, in words; None for nothing."""


def hear(rule: Registered, case: Case, patience: float = PATIENCE) -> Heard:
    """Runs a rule over a document.

    shape: what it yields before it fails counts; a rule that took too long once is not run again.
    """
    if rule.code in _stopped:
        return Heard(hits=(), fault=f"took longer than {patience:g} s over a document before, and was not run again")
    hits: list[Hit] = []
    odd: list[str] = []
    fault = None
    try:
        # its words must not stand in a report
        with contextlib.redirect_stdout(sys.stderr), _limited(patience):
            for hit in islice(rule.rule.check(case), MOST_HITS + 1):
                sound, why = _sound(hit, case)
                (hits if sound else odd).append(sound or why)  # type: ignore[arg-type]
    except _TooLongError:
        _stopped.add(rule.code)
        fault = f"took longer than {patience:g} s and was stopped"
    except (Exception, SystemExit) as error:  # noqa: BLE001  a stranger's rule may fail in any way
        fault = f"failed: {type(error).__name__}: {error}"
    if len(hits) + len(odd) > MOST_HITS:
        fault = f"yields more than {MOST_HITS} findings; the rest is left out"
    elif odd and fault is None:
        count = "one of its findings is" if len(odd) == 1 else f"{len(odd)} of its findings are"
        fault = f"{count} left out: {odd[0]}"
    return Heard(hits=tuple(hits[:MOST_HITS]), fault=" ".join(fault.split()) if fault else None)


def _sound(hit: object, case: Case) -> tuple[Hit | None, str]:
    """A finding as we take it; else None, and what is wrong with it."""
    if not isinstance(hit, Hit):
        return None, f"{type(hit).__name__} is no finding"
    span = _span(hit.span, len(case.text))
    if span is None:
        return None, f"the span {hit.span!r:.40} does not lie within the text"
    said: object = hit.message
    if not isinstance(said, str) or not said.strip():
        return None, "it has no message"
    if hit.severity is not None and hit.severity not in SEVERITIES:
        return None, f"{hit.severity!r:.40} is no severity"
    suggestion = hit.suggestion if isinstance(hit.suggestion, str) else None
    message = " ".join(said.split())
    return replace(hit, span=span, message=message, suggestion=suggestion, fix=_edits(hit.fix, len(case.text))), ""


def _span(span: object, length: int) -> Span | None:
    if not isinstance(span, tuple) or len(span) != 2 or any(type(end) is not int for end in span):
        return None
    start, end = span
    return Span(start, end) if 0 <= start <= end <= length else None


def _edits(fix: object, length: int) -> tuple[Edit, ...]:
    """The edits of a fix; none of them where one is nonsense."""
    edits = fix if isinstance(fix, Sequence) else ()
    texts: list[object] = [e.text for e in edits if isinstance(e, Edit)]
    sound = len(texts) == len(edits) and all(isinstance(text, str) for text in texts)
    sound = sound and all(_span(e.span, length) is not None for e in edits)
    return tuple(edits) if sound else ()


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises ``_TooLongError`` in what runs within, again and again until it ends.

    In the main thread a signal does, which also ends a search of a regular expression or a sleep; elsewhere only
    Python's own steps are interrupted.
    """
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        yield from _by_signal(seconds)
    else:
        yield from _by_thread(seconds)


def _by_signal(seconds: float) -> Iterator[None]:
    def ring(_number: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        _silence(before)


def _silence(before: object) -> None:
    """Takes the signal away, however often it rings meanwhile."""
    for _ in range(100):
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)  # type: ignore[arg-type]
        except _TooLongError:
            continue
        return


def _by_thread(seconds: float) -> Iterator[None]:
    done, rang = threading.Event(), False
    target = ctypes.c_ulong(threading.get_ident())

    def watch() -> None:
        wait = seconds
        nonlocal rang
        while not done.wait(wait):
            rang = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(_TooLongError))
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if rang:
            _take_last(target)


def _take_last(target: ctypes.c_ulong) -> None:
    """Lets an end that was sent in the last moment arrive here, where it does no harm.

    Taking it back would leave the interpreter looking for it forever; under a profiler Python 3.11 then hangs.
    """
    with contextlib.suppress(_TooLongError):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(_TooLongError))
        while True:
            time.sleep(0)
