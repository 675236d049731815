"""Seconds from Markdown to PDF, in a new process and in a warm one, for a made-up document of twelve pages.

Run it with ``python benchmarks/pdf_seconds.py``; it prints one JSON object. Seconds are those of the clock and those
that the processors worked, which say more on a busy machine. ``program`` is ``afterword export`` as a person calls it,
for the team, and for auditors, which derives a version and proves the finished file as well.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

MOMENT = datetime(2024, 2, 16, 9, 0, tzinfo=UTC)
"""The creation time that every PDF states, so that the bytes are the same each time."""
_SYSTEMS = ("alertmanager", "checkout-api", "haproxy", "postgres-primary", "deploy-bot", "payments-worker")
_WHATS = (
    "Error rate of `checkout-api` over 5 % for two minutes; the page went to the first responder",
    "Connection pool exhausted: `FATAL: remaining connection slots are reserved` on the primary",
    "Release v2.{n}.1 reached production behind the flag `new-cart`, without a canary stage",
    "Rollback of the release was started from the deploy channel and took four minutes to reach all hosts",
    "Support reported {n} tickets that name a failed payment; the status page was updated",
)


def document() -> str:
    """A postmortem with a long timeline, citations, further tables, code, lists, and several scripts."""
    parts = [
        "---\ntitle: Checkout unavailable after a release exhausted the connection pool\ntoc: true\n---\n",
        "# Post-Mortem: Checkout unavailable after a release exhausted the connection pool\n",
        "## Metadata\n\n| Field | Value |\n|---|---|\n| Incident Date | 2024-02-15 |",
        "| Severity | P1 |\n| Authors | M. Okafor, J. Lindqvist |\n| Status | Draft |\n",
        "## Summary\n\n" + "\n\n".join(_prose(n) for n in range(4)) + "\n",
        "## Timeline\n\n| Time (UTC) | Who | What | Evidence |\n|---|---|---|---|\n" + "".join(map(_event, range(66))),
        "## Root cause\n\n### Primary cause\n\n"
        + _prose(7)
        + "\n\n### Five whys\n\n| Question | Answer |\n|---|---|\n"
        + "".join(f"| Why did step {n} of the chain happen? | {_prose(n)} |\n" for n in range(5)),
        "## Contributing factors\n\n" + "".join(f"{n + 1}. **Factor {n + 1}**: {_prose(n)}\n" for n in range(7)),
        "## What the logs said\n\n" + "".join(f"```\n{_log(n)}\n```\n\nThe lines above repeat.\n\n" for n in range(6)),
        "## Language samples\n\nΗ υπηρεσία δεν απαντούσε. Сервис оплаты не отвечал. Größe, naïve, Łódź, Ångström.\n",
        "## Action items\n\n| Id | Action | Owner | Priority | Due | Status |\n|---|---|---|---|---|---|\n"
        + "".join(
            f"| A-{n} | {_prose(n)[:90]} | Team {n % 4} | High | 2024-03-{n + 1:02d} | Pending |\n"
            for n in range(1, 16)
        ),
        "## Lessons\n\n"
        + "\n\n".join(f"### Lesson {n}\n\n{_prose(n)}\n\n- [ ] write it down\n- [x] tell the team" for n in range(1, 9))
        + "\n",
        "".join(_definition(n) for n in range(66)),
    ]
    return "\n".join(parts)


def _prose(number: int) -> str:
    return (
        f"At step {number} the service kept accepting requests that it could no longer serve, because each worker held "
        "its database connection while it waited for the payment provider. The alert fired after the buffer was full; "
        "the responders compared the release with the previous one and found the change of the pool size (from 40 to "
        f"{number + 4})."
    )


def _event(number: int) -> str:
    what = _WHATS[number % len(_WHATS)].format(n=number)
    minute = 14 * 60 + 2 + number * 2
    return (
        f"| 2024-02-15 {minute // 60:02d}:{minute % 60:02d} | {_SYSTEMS[number % len(_SYSTEMS)]} | {what} | "
        f"[^e{number}] |\n"
    )


def _log(number: int) -> str:
    line = '2024-02-15T14:{m:02d}:07Z ERROR checkout pool="primary" waiting={w} active=40 msg="timed out after 5000 ms"'
    return "\n".join(line.format(m=(number * 7 + row) % 60, w=row * 3) for row in range(9))


def _definition(number: int) -> str:
    digest = f"{number * 7919:064x}"[-64:].replace("0000", "9f2c")
    return (
        f"[^e{number}]: `app.log` lines {number * 12}-{number * 12 + 3}, bytes {number * 900}-{number * 900 + 871}, "
        f"sha256 {digest}\n"
    )


def _convert(source: Path) -> bytes:
    from afterword.model.record import Record  # timed: a new process pays for these imports
    from afterword.publish import pdf
    from afterword.publish.document import assemble

    text = source.read_text(encoding="utf-8")
    return pdf.write(assemble(text, Record()).document, text, created=MOMENT).data


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--once", metavar="FILE", help="convert FILE once and leave (what the cold runs do)")
    options = parser.parse_args()
    if options.once:
        _convert(Path(options.once))
        return
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "document.md"
        source.write_text(document(), encoding="utf-8")
        cold = [_timed([sys.executable, __file__, "--once", str(source)]) for _ in range(options.runs)]
        program = {name: _exported(source, name, options.runs) for name in ("internal", "auditor")}
        _convert(source)
        warm = []
        for run in range(options.runs):
            # another text each time, because Typst remembers what it has set before
            source.write_text(document().replace("Checkout", f"Checkout {run}"), encoding="utf-8")
            start, worked = time.perf_counter(), time.process_time()
            made = _convert(source)
            warm.append((time.perf_counter() - start, time.process_time() - worked))
    print(
        json.dumps(
            {
                "pages": _pages(made),
                "bytes": len(made),
                "cold": _median(cold),
                "warm": _median(warm),
                "program": program,
                "runs": options.runs,
            }
        )
    )


def _exported(source: Path, audience: str, runs: int) -> dict[str, float]:
    """What the program takes for a version; the document is of a house, as only such may be seen by others."""
    housed = source.with_name("housed.md")
    housed.write_text(source.read_text(encoding="utf-8").replace("---\n", "---\nhouse: seal\n", 1), encoding="utf-8")
    program = Path(sys.executable).with_name("afterword")
    words = ["--to", "pdf", "--audience", audience, "-o", str(source.with_suffix(".pdf")), "--force"]
    return _median([_timed([str(program), "export", str(housed), *words]) for _ in range(runs)])


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of the clock, and of the processors, that a command takes."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, spent


def _median(taken: Sequence[tuple[float, float]]) -> dict[str, float]:
    clocks, processors = zip(*taken, strict=True)
    return {"clock": round(statistics.median(clocks), 3), "processors": round(statistics.median(processors), 3)}


def _pages(made: bytes) -> int | None:
    """Number of pages; None where pikepdf, which only the tests need, is not installed."""
    try:
        import io

        import pikepdf
    except ImportError:
        return None
    with pikepdf.open(io.BytesIO(made)) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    main()
