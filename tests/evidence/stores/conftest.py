"""Stores on the loopback: real ones where their programs are here, and a stand-in with answers of their form."""

import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

WAIT = 60.0


@dataclass
class Request:
    """What a store was asked."""

    method: str
    path: str
    params: dict[str, str]
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> object:
        """The body."""
        return json.loads(self.body)


Reply = tuple[int, dict[str, str], bytes]


@dataclass
class StandIn:
    """A server that answers what a test says, and keeps what it was asked."""

    address: str
    answer: Callable[[Request], object]
    asked: list[Request] = field(default_factory=list)


@pytest.fixture
def stand_in() -> Iterator[Callable[[Callable[[Request], object]], StandIn]]:
    """A function that starts a server; answers are JSON, or status, headers, and bytes."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[Request], object]) -> StandIn:
        class Handler(BaseHTTPRequestHandler):
            def reply(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                params = dict(parse_qsl(parts.query, keep_blank_values=True))
                request = Request(
                    self.command,
                    parts.path,
                    params,
                    body,
                    {name.lower(): value for name, value in self.headers.items()},
                )
                made.asked.append(request)
                given = made.answer(request)
                status, headers, data = given if isinstance(given, tuple) else (200, {}, json.dumps(given).encode())
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = reply  # noqa: N815  the names that the library calls

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        made = StandIn(f"http://127.0.0.1:{server.server_port}", answer)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return made

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Servers:
    """Real servers, ended with the test."""

    def __init__(self) -> None:
        """Starts with none."""
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, program: str, folder: Path, arguments: Callable[[str], list[str]], ready: str = "/-/ready") -> str:
        """The address of a server, once it answers; skips, and says so, where its program is not installed.

        ``arguments`` are those for a host and port.
        """
        path = shutil.which(program)
        if path is None:
            pytest.skip(f"{program} is not installed (Debian has it as {program})")
        host = f"127.0.0.1:{_free_port()}"
        errors = folder / "stderr"
        with errors.open("wb") as heard:
            process = subprocess.Popen([path, *arguments(host)], cwd=folder, stdout=subprocess.DEVNULL, stderr=heard)
        self._running.append(process)
        until = time.monotonic() + WAIT
        while time.monotonic() < until and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{host}{ready}", timeout=1):
                    return f"http://{host}"
            except OSError:
                time.sleep(0.05)
        raise AssertionError(errors.read_text()[-2000:])

    def end(self) -> None:
        """Ends them."""
        for process in self._running:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Real servers for the tests of a file."""
    made = Servers()
    yield made
    made.end()
