"""The orders that tracing sampled: one in forty, followed through the service and the payment proxy."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkout_outage.draw import chance, token
from checkout_outage.load import END, ORDER_SHARE, START, order_failures, traffic
from checkout_outage.story import EDGE_NODES, PODS, ROLLED_BACK, UPGRADED, at, second_of_day

SAMPLED = 40
"""One order in this many is traced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One sampled order."""

    trace: str
    """Its id, the same in every log."""
    number: str
    """The order's number."""
    pod: int
    """Index of the pod that served it."""
    start: datetime
    """When the pod took it."""
    payment_ms: int
    """How long the payment provider took to authorise."""
    failed: bool
    """Whether it waited in vain for its second connection."""
    provider: str
    """The payment provider."""

    @property
    def authorised(self) -> datetime:
        """When the authorisation came back."""
        return self.start + timedelta(milliseconds=64 + self.payment_ms)

    @property
    def gave_up(self) -> datetime:
        """When the wait for a connection ended."""
        return self.authorised + timedelta(milliseconds=10_003 + self.payment_ms % 5)


FIRST_FAILED = Order(
    trace=token("trace/first", 16),
    number="SO-7324544",
    pod=2,
    start=at("14:06:00.311"),
    payment_ms=2_038,
    failed=True,
    provider="pay-a.example.net",
)
"""The first order that fails; its error is the moment at which the incident began."""


_FIRST_ERROR = second_of_day("14:06:13")


def _provider(second: float) -> str:
    switched = second_of_day("14:24:18") <= second < second_of_day("15:02:10")
    return "pay-b.example.net" if switched else "pay-a.example.net"


def _serving(pod: int, second: float) -> bool:
    """Whether the pod was up during the half minute that ends here."""
    moments = (second_of_day(UPGRADED[pod]), second_of_day(ROLLED_BACK[pod]))
    return not any(ready - 60 <= second <= ready + 30 for ready in moments)


def _place(rng: random.Random, second: float, *, failed: bool) -> tuple[int, bool]:
    """The pod that serves an order ending at this second, and whether it fails there."""
    up = [pod for pod in range(len(PODS)) if _serving(pod, second)]
    short = [pod for pod in up if second < second_of_day(ROLLED_BACK[pod])]
    if failed and short:
        return rng.choice(short), True
    return rng.choice(up), False


def sampled() -> list[Order]:
    """Every sampled order, in order of time."""
    rng = chance("orders")
    found = [FIRST_FAILED]
    weights = [traffic(second) * ORDER_SHARE * EDGE_NODES for second in range(START, END)]
    drawn = rng.choices(range(START, END), weights=weights, k=round(sum(weights) / SAMPLED))
    for second in sorted(whole + rng.random() for whole in drawn):
        # An order that fails at this second was taken about twelve seconds before.
        begun = second - 12.0
        pod, failed = _place(rng, second, failed=rng.random() < order_failures(second) and second > _FIRST_ERROR)
        found.append(
            Order(
                trace=token(f"trace/{len(found)}", 16),
                number=f"SO-{7_310_000 + len(found) * 40 + rng.randrange(40)}",
                pod=pod,
                start=at("00:00:00") + timedelta(milliseconds=round((begun if failed else second - 2.5) * 1000)),
                payment_ms=rng.randrange(1_310, 2_640),
                failed=failed,
                provider=_provider(begun),
            )
        )
    return sorted(found, key=lambda order: order.start)
