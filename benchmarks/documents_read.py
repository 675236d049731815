"""Documents read in a second by one process, and milliseconds until a command answers.

Run it with ``python benchmarks/documents_read.py [FOLDER]``; it prints one JSON object. Without a folder it reads the
example's five postmortems.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from afterword.houses import lens

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "checkout-outage"
"""The example's postmortems, one in each house."""


def median(work: Callable[[], object], times: int) -> float:
    """The median of the seconds that some work takes, after one time that warms the caches."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def milliseconds(*command: str | Path) -> float:
    """The median time of a process."""
    return round(1000 * median(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 7), 1)


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    paths = sorted(folder.glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    reading = median(lambda: [lens.get(text) for text in texts], 5)
    records = [lens.get(text).record for text in texts]
    putting = median(lambda: [lens.put(text, record) for text, record in zip(texts, records, strict=True)], 5)
    program = Path(sys.executable).with_name("afterword")
    figures = {
        "documents": len(texts),
        "characters": sum(map(len, texts)),
        "read_per_second": round(len(texts) / reading, 1),
        "put_back_per_second": round(len(texts) / putting, 1),
        "bare_python_ms": milliseconds(sys.executable, "-c", "pass"),
        "help_ms": milliseconds(program, "--help"),
        "read_one_ms": milliseconds(program, "read", paths[0], "--format", "json"),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
