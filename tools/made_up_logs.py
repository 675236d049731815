"""Made-up logs for the tests of reading and of telling: a few forms, and lines that do not fit them."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2024, 2, 15, 13, 50, tzinfo=UTC)
TRACE = "java.lang.IllegalStateException: pool\n\tat shop.Pool.take(Pool.java:41)\n\tat shop.App.run(App.java:7)\n"
NAMES = ("ann", "bob", "cid", "dan", "eve", "fay", "gil", "hal")
UNUSUAL = {
    "trace": TRACE,
    "blank": "\n",
    "stray": "-- log rotated --\n",
    "cut": "2024-02-15 14:0\n",
    "broken": "\xff\xfe\x80 binary\n",
    "impossible": "2024-02-15 25:61:00,000 ERROR exec-1 orders: cannot be\n",
    "utf-8": "2024-02-15 14:00:00,000 WARN exec-1 orders: größer als erwartet\n",
    "secret": "2024-02-15 14:00:00,000 WARN exec-1 orders: password=hunter2hunter2 for 7\n",
}


def app(at: datetime, dice: random.Random) -> str:
    """A line of a service; errors from 14:00 on."""
    level = dice.choice(["ERROR", "WARN ", "INFO "]) if at.hour == 14 else "INFO "
    said = dice.choice(
        [
            "order {} confirmed in {} ms",
            "pool exhausted: 50 of 50 in use, {} waiting, {} ms",
            "retry {} of {}",
            f"user {dice.choice(NAMES)} moved from /home/{dice.choice(NAMES)} to {dice.choice(NAMES)}-{{}} as {{}}",
        ]
    )
    text = said.format(dice.randrange(99999), dice.randrange(900))
    return f"{at:%Y-%m-%d %H:%M:%S},{at.microsecond // 1000:03} {level} exec-{dice.randrange(20)} orders: {text}\n"


def access(at: datetime, dice: random.Random) -> str:
    """A request; failures from 14:00 on."""
    status = dice.choice([200, 200, 404, 502]) if at.hour == 14 else 200
    path = dice.choice(["/", "/api/v1/orders/{}", "/api/v2/orders/{}?x={}"]).format(dice.randrange(9999), 1)
    user = dice.choice(["-", "-", "-", "frank"])
    stamp = f"{at - timedelta(hours=5):%d/%b/%Y:%H:%M:%S} -0500"
    asked = f'"GET {path} HTTP/1.1" {status} {dice.randrange(9999)} "-" "curl"'
    return f"10.0.{dice.randrange(255)}.9 - {user} [{stamp}] {asked}\n"


def syslog(at: datetime, dice: random.Random) -> str:
    """A line of syslog, without year and zone."""
    said = dice.choice(["sshd[{}]: Failed password for root from 203.0.113.{} port 22", "CRON[{}]: (root) CMD ({})"])
    return f"{at:%b %d %H:%M:%S} web-{dice.randrange(4)} {said.format(dice.randrange(9999), dice.randrange(255))}\n"


def jsonl(at: datetime, dice: random.Random) -> str:
    """A JSON line with a trace."""
    level = dice.choice(["error", "info"]) if at.hour == 14 else "info"
    said = dice.choice(["served", "deadline exceeded"])
    head = f'"timestamp":"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06}Z","level":"{level}"'
    return f'{{{head},"trace_id":"{dice.getrandbits(128):032x}","message":"{said}","ms":{dice.randrange(99)}}}\n'


def ecs(at: datetime, dice: random.Random) -> str:
    """A line in a schema, its fields within objects."""
    level = dice.choice(["ERROR", "INFO"]) if at.hour == 14 else "INFO"
    where = f'"log":{{"level":"{level}","logger":"shop.Cart"}},"ecs":{{"version":"8.11"}}'
    said = f"order {dice.randrange(99999)} took {dice.randrange(99)} ms"
    return f'{{"@timestamp":"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z",{where},"message":"{said}"}}\n'


def zap(at: datetime, dice: random.Random) -> str:
    """A JSON line with its time in seconds since 1970, as short as it can be."""
    level = dice.choice(["error", "info"]) if at.hour == 14 else "info"
    said = dice.choice(["order confirmed", "pool exhausted"])
    time = at.timestamp() + dice.randrange(1_000_000) / 1e6
    return (
        f'{{"level":"{level}","ts":{time!r},"caller":"shop/cart.go:12","msg":"{said}","id":{dice.randrange(9999)}}}\n'
    )


def epoch(at: datetime, dice: random.Random) -> str:
    """A line that begins with milliseconds since 1970."""
    said = dice.choice(["order {} confirmed in {} ms", "WARN retry {} of {}"])
    return f"{int(at.timestamp() * 1000)} {said.format(dice.randrange(99999), dice.randrange(900))}\n"


def cri(at: datetime, dice: random.Random) -> str:
    """A line of a container in a cluster."""
    said = dice.choice(["order {} confirmed in {} ms", "ERROR pool exhausted: {} waiting, {} ms"])
    text = said.format(dice.randrange(99999), dice.randrange(900))
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond * 1000:09}Z {dice.choice(['stdout', 'stderr'])} F {text}\n"


def docker(at: datetime, dice: random.Random) -> str:
    """A line of a container of Docker."""
    said = dice.choice(["order {} confirmed in {} ms", "ERROR pool exhausted: {} waiting, {} ms"])
    text = said.format(dice.randrange(99999), dice.randrange(900))
    time = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond * 1000:09}Z"
    return f'{{"log":"{text}\\n","stream":"stdout","time":"{time}"}}\n'


def postgres(at: datetime, dice: random.Random) -> str:
    """A message of a database, some with lines of their own below it."""
    stamp = f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03} UTC [{dice.randrange(9999)}]"
    if at.hour == 14 and dice.random() < 0.2:
        further = f"{stamp} DETAIL:  Key (id)=({dice.randrange(999)}) already exists.\n"
        further += f"{stamp} STATEMENT:  CALL book({dice.randrange(999)},\n\t  1)\n"
        return f'{stamp} ann@shop ERROR:  duplicate key value violates unique constraint "orders_pkey"\n{further}'
    said = dice.choice(["checkpoint complete: wrote {} buffers", "duration: {}.123 ms  statement: SELECT {}"])
    return f"{stamp} LOG:  {said.format(dice.randrange(999), dice.randrange(99))}\n"


def proxy(at: datetime, dice: random.Random) -> str:
    """A request that a proxy passed on, or what it says of its servers."""
    stamp = f"{at:%b %d %H:%M:%S} lb1 haproxy[912]:"
    if dice.random() < 0.01:
        state = dice.choice(["DOWN", "UP"])
        return f"{stamp} Server shop/app{dice.randrange(3)} is {state}, reason: Layer4 connection problem.\n"
    status = dice.choice([200, 200, 404, 503]) if at.hour == 14 else 200
    took = f"0/0/1/{dice.randrange(90)}/{dice.randrange(90, 99)} {status} {dice.randrange(4000)}"
    accepted = f"[{at:%d/%b/%Y:%H:%M:%S}.{at.microsecond // 1000:03}]"
    asked = f'- - ---- 12/12/3/1/0 0/0 "GET /orders/{dice.randrange(9999)} HTTP/1.1"'
    return f"{stamp} 10.1.0.{dice.randrange(255)}:{dice.randrange(9999)} {accepted} web~ shop/app1 {took} {asked}\n"


def faults(at: datetime, dice: random.Random) -> str:
    """What a web server says of its upstreams."""
    level = dice.choice(["error", "warn"]) if at.hour == 14 else "notice"
    said = dice.choice(["*{} upstream timed out, client: 10.0.0.{}, server: shop", "signal {} ({}) received"])
    return f"{at:%Y/%m/%d %H:%M:%S} [{level}] 31#31: {said.format(dice.randrange(9999), dice.randrange(99))}\n"


def klog(at: datetime, dice: random.Random) -> str:
    """A line of a cluster's own program, without year and zone."""
    level = dice.choice("EI") if at.hour == 14 else "I"
    said = dice.choice(["pod {} is not ready after {} s", "synced {} of {} items"])
    stamp = f"{at:%m%d %H:%M:%S}.{at.microsecond:06}"
    return (
        f"{level}{stamp} {dice.randrange(9999):7} sync.go:41] {said.format(dice.randrange(999), dice.randrange(99))}\n"
    )


