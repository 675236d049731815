"""Documents read in a second, next to programs that only parse Markdown, and milliseconds until a command answers.

Run it with ``python benchmarks/documents_read.py [FOLDER]``; it prints one JSON object. Without a folder it makes up
1,000 documents of about 5 kB, half of them in the built-in houses and half in shapes of no house. Every program reads
all of them in one process, by turns, and is measured in seconds of one core (user and system time), so that the
figures hold on a busy machine as well. pandoc and mdformat are looked for on the PATH and are no part of the project;
where one is missing, the figures say so.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from made_up_documents import documents

from afterword.houses import lens

COUNT = 1000
"""How many documents are made up."""

ROUNDS = 3
"""How often each program reads them."""

PROGRAM = Path(sys.executable).with_name("afterword")
"""The program of this environment."""


def median(work: Callable[[], object], times: int) -> float:
    """The median of the seconds of one core that some work takes, after one time that warms the caches."""
    work()
    return statistics.median(seconds(work) for _ in range(times))


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes one core, in this process and in those that it waits for."""
    start = _spent()
    work()
    return _spent() - start


def _spent() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def elapsed(*command: str | Path) -> float:
    """The median time in milliseconds until a process has answered, by the clock on the wall."""
    taken = []
    for _ in range(8):
        start = time.perf_counter()
        run(*command)
        taken.append(time.perf_counter() - start)
    return round(1000 * statistics.median(taken[1:]), 1)


def run(*command: str | Path) -> None:
    """Run a process, and be silent about what it says; a verdict of no is none of ours."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def readers(folder: Path, paths: Sequence[Path]) -> dict[str, list[str | Path]]:
    """What reads all documents in one process: our program, and those that parse Markdown."""
    found: dict[str, list[str | Path]] = {"afterword read": [PROGRAM, "read", folder, "--format", "jsonl"]}
    if pandoc := shutil.which("pandoc"):
        found["pandoc"] = [pandoc, "--from", "gfm", "--to", "json", "--file-scope", *paths]
    if mdformat := shutil.which("mdformat"):
        found["mdformat"] = [mdformat, "--check", *paths]
    return found


def per_second(folder: Path, paths: Sequence[Path]) -> dict[str, float | str]:
    """Documents a second of each program, its start included; the programs take turns."""
    commands = readers(folder, paths)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(seconds(partial(run, *command)))
    figures: dict[str, float | str] = {name: round(len(paths) / statistics.median(t), 1) for name, t in taken.items()}
    return figures | {name: "not on the PATH" for name in ("pandoc", "mdformat") if name not in commands}


def measure(folder: Path) -> dict[str, object]:
    """All figures over the Markdown files of a folder."""
    paths = sorted(folder.glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    records = [lens.get(text).record for text in texts]
    reading = median(lambda: [lens.get(text) for text in texts], ROUNDS)
    putting = median(lambda: [lens.put(text, record) for text, record in zip(texts, records, strict=True)], 1)
    return {
        "documents": len(texts),
        "characters_each": round(sum(map(len, texts)) / len(texts)),
        "documents_per_second": per_second(folder, paths),
        "read_per_second_in_process": round(len(texts) / reading, 1),
        "put_back_per_second_in_process": round(len(texts) / putting, 1),
        "bare_python_ms": elapsed(sys.executable, "-c", "pass"),
        "help_ms": elapsed(PROGRAM, "--help"),
        "read_one_ms": elapsed(PROGRAM, "read", paths[0], "--format", "json"),
    }


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)
        if len(sys.argv) < 2:
            for number, text in enumerate(documents(COUNT)):
                (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
        print(json.dumps(measure(folder), indent=2))


if __name__ == "__main__":
    main()
