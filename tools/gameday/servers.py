"""The servers of a game day: nginx, Prometheus, Alertmanager, and the service behind them, all on loopback."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

NEEDED: Mapping[str, tuple[str, ...]] = {
    "nginx": ("nginx",),
    "prometheus": ("prometheus",),
    "alertmanager": ("prometheus-alertmanager", "alertmanager"),
    "git": ("git",),
}
"""By program, what it is called in different packages."""
SCRAPE = 2
"""Seconds between two looks of Prometheus at the service."""
ALERT = "CheckoutFailing"
"""The alert."""

_NGINX = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log warn;
error_log syslog:server=127.0.0.1:{syslog},tag=edge,nohostname warn;
events {{ worker_connections 256; }}
http {{
  access_log access.log combined;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{edge};
    server_name shop.example;
    location / {{ proxy_pass http://127.0.0.1:{service}; }}
  }}
}}
"""
_PROMETHEUS = """
global: {{scrape_interval: {scrape}s, evaluation_interval: {scrape}s}}
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['127.0.0.1:{alertmanager}']}}]}}]}}
scrape_configs:
- job_name: checkout
  static_configs: [{{targets: ['127.0.0.1:{service}'], labels: {{instance: checkout-1}}}}]
"""
_RULES = """
groups:
- name: shop
  rules:
  - record: shop:failed:ratio
    expr: sum(rate(shop_requests_total{{code="500"}}[10s])) / sum(rate(shop_requests_total[10s]))
  - alert: {alert}
    expr: shop:failed:ratio > 0.05
    for: {wait}s
    labels: {{severity: critical, service: checkout}}
    annotations: {{summary: 'More than one request in twenty fails'}}
"""
_ALERTMANAGER = """
route: {{receiver: oncall, group_by: [alertname], group_wait: 1s, group_interval: 2s}}
receivers: [{{name: oncall, webhook_configs: [{{url: 'http://127.0.0.1:{pager}/', send_resolved: true}}]}}]
"""


def missing() -> list[str]:
    """The programs that are not there."""
    return [name for name, words in NEEDED.items() if not any(map(shutil.which, words))]


class Servers:
    """Everything that runs, and the folders in which it writes."""

    def __init__(self, folder: Path, settings: Path, on_page: Callable[[Mapping[str, object]], None]) -> None:
        """``on_page`` is told of each webhook of the Alertmanager."""
        self.folder = folder
        self.ports = _free_ports("edge", "service", "prometheus", "alertmanager", "pager", "syslog")
        self._settings = settings
        self._on_page = on_page
        self._stack = ExitStack()
        self._service: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start everything and wait until it answers."""
        folder = self.folder
        self._collect_syslog(folder / "syslog")
        self._receive_pages(folder / "alertmanager-webhooks.jsonl")
        self._service = self._start(
            "service", sys.executable, Path(__file__).with_name("service.py"), self.ports["service"],
            self._settings, self.ports["syslog"], output=folder / "checkout.log",
        )  # fmt: skip
        self._wait("service", "/metrics")
        edge = self._home("nginx", **{"nginx.conf": _NGINX})
        self._start("nginx", _program("nginx"), "-p", edge, "-c", "nginx.conf", "-e", "error.log")
        pages = self._home("alertmanager", **{"alertmanager.yml": _ALERTMANAGER})
        self._start(
            "alertmanager", _program("alertmanager"), f"--config.file={pages}/alertmanager.yml",
            "--web.external-url=http://alertmanager.shop.example/", "--web.route-prefix=/",
            f"--storage.path={pages}/data", f"--web.listen-address=127.0.0.1:{self.ports['alertmanager']}",
            "--cluster.listen-address=",
        )  # fmt: skip
        metrics = self._home("prometheus", **{"prometheus.yml": _PROMETHEUS, "rules.yml": _RULES})
        self._start(
            "prometheus", _program("prometheus"), f"--config.file={metrics}/prometheus.yml",
            "--web.external-url=http://prometheus.shop.example/", "--web.route-prefix=/",
            f"--storage.tsdb.path={metrics}/data", f"--web.listen-address=127.0.0.1:{self.ports['prometheus']}",
        )  # fmt: skip
        self._wait("edge", "/")
        self._wait("alertmanager", "/-/ready")
        self._wait("prometheus", "/-/ready")
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything."""
        self._stack.close()

    def reload_service(self) -> datetime:
        """Let the service read its settings; returns when."""
        if self._service is None:
            raise RuntimeError("the service does not run")
        moment = datetime.now(UTC)
        self._service.send_signal(1)
        return moment

    def get(self, server: str, path: str) -> bytes:
        """What a server answers.  errors: OSError."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[server]}{path}", timeout=5) as answer:
            return bytes(answer.read())

    def _home(self, name: str, **texts: str) -> Path:
        home = self.folder / name
        home.mkdir()
        for file, text in texts.items():
            filled = text.format(**self.ports, scrape=SCRAPE, alert=ALERT, wait=2 * SCRAPE)
            (home / file).write_text(filled, encoding="utf-8")
        return home

    def _start(self, name: str, *command: object, output: Path | None = None) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((output or self.folder / f"{name}.out").open("wb"))
        words = [str(word) for word in command]
        child = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "TZ": "UTC"})
        self._stack.callback(_stop, child)
        return child

    def _wait(self, server: str, path: str) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with suppress(OSError):
                self.get(server, path)
                return
            time.sleep(0.1)
        raise RuntimeError(f"{server} does not answer; see {self.folder}")

    def _collect_syslog(self, path: Path) -> None:
        """Write what is sent to the port of syslog, as a daemon would: without the priority, with a host."""
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.bind(("127.0.0.1", self.ports["syslog"]))
        file = self._stack.enter_context(path.open("wb"))
        self._stack.callback(receiver.close)

        def collect() -> None:
            with suppress(OSError, ValueError):
                while packet := receiver.recv(65_536):
                    text = packet.partition(b">")[2].rstrip(b"\0\n")
                    stamp = f"{datetime.now(UTC):%b %e %H:%M:%S} edge-1 ".encode()
                    # nginx states its own time, the library of the service does not
                    text = text[16:] if text[6:7] == b" " and text[9:10] == b":" else text
                    file.write(stamp + text + b"\n")
                    file.flush()

        threading.Thread(target=collect, daemon=True).start()

    def _receive_pages(self, path: Path) -> None:
        """Write each webhook on a line, and pass it on."""
        file = self._stack.enter_context(path.open("wb"))
        on_page = self._on_page

        class Pager(BaseHTTPRequestHandler):
            """Receives webhooks."""

            def do_POST(self) -> None:
                """One webhook."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                file.write(body.strip() + b"\n")
                file.flush()
                self.send_response(200)
                self.end_headers()
                on_page(json.loads(body))

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", self.ports["pager"]), Pager)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._stack.callback(server.server_close)
        self._stack.callback(server.shutdown)


def _program(name: str) -> str:
    return next(found for word in NEEDED[name] if (found := shutil.which(word)))


def _stop(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _free_ports(*names: str) -> Mapping[str, int]:
    with ExitStack() as stack:
        sockets = {name: stack.enter_context(socket.socket()) for name in names}
        for each in sockets.values():
            each.bind(("127.0.0.1", 0))
        return {name: each.getsockname()[1] for name, each in sockets.items()}
