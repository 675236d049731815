"""Seconds and memory of merging, indexing, and telling 200 MB of logs, next to other programs in the same run.

Run: ``python benchmarks/timeline_merge.py [MEGABYTES]``. The logs are made in ``$TMPDIR/afterword-merge`` and kept for
the next run. Programs that are not on the PATH are left out. Each is run twice, by turns with the others, and its
better run is shown: seconds on the clock, seconds that processors worked for it, and the memory of its largest process.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import timeline_data

HERE = Path(__file__).resolve().parent
AFTERWORD = [sys.executable, "-m", "afterword", "timeline"]
KNOWN = ["--year", str(timeline_data.YEAR), "--tz", "UTC"]
MERGED = [*AFTERWORD, *KNOWN, "--reveal", "--format", "merged"]
HOUR = ("2024-02-15T14:00:00.000000Z", "2024-02-15T15:00:00.000000Z")
ROUNDS = 2
_FIXED = r"""{
 if (FILENAME == "access.log") {
  match($0, /\[[^]]*/); s = substr($0, RSTART + 1, 26); h = substr(s, 13, 2) + 5; d = substr(s, 1, 2)
  if (h > 23) { h -= 24; d += 1 }
  k = sprintf("2024-02-%02dT%02d:%s.000000Z", d, h, substr(s, 16, 5))
 } else if (FILENAME == "app.log") k = substr($0, 1, 10) "T" substr($0, 12, 8) "." substr($0, 21, 3) "000Z"
 else if (FILENAME == "events.jsonl") k = substr($0, 15, 27)
 else k = sprintf("2024-02-%02dT%s.000000Z", substr($0, 5, 2), substr($0, 8, 8))
 print k "\t" FILENAME ":" FNR "\t" $0
}"""
_HOURS = r'\[15/Feb/2024:09:|^2024-02-15 14:|"2024-02-15T14:|^Feb 15 14:'


class Run(NamedTuple):
    """What one run of a program took."""

    clock: float
    """Seconds."""
    work: float
    """Seconds of processors."""
    memory: int
    """KiB of its largest process."""


class Rival(NamedTuple):
    """A program and what it is given."""

    name: str
    """As the table calls it."""
    command: Sequence[str]
    """Writes to standard output."""
    checked: str
    """Programs of the same word here have to write the same; empty for one of its own."""
    fresh: bool = False
    """Whether it starts without a cache."""


def main() -> int:
    """Make the logs, run what is there, and print the table."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else timeline_data.MEGABYTES
    folder = Path(tempfile.gettempdir(), "afterword-merge", str(megabytes))
    logs = [path.name for path in timeline_data.make(folder, megabytes)]
    with tempfile.TemporaryDirectory() as spare:
        os.environ["XDG_CACHE_HOME"] = f"{spare}/cache"
        rivals = list(_rivals(logs, Path(spare)))
        runs: dict[str, Run] = {}
        digests: dict[str, dict[str, str]] = {}
        for _ in range(ROUNDS):
            for rival in rivals:
                if rival.fresh:
                    shutil.rmtree(f"{spare}/cache", ignore_errors=True)
                run = _run(rival.command, folder, Path(spare, "out"))
                runs[rival.name] = min(run, runs.get(rival.name, run))
                if rival.checked:
                    digests.setdefault(rival.checked, {})[rival.name] = _digest(Path(spare, "out"))
    size = sum((folder / name).stat().st_size for name in logs) / 1e6
    print(f"{size:.0f} MB, {sum(1 for name in logs for _ in (folder / name).open('rb')):,} lines\n")
    print("| Program | Clock, s | Processors, s | MB/s | Memory, MiB | Same lines |\n|---|---|---|---|---|---|")
    for rival in rivals:
        run, same = runs[rival.name], digests.get(rival.checked, {})
        agreed = "" if not rival.checked else "yes" if len(set(same.values())) == 1 else "no"
        shown = f"{run.clock:.2f} | {run.work:.2f} | {size / run.clock:.0f} | {run.memory / 1024:.0f}"
        print(f"| {rival.name} | {shown} | {agreed} |")
    return 0 if all(len(set(same.values())) == 1 for same in digests.values()) else 1


def _rivals(logs: Sequence[str], spare: Path) -> list[Rival]:
    span = ["--from", HOUR[0], "--to", HOUR[1]]
    rivals = [
        Rival("`afterword timeline`, first time", [*AFTERWORD, *KNOWN, *logs], "", fresh=True),
        Rival("`afterword timeline`, again", [*AFTERWORD, *KNOWN, *logs], ""),
        Rival("`afterword timeline --format merged`", [*MERGED, *logs], "all"),
        Rival("the same, one hour", [*MERGED, *span, *logs], "hour"),
    ]
    compiler = shutil.which("c++")
    if compiler:
        program = str(spare / "reference")
        source = str(HERE / "timeline_merge.cpp")
        subprocess.run([compiler, "-O2", "-std=c++17", "-o", program, source], check=True)
        rivals.append(Rival("C++, told the forms", [program, "."], "all"))
        rivals.append(Rival("C++, one hour", [program, ".", *HOUR], "hour"))
    sort = "LC_ALL=C sort --parallel=2 -S 2G"
    found: list[tuple[Sequence[str], Callable[[], Rival]]] = [
        (["sort"], lambda: Rival("GNU sort of the raw lines", _shell(f"{sort} {' '.join(logs)}"), "")),
        (
            ["mawk", "sort"],
            lambda: Rival(
                "mawk and GNU sort, told the forms",
                _shell(f"mawk '{_FIXED}' {' '.join(logs)} | {sort} -s -t '\t' -k1,1"),
                "all",
            ),
        ),
        (
            ["rg", "mawk", "sort"],
            lambda: Rival("rg, mawk, and GNU sort, one hour", _shell(_by_hour(logs, sort)), "hour"),
        ),
        (["lnav"], lambda: Rival("lnav (no JSON lines; wrong zones)", _shell(_lnav(logs)), "")),
    ]
    return rivals + [make() for needed, make in found if all(map(shutil.which, needed))]


def _by_hour(logs: Sequence[str], sort: str) -> str:
    numbered = _FIXED.replace("{\n", '{ n = $1; sub(/^[0-9]+:/, ""); n += 0\n', 1).replace("FNR", "n")
    each = " ; ".join(
        f"rg -n --no-filename '{_HOURS}' {name} | mawk -v f={name} '{numbered.replace('FILENAME', 'f')}'"
        for name in logs
    )
    return f"( {each} ) | {sort} -s -t '\t' -k1,1"


def _lnav(logs: Sequence[str]) -> str:
    query = ";SELECT log_time, log_path, log_line, log_raw_text FROM all_logs"
    return f"lnav -n -c '{query}' -c ':write-csv-to -' {' '.join(logs)}"


def _shell(line: str) -> list[str]:
    return ["sh", "-c", line]


def _run(command: Sequence[str], folder: Path, output: Path) -> Run:
    """Run a program in the folder; it may fail no more than a program that finds nothing."""
    start = time.monotonic()
    with output.open("wb") as file:
        child = subprocess.Popen(command, cwd=folder, stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)[:200]}: exit {child.returncode}")
    return Run(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
