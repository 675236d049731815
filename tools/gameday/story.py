"""What happens on a game day, and when it really did."""

import json
import os
import random
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gameday.servers import ALERT, Servers

GOOD, BAD = 8, 0
"""Connections in the pool, as it should be and as it is after the bad change."""
_PAGES = ("/", "/catalogue", "/checkout", "/checkout")
_EVERY = 0.3


@dataclass(slots=True)
class Truth:
    """Milestones, each the instant at which this program did it, or learnt of it."""

    milestones: dict[str, datetime] = field(default_factory=dict)

    def mark(self, name: str, moment: datetime | None = None) -> datetime:
        """Note a milestone, unless it is there already."""
        return self.milestones.setdefault(name, moment or datetime.now(UTC))

    def as_json(self) -> str:
        """All of them, in order."""
        rows = sorted(self.milestones.items(), key=lambda row: row[1])
        return json.dumps(
            {"milestones": {name: f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z" for name, at in rows}},
            indent=1,
        )


class Repository:
    """A repository of Git that holds the settings of the service."""

    def __init__(self, folder: Path) -> None:
        """Makes it, with settings that are good."""
        self.folder = folder
        self.settings = folder / "settings.json"
        folder.mkdir()
        self._git("init", "-q", "-b", "main")
        self.change(GOOD, "Add the settings of checkout")

    def change(self, pool: int, message: str) -> str:
        """Commit a size of the pool; returns the commit."""
        self.settings.write_text(json.dumps({"pool_size": pool}) + "\n", encoding="utf-8")
        self._git("add", self.settings.name)
        self._git("commit", "-q", "-m", message)
        return self._git("rev-parse", "--short", "HEAD").strip()

    def revert(self) -> str:
        """Revert the last commit; returns the commit that does."""
        self._git("revert", "--no-edit", "HEAD")
        return self._git("rev-parse", "--short", "HEAD").strip()

    def log(self) -> str:
        """What ``git log`` says."""
        return self._git("log", "--stat")

    def _git(self, *words: str) -> str:
        person = {"NAME": "Robin Example", "EMAIL": "robin@shop.example"}
        own = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
        own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"}
        command = ["git", "-C", str(self.folder), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **own}).stdout


class Load:
    """Customers: about three requests a second."""

    def __init__(self, servers: Servers, truth: Truth) -> None:
        """Starts with no customer."""
        self._servers, self._truth = servers, truth
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        """Begin."""
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        dice, order = random.Random(1), 1000
        while not self._stop.wait(_EVERY):
            path = dice.choice(_PAGES)
            order += 1
            asked = datetime.now(UTC)
            try:
                self._servers.get("edge", f"{path}?order={order}" if path == "/checkout" else path)
            except urllib.error.HTTPError:
                self._truth.mark("first_failed", asked)
                self._truth.milestones["last_failed"] = asked
            except OSError:
                return


class OnCall:
    """Somebody who answers the page, looks, and writes what is done into the channel."""

    def __init__(self, channel: Path, truth: Truth) -> None:
        """``channel`` is the log of the channel."""
        self._channel, self._truth = channel, truth
        self.paged, self.cleared = threading.Event(), threading.Event()

    def page(self, webhook: Mapping[str, object]) -> None:
        """A webhook of the Alertmanager."""
        if webhook.get("status") == "firing":
            self._truth.mark("detected")
            self.paged.set()
        else:
            self._truth.mark("alert_resolved")
            self.cleared.set()

    def say(self, text: str, milestone: str | None = None) -> None:
        """Write into the channel."""
        moment = datetime.now(UTC)
        with self._channel.open("a", encoding="utf-8") as file:
            file.write(f"{moment:%Y-%m-%d %H:%M:%S}\tsam\t{text}\n")
        if milestone:
            self._truth.mark(milestone, moment)


def play(folder: Path, *, calm: float, broken: float, after: float) -> Truth:
    """Run a game day in a folder and leave there what everything wrote.

    errors: RuntimeError where a server does not start, or the alert does not come.
    """
    truth = Truth()
    repository = Repository(folder / "repository")
    oncall = OnCall(folder / "channel.log", truth)
    with Servers(folder, repository.settings, oncall.page) as servers:
        start = time.time()
        with Load(servers, truth):
            time.sleep(calm)
            commit = repository.change(BAD, "Take the size of the pool from the defaults of the platform")
            truth.mark("committed")
            _deploy(folder, servers, truth, commit, "deployed")
            if not oncall.paged.wait(60):
                raise RuntimeError(f"{ALERT} did not fire")
            time.sleep(3)
            oncall.say("I am looking into the page, checkout fails", "acknowledged")
            time.sleep(max(broken - (time.time() - truth.milestones["deployed"].timestamp()) - 6, 3))
            oncall.say(f"Root cause found: {commit} set the pool to {BAD} connections. Rolling back now.", "identified")
            time.sleep(3)
            _deploy(folder, servers, truth, repository.revert(), "rolled_back")
            if not oncall.cleared.wait(60):
                raise RuntimeError(f"{ALERT} did not clear")
            time.sleep(3)
            oncall.say("The incident is resolved, orders go through again", "resolved")
            time.sleep(after)
        _ask(folder, servers, start, time.time())
    (folder / "git-log.txt").write_text(repository.log(), encoding="utf-8")
    return truth


def _deploy(folder: Path, servers: Servers, truth: Truth, commit: str, milestone: str) -> None:
    moment = truth.mark(milestone, servers.reload_service())
    with (folder / "deploy.log").open("a", encoding="utf-8") as file:
        file.write(f"{moment:%Y-%m-%dT%H:%M:%SZ} deploy: checkout {commit} deployed to production\n")


def _ask(folder: Path, servers: Servers, start: float, end: float) -> None:
    queries = {"failed-ratio": "shop:failed:ratio", "pool-size": "shop_pool_size"}
    for name, query in queries.items():
        with suppress(urllib.error.HTTPError):
            path = f"/api/v1/query_range?query={query}&start={start:.0f}&end={end:.0f}&step=2"
            (folder / f"prometheus-{name}.json").write_bytes(servers.get("prometheus", path) + b"\n")
