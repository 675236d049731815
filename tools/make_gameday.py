"""Play a game day and keep what it left: real servers, broken in a known way at a known second, and repaired.

Usage: ``python tools/make_gameday.py [--calm S] [--broken S] [--after S] FOLDER``. It needs nginx, Prometheus, its
Alertmanager, and Git on the PATH, uses loopback only, and takes about five minutes. It writes ``FOLDER/evidence`` and
``FOLDER/truth.json`` with the instants at which things really happened.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from gameday.servers import missing
from gameday.story import play

KEPT = (
    "alertmanager-webhooks.jsonl",
    "channel.log",
    "checkout.log",
    "deploy.log",
    "git-log.txt",
    "nginx/access.log",
    "nginx/error.log",
    "prometheus-failed-ratio.json",
    "prometheus-pool-size.json",
    "syslog",
)
"""What is evidence of all that is written."""


def main() -> int:
    """Play it; returns 2 where a program is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    for name, seconds in (("calm", 150), ("broken", 75), ("after", 45)):
        parser.add_argument(f"--{name}", type=float, default=seconds, metavar="S")
    given = parser.parse_args()
    if missing():
        print(f"not on the PATH: {', '.join(missing())}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="gameday-") as folder:
        truth = play(Path(folder), calm=given.calm, broken=given.broken, after=given.after)
        evidence = given.folder / "evidence"
        evidence.mkdir(parents=True, exist_ok=True)
        for name in KEPT:
            shutil.copyfile(Path(folder, name), evidence / name.replace("/", "-"))
    (given.folder / "truth.json").write_text(truth.as_json() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