def pairs(at: datetime, dice: random.Random) -> str:
    """A line of keys and values."""
    level = dice.choice(["error", "info"]) if at.hour == 14 else "info"
    said = dice.choice(["order confirmed", "pool exhausted"])
    rest = f"order={dice.randrange(99999)} ms={dice.randrange(900)}"
    return f'time={at:%Y-%m-%dT%H:%M:%S}Z level={level} msg="{said}" {rest}\n'


def traced(at: datetime, dice: random.Random) -> str:
    """A line of syslog that mentions a request by its identifier."""
    said = dice.choice(["request {:032x} took {} ms", "request {:032x} failed after {} tries"])
    return f"{at:%b %d %H:%M:%S} web-1 shop[71]: {said.format(dice.getrandbits(128), dice.randrange(99))}\n"


MAKERS: dict[str, Callable[[datetime, random.Random], str]] = {
    "app.log": app,
    "access.log": access,
    "syslog": syslog,
    "events.jsonl": jsonl,
    "ecs.log": ecs,
    "cri.log": cri,
    "docker.log": docker,
    "zap.log": zap,
    "epoch.log": epoch,
    "postgresql.log": postgres,
    "haproxy.log": proxy,
    "traced.log": traced,
    "error.log": faults,
    "klog.log": klog,
    "logfmt.log": pairs,
}


def write(
    path: Path, maker: Callable[[datetime, random.Random], str], count: int, seed: int, odd: dict[int, str]
) -> None:
    """A log of ``count`` lines over twenty minutes, a few out of order, with odd lines put between."""
    dice = random.Random(seed)
    lines = []
    for number in range(count):
        at = START + timedelta(minutes=20) * number / count - timedelta(seconds=dice.choice([0] * 30 + [2]))
        lines.append(odd.get(number, "") + maker(at, dice))
    path.write_bytes("".join(lines).encode("utf-8").replace("\xff\xfe\x80".encode(), b"\xff\xfe\x80"))
