"""The service that is broken: a few pages, a pool of connections, and figures for Prometheus.

Run: ``python service.py PORT SETTINGS SYSLOG_PORT``. It reads its settings again when it gets a hangup signal.
"""

import json
import logging
import logging.handlers
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOG = logging.getLogger("checkout")
_TAKES = 0.02


class Shop:
    """What the service knows of itself."""

    def __init__(self, settings: Path) -> None:
        """Reads the settings."""
        self._settings = settings
        self._lock = threading.Lock()
        self.requests: dict[tuple[str, int], int] = {}
        self.pool = 0
        self.busy = 0
        self.load()

    def load(self) -> None:
        """Read the settings."""
        self.pool = int(json.loads(self._settings.read_text(encoding="utf-8"))["pool_size"])
        LOG.info("settings loaded: pool_size=%d", self.pool)

    def take(self) -> bool:
        """A connection of the pool; whether there was one."""
        with self._lock:
            free = self.busy < self.pool
            self.busy += free
        return free

    def give(self) -> None:
        """Give the connection back."""
        with self._lock:
            self.busy -= 1

    def count(self, path: str, status: int) -> None:
        """Count a request."""
        with self._lock:
            self.requests[path, status] = self.requests.get((path, status), 0) + 1

    def figures(self) -> str:
        """What Prometheus is told."""
        with self._lock:
            counts = sorted(self.requests.items())
            lines = ["# TYPE shop_requests_total counter"]
            lines += [f'shop_requests_total{{path="{path}",code="{code}"}} {n}' for (path, code), n in counts]
            lines += ["# TYPE shop_pool_size gauge", f"shop_pool_size {self.pool}"]
        return "\n".join(lines) + "\n"


class Handler(BaseHTTPRequestHandler):
    """Answers requests."""

    shop: Shop

    def do_GET(self) -> None:
        """A page, an order, or the figures."""
        path = self.path.partition("?")[0]
        if path == "/metrics":
            self._answer(200, self.shop.figures())
        elif path == "/checkout":
            self._checkout(self.path.rpartition("=")[2])
        else:
            self._answer(200, "a page\n")
            self.shop.count(path, 200)

    def _checkout(self, order: str) -> None:
        if not self.shop.take():
            LOG.error("order %s failed: no connection left in the pool of %d", order, self.shop.pool)
            self.shop.count("/checkout", 500)
            # the web server in front sees a connection that is closed before any answer
            self.close_connection = True
            return
        time.sleep(_TAKES)
        self.shop.give()
        LOG.info("order %s confirmed", order)
        self._answer(200, "confirmed\n")
        self.shop.count("/checkout", 200)

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the web server in front writes the log of requests."""


def main() -> None:
    """Serve until a signal ends it."""
    port, settings, syslog = sys.argv[1:]
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    console = logging.StreamHandler(sys.stdout)
    console.setFormatter(formatter)
    system = logging.handlers.SysLogHandler(("127.0.0.1", int(syslog)), logging.handlers.SysLogHandler.LOG_LOCAL0)
    system.setFormatter(logging.Formatter("checkout: %(message)s"))
    system.setLevel(logging.ERROR)
    LOG.addHandler(console)
    LOG.addHandler(system)
    LOG.setLevel(logging.INFO)
    Handler.shop = Shop(Path(settings))
    signal.signal(signal.SIGHUP, lambda *_: Handler.shop.load())
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
