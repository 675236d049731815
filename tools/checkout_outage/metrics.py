"""Answers of Prometheus to four range queries, each saved as the API sent it."""

from collections.abc import Callable, Iterable
from functools import partial

from checkout_outage.draw import Json, chance, compact
from checkout_outage.load import (
    EDGE_NODES_ORDERS,
    END,
    START,
    latency_p99,
    order_failures,
    pool_in_use,
    pool_limit,
    saturated,
    traffic,
)
from checkout_outage.story import PODS, at

STEP = 30
"""Seconds between two samples of a gauge."""

_MIDNIGHT = int(at("00:00:00").timestamp())


def _samples(value: Callable[[int], str], step: int = STEP) -> list[list[Json]]:
    return [[_MIDNIGHT + second, value(second)] for second in range(START, END + 1, step)]


def _series(labels: dict[str, str], samples: list[list[Json]]) -> Json:
    return {"metric": labels, "values": samples}


def _answer(series: Iterable[Json]) -> bytes:
    return (compact({"status": "success", "data": {"resultType": "matrix", "result": list(series)}}) + "\n").encode()


def _minute_mean(second: int) -> float:
    """The share of failed orders over the minute that ends here, as a rate over one minute gives it."""
    return sum(order_failures(moment) for moment in range(second - 60, second)) / 60


def error_ratio() -> bytes:
    """Share of orders that fail, over one minute."""
    rng = chance("error ratio")
    labels = {"job": "checkout-api", "route": "/api/checkout/orders"}
    ratio = _samples(lambda second: f"{_minute_mean(second) * (0.97 + 0.06 * rng.random()):.5f}")
    return _answer([_series(labels, ratio)])


def latency() -> bytes:
    """99th percentile of an order's duration, in seconds."""
    rng = chance("latency")
    labels = {"job": "checkout-api", "route": "/api/checkout/orders", "quantile": "0.99"}
    return _answer([_series(labels, _samples(lambda second: f"{latency_p99(second) + 0.2 * rng.random():.3f}"))])


def _rounded(value: Callable[[int, int], float], pod: int, second: int) -> str:
    return str(round(value(pod, second)))


def _pool(name: str, value: Callable[[int, int], float]) -> list[Json]:
    found = []
    for pod, instance in enumerate(PODS):
        labels = {"__name__": f"hikaricp_connections_{name}", "job": "checkout-api", "pod": instance}
        found.append(_series(labels, _samples(partial(_rounded, value, pod))))
    return found


def pool() -> bytes:
    """Connections of each pod: in use, allowed, and asked for in vain."""
    rng = chance("pool")

    def active(pod: int, second: int) -> float:
        limit = pool_limit(pod, second)
        wanted = pool_in_use(pod, second) + rng.randrange(-1, 2)
        return limit if saturated(pod, second) else min(limit, max(0.0, wanted))

    def pending(pod: int, second: int) -> float:
        return rng.randrange(96, 190) if saturated(pod, second) else 0

    return _answer([*_pool("active", active), *_pool("max", pool_limit), *_pool("pending", pending)])


def order_counts() -> dict[str, list[int]]:
    """Orders of all edge nodes in each minute, placed and failed; the minute of 14:06 is at index 36."""
    rng = chance("order counts")
    found: dict[str, list[int]] = {"placed": [], "failed": []}
    for minute in range(START, END, 60):
        total = sum(traffic(second) for second in range(minute, minute + 60)) * EDGE_NODES_ORDERS
        failed = _minute_mean(minute + 60) * total
        found["failed"].append(round(failed * (0.98 + 0.04 * rng.random())))
        found["placed"].append(round((total - failed) * (0.98 + 0.04 * rng.random())))
    return found


def orders() -> bytes:
    """Orders a minute, by outcome; a sample stands at the end of its minute."""
    counts = order_counts()
    return _answer(
        _series(
            {"job": "checkout-api", "outcome": outcome},
            [[_MIDNIGHT + START + 60 * (index + 1), str(count)] for index, count in enumerate(values)],
        )
        for outcome, values in counts.items()
    )
