"""The access log of one edge node: nginx, combined format, local time with offset, a few lines late."""

import random
from dataclasses import dataclass
from datetime import timedelta, timezone
from itertools import pairwise

from checkout_outage.draw import chance
from checkout_outage.load import END, ORDER_SHARE, START, order_failures, page_failures, traffic
from checkout_outage.story import at

LINES = 50_000
"""Lines of the log."""

LATE_SHARE = 0.015
"""Share of the lines that stand later than their time, as workers with buffered logs write them."""

OFFSET = timezone(timedelta(hours=-5))
"""The edge node's local offset."""

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3"
_AGENTS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/133.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) {_APPLE} Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_KIT} Chrome/133.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_APPLE} Safari/605.1.15",
    "ExampleShop/7.2.1 (Android 15; SDK 35)",
)
_SHOP = "https://shop.example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request."""

    second: int
    """When it ended, in seconds since midnight UTC."""
    line: str
    """The line of the log."""
    order: bool
    """Whether it placed an order."""
    status: int
    """Status of the answer."""


def _client(rng: random.Random) -> str:
    if rng.random() < 0.7:
        net = rng.choice(("192.0.2", "198.51.100", "203.0.113"))
        return f"{net}.{rng.randrange(20, 250)}"
    return f"2001:db8:{rng.randrange(1, 40):x}::{rng.randrange(1, 4000):x}"


def _failure(rng: random.Random) -> int:
    draw = rng.random()
    return 503 if draw < 0.84 else 504 if draw < 0.91 else 499


def _request(rng: random.Random, second: int) -> tuple[str, int, int, str]:
    """Method and path, status, bytes, and referrer of a request at this second."""
    draw = rng.random()
    if draw < ORDER_SHARE:
        failed = rng.random() < order_failures(second)
        status = _failure(rng) if failed else 201
        size = 0 if status == 499 else 187 if failed else rng.randrange(820, 990)
        return "POST /api/checkout/orders", status, size, f"{_SHOP}/checkout"
    if draw < ORDER_SHARE + 0.17:
        failed = rng.random() < page_failures(second)
        status = _failure(rng) if failed else 200
        size = 0 if status == 499 else 187 if failed else rng.randrange(1400, 3900)
        path = rng.choice(("session", "cart", "shipping-options"))
        return f"GET /api/checkout/{path}", status, size, f"{_SHOP}/cart"
    if draw < 0.72:
        sku = rng.randrange(1000, 1240)
        referrer = f"{_SHOP}/c/spring-26" if second > 50_400 and rng.random() < 0.6 else f"{_SHOP}/"
        status = 404 if rng.random() < 0.004 else 200
        return f"GET /p/{sku}", status, rng.randrange(21_000, 34_000), referrer
    if draw < 0.90:
        name = rng.choice(("app.4180.js", "app.4180.css", "fonts/inter.woff2", "img/logo.svg"))
        status = 304 if rng.random() < 0.55 else 200
        return f"GET /static/{name}", status, 0 if status == 304 else rng.randrange(3_000, 90_000), f"{_SHOP}/"
    if draw < 0.985:
        return "GET /", 200, rng.randrange(30_000, 42_000), "-"
    return "GET /healthz", 200, 2, "-"


def _hit(rng: random.Random, second: int) -> Hit:
    request, status, size, referrer = _request(rng, second)
    health = request == "GET /healthz"
    client = "192.0.2.10" if health else _client(rng)
    agent = "kube-probe/1.31" if health else rng.choice(_AGENTS)
    local = (at("00:00:00") + timedelta(seconds=second)).astimezone(OFFSET)
    stamp = local.strftime("%d/%b/%Y:%H:%M:%S %z")
    line = f'{client} - - [{stamp}] "{request} HTTP/2.0" {status} {size} "{referrer}" "{agent}"'
    return Hit(second=second, line=line, order=request.startswith("POST"), status=status)


def _late(rng: random.Random, hits: list[Hit]) -> list[Hit]:
    """The same hits, a few of them written some lines later than their time says."""
    keyed = [
        (index + (rng.randrange(15, 60) + 0.5 if rng.random() < LATE_SHARE else 0.0), index)
        for index in range(len(hits))
    ]
    return [hits[index] for _, index in sorted(keyed)]


def hits() -> list[Hit]:
    """Every request, in the order of the log."""
    rng = chance("access")
    seconds = range(START, END)
    drawn = sorted(rng.choices(seconds, weights=[traffic(second) for second in seconds], k=LINES))
    return _late(rng, [_hit(rng, second) for second in drawn])


def access_log(found: list[Hit]) -> bytes:
    """The log as the node wrote it."""
    return "".join(hit.line + "\n" for hit in found).encode()


def backward_steps(found: list[Hit]) -> int:
    """How often a line is earlier than the line before it."""
    return sum(1 for one, two in pairwise(found) if two.second < one.second)
