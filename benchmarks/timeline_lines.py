"""Lines a second of recognising and reading logs, beside what counting their lines takes in the same run.

Seconds are the processor's, so that what else the machine does at the time changes little.

Run: ``.venv/bin/python benchmarks/timeline_lines.py [LINES]``. It makes the logs itself, in a temporary folder.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from afterword.evidence.collection import read
from afterword.evidence.options import Options

LINES = 200_000
START = datetime(2024, 2, 15, tzinfo=UTC)
PATHS = ("/", "/checkout", "/cart/items?page=3", "/api/v1/orders/1842", "/static/app.9f2c.js", "/healthz")
SPAN = timedelta(hours=2)
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36"
MESSAGES = (
    "upstream timed out while reading response header from 10.0.3.17",
    "connection pool exhausted: 50 of 50 in use, 12 waiting",
    "Accepted publickey for deploy from 203.0.113.9 port 51324 ssh2",
    "order 1842 confirmed in 37 ms",
)


def main() -> None:
    """Make the logs, time the baseline and the reading, and print both."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'log':12} {'lines':>9} {'MB':>7} {'count lines':>14} {'read':>14} {'ratio':>7}")
        for name, write in MAKERS.items():
            path = Path(folder, name)
            path.write_text("".join(write(lines)), encoding="utf-8")
            _report(name, path, lines)


def _report(name: str, path: Path, lines: int) -> None:
    counting, found = _timed(lambda: _count_lines(path))
    reading, records = _timed(lambda: _count_records(path))
    if found != lines or records != lines:
        raise SystemExit(f"{name}: {found} lines and {records} records of {lines}")
    size = path.stat().st_size / 1e6
    shown = f"{name:12} {lines:>9,} {size:>7.1f} {lines / counting:>12,.0f}/s {lines / reading:>12,.0f}/s"
    print(f"{shown} {reading / counting:>6.0f}x")


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _count_records(path: Path) -> int:
    return sum(1 for _ in read([path], options=Options()).entries())


def _moments(count: int) -> Iterator[tuple[datetime, random.Random]]:
    dice = random.Random(20240215)
    for number in range(count):
        yield START + SPAN * number / count, dice


def access(count: int) -> Iterator[str]:
    """Combined access log, -0500."""
    for at, dice in _moments(count):
        local = at - timedelta(hours=5)
        yield (
            f"203.0.113.{dice.randrange(256)} - - [{local:%d/%b/%Y:%H:%M:%S} -0500] "
            f'"GET {dice.choice(PATHS)} HTTP/1.1" {dice.choice((200, 200, 304, 502))} {dice.randrange(9000)}'
            f' "-" "{AGENT}"\n'
        )


def syslog(count: int) -> Iterator[str]:
    """RFC 3164, without a year."""
    for at, dice in _moments(count):
        program = dice.choice(("sshd", "nginx", "cron"))
        host, pid = dice.randrange(4), dice.randrange(9999)
        yield f"{at:%b %d %H:%M:%S} web-{host} {program}[{pid}]: {dice.choice(MESSAGES)}\n"


def application(count: int) -> Iterator[str]:
    """log4j with comma and milliseconds, without a zone."""
    for at, dice in _moments(count):
        stamp = f"{at:%Y-%m-%d %H:%M:%S},{at.microsecond // 1000:03d}"
        yield f"{stamp} {dice.choice(('INFO', 'WARN', 'ERROR'))} [worker-{dice.randrange(8)}] {dice.choice(MESSAGES)}\n"


def events(count: int) -> Iterator[str]:
    """JSON lines with microseconds."""
    for at, dice in _moments(count):
        stamp = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}Z"
        yield f'{{"timestamp":"{stamp}","level":"info","service":"shop","message":"{dice.choice(MESSAGES)}"}}\n'


MAKERS = {"access.log": access, "syslog": syslog, "app.log": application, "events.jsonl": events}


if __name__ == "__main__":
    main()
