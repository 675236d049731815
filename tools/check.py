"""Everything that has to hold before a change is good; the body of ``sh ./run test``.

Each step is one command that can also be run by hand, and a failing one does not hide the others. The tests come
last and hold the comparison of all generated documents; ``--accept`` lets them rewrite what they compare with.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""


def main() -> int:
    """Run every step, with the arguments of the command line for pytest; 0 only where all of them pass."""
    os.chdir(ROOT)
    programs = Path(sys.executable).parent
    sources = [name for name in ("src", "tests", "tools", "benchmarks") if Path(name).is_dir()]
    steps: dict[str, list[str | Path]] = {
        "lint": [programs / "ruff", "check", "--quiet", "--output-format", "concise", *sources],
        "format": [programs / "ruff", "format", "--check", "--output-format", "concise", *sources],
        "types": [programs / "mypy", "--no-error-summary"],
        "rooms": [programs / "lint-imports", "--no-logo"],
    }
    failed = [name for name, command in steps.items() if not _passes(name, command)]
    print("tests ...", flush=True)
    tests = [sys.executable, "-P", "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", *sys.argv[1:]]
    if subprocess.run(tests, check=False).returncode != 0:
        failed.append("tests")
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _passes(name: str, command: list[str | Path]) -> bool:
    """Run a step and print one line for it, and what it said only where it failed."""
    start = time.monotonic()
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    took = time.monotonic() - start
    print(f"{name:8}{'ok' if done.returncode == 0 else 'FAILED':8}{took:5.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
