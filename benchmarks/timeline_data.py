"""The logs on which merging is measured: four files of one day in four forms, the same bytes on every run.

``access.log`` (combined, five hours behind UTC), ``app.log`` (comma and milliseconds, UTC unsaid), ``events.jsonl``
(microseconds, ``Z``), and ``syslog.log`` (no year, no zone); one line in a hundred is up to two seconds late.
"""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

MEGABYTES = 200
"""How much is made where nobody says otherwise."""
YEAR = 2024
"""The year of all of it."""

_START = datetime(YEAR, 2, 15, tzinfo=UTC)
_DAY = 86_400
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36"
_PATHS = ("/", "/checkout", "/cart/items?page=3", "/api/v1/orders/{}", "/static/app.9f2c.js", "/healthz", "/login")
_SAID = (
    "order {} confirmed in {} ms",
    "retry {} of {}",
    "payment for cart {} authorised after {} ms",
    "session {} resumed, {} items",
)
_WORSE = ("upstream timed out after {} ms (request {})", "pool exhausted: {} waiting, {} ms")
_TAIL = " tenant=shop-eu region=eu-central-1"
_PROGRAMS = {
    "sshd": (
        "Failed password for root from 203.0.113.{} port {} ssh2: too many authentication failures so far",
        "Connection closed by authenticating user root 203.0.113.{} port {} [preauth], nothing was run",
    ),
    "CRON": ("(root) CMD (cd / && test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly {} {})",),
    "systemd": ("Started session {} of user u{}, kept until it is closed by who opened it or runs out.",),
    "kernel": ("e1000e 0000:00:1f.6 eth0: NIC link is up, {} Mbps, full duplex, flow control on lane {}",),
}

_Line = Callable[[datetime, random.Random], str]


def make(folder: Path, megabytes: int = MEGABYTES) -> list[Path]:
    """Write the four files into ``folder`` where they are not there in that size."""
    note = folder / "made.json"
    wanted = {"megabytes": megabytes, "version": 1}
    paths = [folder / name for name in _MAKERS]
    if not note.exists() or json.loads(note.read_text(encoding="utf-8")) != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for path, (maker, share, length) in zip(paths, _MAKERS.values(), strict=True):
            _write(path, maker, int(megabytes * 1e6 * share / length))
        note.write_text(json.dumps(wanted), encoding="utf-8")
    return paths


def _write(path: Path, maker: _Line, count: int) -> None:
    dice = random.Random(f"{YEAR} {path.name}")
    lines = _lines(maker, count, dice)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while block := "".join(islice(lines, 10_000)):
            file.write(block)


def _lines(maker: _Line, count: int, dice: random.Random) -> Iterator[str]:
    for number in range(count):
        late = dice.random() * 2 if number and dice.random() < 0.01 else 0.0
        yield maker(_at(max(_DAY * number / count - late, 0.0)), dice)


def _at(seconds: float) -> datetime:
    whole = int(seconds)
    return _second(whole).replace(microsecond=int((seconds - whole) * 1e6))


@lru_cache(maxsize=16)
def _second(whole: int) -> datetime:
    return _START + timedelta(seconds=whole)


@lru_cache(maxsize=16)
def _local(at: datetime) -> str:
    return f"{at - timedelta(hours=5):%d/%b/%Y:%H:%M:%S} -0500"


def _bad(at: datetime) -> bool:
    return at.hour == 14 and 2 <= at.minute < 41


def _access(at: datetime, dice: random.Random) -> str:
    path = dice.choice(_PATHS).format(int(dice.random() * 9999))
    status = dice.choice((200, 502, 503)) if _bad(at) else 404 if dice.random() < 0.01 else 200
    return (
        f"203.0.113.{int(dice.random() * 256)} - - [{_local(at.replace(microsecond=0))}] "
        f'"GET {path} HTTP/1.1" {status} {int(dice.random() * 9000)} "https://shop.example" "{_AGENT}"\n'
    )


def _application(at: datetime, dice: random.Random) -> str:
    bad = _bad(at) and dice.random() < 0.5
    said = dice.choice(_WORSE if bad else _SAID).format(int(dice.random() * 99999), int(dice.random() * 900))
    stamp = f"{at:%Y-%m-%d %H:%M:%S},{at.microsecond // 1000:03}"
    level = "ERROR" if bad else "INFO "
    thread = f"http-nio-8080-exec-{int(dice.random() * 40)}"
    return f"{stamp} {level} [{thread}] com.example.shop.orders.OrderService - {said}{_TAIL}\n"


def _event(at: datetime, dice: random.Random) -> str:
    bad = _bad(at) and dice.random() < 0.5
    level, said = ("error", "deadline exceeded") if bad else ("info", "request served")
    return (
        f'{{"timestamp":"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06}Z","level":"{level}","service":"checkout","message":'
        f'"{said}","trace_id":"{dice.getrandbits(128):032x}","span_id":"{dice.getrandbits(64):016x}","duration_ms":'
        f'{int(dice.random() * 900)},"host":"web-{int(dice.random() * 8)}","region":"eu-central-1","build":'
        f'"2024.02.14-3f9c2a1","path":"/api/v1/orders","user_agent":"okhttp/4.12.0","attempt":1,"queue":"orders-in"}}\n'
    )


def _syslog(at: datetime, dice: random.Random) -> str:
    program = dice.choice(tuple(_PROGRAMS))
    said = dice.choice(_PROGRAMS[program]).format(int(dice.random() * 255), int(dice.random() * 9999))
    return f"{at:%b %d %H:%M:%S} web-{int(dice.random() * 4)} {program}[{int(dice.random() * 32768)}]: {said}\n"


_MAKERS: dict[str, tuple[_Line, float, int]] = {
    "access.log": (_access, 0.25, 210),
    "app.log": (_application, 0.25, 160),
    "events.jsonl": (_event, 0.25, 353),
    "syslog.log": (_syslog, 0.25, 129),
}
