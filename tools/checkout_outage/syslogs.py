"""The system logs of two hosts: the database (RFC 3164, no year) and the payment proxy (RFC 5424, 47 s behind)."""

from datetime import datetime, timedelta

from checkout_outage.draw import chance
from checkout_outage.load import END, START, pool_in_use, pool_limit, saturated
from checkout_outage.orders import Order
from checkout_outage.story import CLOCK_BEHIND, PODS, at

DATABASE = "db-checkout-01"
"""The database host; its clock is right and set to UTC."""

PROXY = "egress-01"
"""The host through which payments leave; its clock is behind."""

Line = tuple[datetime, str]
"""A line's true time and its text after the header."""


def _connections(second: int) -> int:
    """Connections that the database sees from all pods, with a dozen of its own."""
    held = (
        pool_limit(pod, second) if saturated(pod, second) else min(pool_limit(pod, second), pool_in_use(pod, second))
        for pod in range(len(PODS))
    )
    return 12 + round(sum(held))


def _minute_reports() -> list[Line]:
    rng = chance("database")
    found = []
    for second in range(START, END, 60):
        moment = at("00:00:00") + timedelta(seconds=second + 1)
        busy = rng.randrange(9, 14)
        found.append((moment, f"pgstat[1893]: connections={_connections(second)} max=400 cpu={busy}% locks_waiting=0"))
        if second % 300 == 0:
            found.append((moment, f"CRON[{20_000 + second // 60}]: (postgres) CMD (/usr/local/bin/pgstat --once)"))
    return found


def _checkpoints() -> list[Line]:
    rng = chance("checkpoints")
    found = []
    for number, second in enumerate(range(START + 140, END, 300)):
        moment = at("00:00:00") + timedelta(seconds=second)
        found.append((moment, f"postgres[1204]: [{number + 411}-1] LOG:  checkpoint starting: time"))
        text = f"checkpoint complete: wrote {rng.randrange(800, 2600)} buffers; write={rng.randrange(150, 269)}.1 s"
        found.append((moment + timedelta(seconds=270), f"postgres[1204]: [{number + 411}-2] LOG:  {text}"))
    return found


_LOGINS = (
    (at("14:30:58"), "sshd[40112]: Accepted publickey for jwhitlock from 192.0.2.44 port 50514 ssh2: ED25519"),
    (at("14:30:58"), "sshd[40112]: pam_unix(sshd:session): session opened for user jwhitlock(uid=1044) by (uid=0)"),
    (
        at("14:31:40"),
        "sudo: jwhitlock : TTY=pts/0 ; PWD=/home/jwhitlock ; USER=postgres ; COMMAND=/usr/bin/psql checkout",
    ),
    (at("14:31:41"), "systemd[1]: Started Session 1187 of User jwhitlock."),
    (at("14:31:41"), "last message repeated 2 times"),
    (at("15:12:33"), "sshd[40112]: pam_unix(sshd:session): session closed for user jwhitlock"),
)


def database_lines() -> list[Line]:
    """Everything that the database host logged, in order of time."""
    return sorted([*_minute_reports(), *_checkpoints(), *_LOGINS])


def database_log(found: list[Line]) -> bytes:
    """RFC 3164: the day padded with a space, no year, no zone."""
    out = []
    for moment, text in found:
        out.append(f"{moment:%b} {moment.day:2d} {moment:%H:%M:%S} {DATABASE} {text}\n")
    return "".join(out).encode()


def _transaction(order: Order) -> list[Line]:
    """The calls to the payment provider that one sampled order makes."""
    base = f"/v2/authorisations/{order.number}"
    fields = f'trace="{order.trace}" upstream="{order.provider}" pod="{PODS[order.pod]}"'
    took = order.payment_ms - 3
    sent = order.authorised - timedelta(milliseconds=2)
    found = [(sent, f'TXN [txn@32473 {fields} status="201" ms="{took}"] POST {base} 201 {took}ms')]
    if order.failed:
        voided = order.gave_up + timedelta(milliseconds=210 + order.payment_ms % 70)
        found.append((voided, f'TXN [txn@32473 {fields} status="200" ms="196"] POST {base}/void 200 196ms'))
    return found


def proxy_lines(orders: list[Order]) -> list[Line]:
    """Everything that the payment proxy logged, by true time; ``- `` is the header's empty message id."""
    found = [line for order in orders for line in _transaction(order)]
    for hour in ("13:31:07", "14:05:18", "14:39:29", "15:13:40"):
        text = "System clock wrong by 47.081392 seconds, no selectable source, clock not adjusted"
        found.append((at(hour), f"- - {text}"))
    return sorted(found)


def proxy_log(found: list[Line]) -> bytes:
    """RFC 5424 with microseconds, every stamp as the slow clock showed it."""
    out = []
    for moment, text in found:
        shown = moment - CLOCK_BEHIND
        stamp = shown.strftime("%Y-%m-%dT%H:%M:%S.") + f"{(shown.microsecond + 137) % 1_000_000:06d}Z"
        app = "28" if text.startswith("- -") else "134"
        name = "chronyd 611" if text.startswith("- -") else "payproxy 2214"
        out.append(f"<{app}>1 {stamp} {PROXY} {name} {text}\n")
    return "".join(out).encode()
