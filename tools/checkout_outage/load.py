"""How much traffic there is at each second, and which share of the orders fails.

Only additions, multiplications, and divisions are used, so that every machine gets the same bits.
"""

from checkout_outage.story import (
    EDGE_NODES,
    POOL_LIMIT_NEW,
    POOL_LIMIT_OLD,
    ROLLED_BACK,
    UPGRADED,
    clock_of,
    second_of_day,
)

START, END = int(second_of_day("13:30:00")), int(second_of_day("15:30:00"))
"""The window of logs and metrics, in seconds since midnight UTC."""

ORDER_SHARE = 0.18
"""Share of requests that place an order."""

EDGE_NODES_ORDERS = EDGE_NODES * ORDER_SHARE
"""Orders at all edge nodes for each request at one of them."""

BASE_FAILURES = 0.0012
"""Share of orders that fail on any day."""

_CAMPAIGN = second_of_day(clock_of("campaign"))
_BEGAN = second_of_day(clock_of("began"))
_RECOVERED = second_of_day(clock_of("recovered"))
_FULL = _BEGAN + 170.0
_STEPS = tuple(second_of_day(clock) for clock in ROLLED_BACK)
_LEFT = (0.47, 0.33, 0.17, 0.05)
_WOBBLE = (0.00, 0.03, -0.02, 0.05, -0.04, 0.02, -0.01, 0.04, -0.03, 0.01)


def _between(second: float, start: float, end: float, low: float, high: float) -> float:
    share = min(1.0, max(0.0, (second - start) / (end - start)))
    return low + (high - low) * share


def traffic(second: float) -> float:
    """Requests a second at one edge node."""
    base = _between(second, START, END, 4.2, 4.6)
    rise = _between(second, _CAMPAIGN, _CAMPAIGN + 420, 1.0, 2.45)
    fall = _between(second, _CAMPAIGN + 2400, END, 1.0, 0.7)
    return base * rise * fall


def order_failures(second: float) -> float:
    """Share of the orders at this second that fail."""
    if second < _BEGAN or second >= _RECOVERED + 40:
        return BASE_FAILURES
    if second < _FULL:
        return _between(second, _BEGAN, _FULL, 0.02, 0.61)
    for step, left in reversed(tuple(zip(_STEPS, _LEFT, strict=True))):
        if second >= step:
            return _between(second, step, step + 170, left, 0.002) if step == _STEPS[-1] else left
    return 0.61 + _WOBBLE[int(second / 37) % len(_WOBBLE)]


def page_failures(second: float) -> float:
    """Share of the other requests to the checkout service that fail."""
    return order_failures(second) * 0.22


def latency_p99(second: float) -> float:
    """The 99th percentile of an order's duration, in seconds."""
    if second < _BEGAN:
        return _between(second, _CAMPAIGN, _BEGAN, 2.4, 3.6)
    if second < _RECOVERED:
        return _between(second, _BEGAN, _BEGAN + 60, 4.0, 10.0)
    return _between(second, _RECOVERED, _RECOVERED + 120, 4.0, 2.5)


def pool_limit(pod: int, second: float) -> int:
    """Connections that the pod may hold."""
    upgraded = second_of_day(UPGRADED[pod]) <= second < _STEPS[pod]
    return POOL_LIMIT_NEW if upgraded else POOL_LIMIT_OLD


def pool_in_use(pod: int, second: float) -> float:
    """Connections that the pod would hold on average, were there no limit."""
    return traffic(second) * ORDER_SHARE * 2.0 * 2.2 * (1.0 + 0.04 * pod)


def saturated(pod: int, second: float) -> bool:
    """Whether every connection of the pod is taken."""
    return _BEGAN - 10 <= second < _STEPS[pod]
