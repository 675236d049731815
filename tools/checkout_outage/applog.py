"""The log of one pod of the checkout service: logback, comma milliseconds, no zone, Java stack traces."""

from datetime import datetime, timedelta

from checkout_outage.draw import chance
from checkout_outage.load import END, START, pool_in_use, pool_limit, saturated
from checkout_outage.orders import Order
from checkout_outage.story import PODS, ROLLED_BACK, UPGRADED, at, second_of_day

POD = 2
"""The pod whose log was kept."""

_TX = "org.springframework.transaction.support.AbstractPlatformTransactionManager"
_EXHAUSTED = (
    "\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:686)",
    "\tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:179)",
    "\tat com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:99)",
    f"\tat {_TX}.handleExistingTransaction(AbstractPlatformTransactionManager.java:438)",
    f"\tat {_TX}.getTransaction(AbstractPlatformTransactionManager.java:352)",
    "\tat com.example.shop.checkout.ReceiptWriter.write(ReceiptWriter.java:58)",
    "\tat com.example.shop.checkout.OrderService.place(OrderService.java:141)",
    "\tat com.example.shop.checkout.OrderController.create(OrderController.java:72)",
    "\t... 48 common frames omitted",
)

Record = tuple[datetime, str]
"""A record's time and its text, continuation lines included."""


def _line(moment: datetime, level: str, thread: str, logger: str, message: str) -> Record:
    stamp = f"{moment:%Y-%m-%d %H:%M:%S},{moment.microsecond // 1000:03d}"
    return moment, f"{stamp} {level:<5} [{thread}] {logger} : {message}"


def _thread(order: Order) -> str:
    return f"http-nio-8080-exec-{int(order.trace[:4], 16) % 200 + 1}"


def _failed(order: Order, waiting: int) -> list[Record]:
    limit = pool_limit(POD, second_of_day(f"{order.gave_up:%H:%M:%S}"))
    message = (
        f"Order {order.number} not placed [trace={order.trace}]\n"
        "com.example.shop.checkout.OrderNotPlacedException: receipt could not be written\n"
        "\tat com.example.shop.checkout.OrderService.place(OrderService.java:149)\n"
        "\tat com.example.shop.checkout.OrderController.create(OrderController.java:72)\n"
        "\tat java.base/java.lang.Thread.run(Thread.java:1583)\n"
        "Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, "
        f"request timed out after {10_003 + order.payment_ms % 5}ms "
        f"(total={limit}, active={limit}, idle=0, waiting={waiting})\n" + "\n".join(_EXHAUSTED)
    )
    voided = order.gave_up + timedelta(milliseconds=9)
    return [
        _line(order.gave_up, "ERROR", _thread(order), "c.e.s.checkout.OrderController", message),
        _line(
            voided,
            "WARN",
            _thread(order),
            "c.e.s.payment.PaymentClient",
            f"Voiding authorisation of order {order.number} at {order.provider} [trace={order.trace}]",
        ),
    ]


def _followed(order: Order, waiting: int) -> list[Record]:
    """What the pod logs of one sampled order."""
    authorised = _line(
        order.authorised,
        "INFO",
        _thread(order),
        "c.e.s.payment.PaymentClient",
        f"Authorised order {order.number} at {order.provider} in {order.payment_ms} ms [trace={order.trace}]",
    )
    if order.failed:
        return [authorised, *_failed(order, waiting)]
    placed = order.authorised + timedelta(milliseconds=30 + order.payment_ms % 90)
    message = f"Order {order.number} placed [trace={order.trace}]"
    return [authorised, _line(placed, "INFO", _thread(order), "c.e.s.checkout.OrderController", message)]


def _pool(second: int, waiting: int) -> Record:
    limit = pool_limit(POD, second)
    full = saturated(POD, second)
    active = limit if full else min(limit, round(pool_in_use(POD, second)))
    message = (
        f"HikariPool-1 - Pool stats (total={limit}, active={active}, idle={limit - active}, "
        f"waiting={waiting if full else 0})"
    )
    moment = at("00:00:00") + timedelta(seconds=second, milliseconds=217)
    return _line(moment, "DEBUG", "HikariPool-1 housekeeper", "c.zaxxer.hikari.pool.HikariPool", message)


def _restart(version: str, ready: str, migrations: int) -> list[Record]:
    """The pod goes down and comes back with another version."""
    up = at(ready)
    limit = pool_limit(POD, second_of_day(ready))
    config = "c.zaxxer.hikari.HikariConfig"
    app = "c.e.s.checkout.CheckoutApplication"
    steps = (
        (-47.2, "INFO", "SpringApplicationShutdownHook", app, "Draining requests, shutting down"),
        (
            -41.9,
            "INFO",
            "SpringApplicationShutdownHook",
            "c.z.hikari.HikariDataSource",
            "HikariPool-1 - Shutdown completed.",
        ),
        (-29.6, "INFO", "main", app, f"Starting CheckoutApplication v{version} using Java 21.0.6 with PID 1"),
        (-27.8, "INFO", "main", "c.e.platform.settings.Settings", "214 settings read from the environment"),
        (-19.3, "DEBUG", "main", config, "HikariPool-1 - configuration:"),
        (-19.298, "DEBUG", "main", config, "connectionTimeout...............................10000"),
        (-19.297, "DEBUG", "main", config, f"maximumPoolSize.................................{limit}"),
        (-18.9, "INFO", "main", "c.z.hikari.HikariDataSource", "HikariPool-1 - Start completed."),
        (
            -15.1,
            "INFO",
            "main",
            "o.f.core.internal.command.DbMigrate",
            f"{migrations} migrations applied, schema is at 0147",
        ),
        (-0.4, "INFO", "main", app, "Started CheckoutApplication in 29.2 seconds"),
    )
    return [
        _line(up + timedelta(seconds=offset), level, thread, logger, text)
        for offset, level, thread, logger, text in steps
    ]


def records(orders: list[Order]) -> list[Record]:
    """Every record of the pod's log, in order of time."""
    rng = chance("applog")
    restarts = [(second_of_day(clock) - 48, second_of_day(clock)) for clock in (UPGRADED[POD], ROLLED_BACK[POD])]
    found = _restart("4.18.0", UPGRADED[POD], 1) + _restart("4.17.3", ROLLED_BACK[POD], 0)
    for second in range(START, END, 30):
        if not any(down <= second <= up for down, up in restarts):
            found.append(_pool(second, rng.randrange(120, 190)))
    for order in orders:
        if order.pod == POD:
            found.extend(_followed(order, rng.randrange(31, 190)))
    return sorted(found)


def application_log(found: list[Record]) -> bytes:
    """The log as the pod wrote it."""
    return "".join(text + "\n" for _, text in found).encode()


def pod_name() -> str:
    """The pod whose log this is."""
    return PODS[POD]
