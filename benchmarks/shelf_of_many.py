"""How long a shelf of many postmortems takes: the first index, nothing changed, a search, likeness, trends, recurrence.

Run it with ``python benchmarks/shelf_of_many.py [COUNT]``; it makes up 10,000 documents of about 5 kB unless told
otherwise, and prints one JSON object. The index is made by the program itself, in all processors, in a cache folder of
its own; what follows is asked in this process. Seconds are those of the clock and those that the processors worked,
which say more on a busy machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from made_up_documents import documents

PROGRAM = Path(sys.executable).with_name("afterword")
"""The program of this environment."""
TODAY = date(2026, 1, 31)
"""The day from which the made-up documents are seen."""
QUESTIONS = ("exhausted quota", '"connection pool"', "certificate -redis", "scale* class:capacity")
"""What is searched for."""


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds by the clock, and of the processors, that some work takes."""
    before, start = os.times(), time.perf_counter()
    work()
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    return {"clock": round(time.perf_counter() - start, 3), "processors": round(spent, 3)}


def run(*words: str | Path) -> None:
    """Run the program and be silent about what it says."""
    subprocess.run([PROGRAM, *words], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def asked(cache: Path) -> dict[str, object]:
    """What a program that holds the index asks of it."""
    from afterword.cli import _shelf
    from afterword.learning.likeness import Likeness
    from afterword.learning.recurrence import recurrences, rules
    from afterword.learning.searching import parse, search
    from afterword.learning.shelf import Shelf
    from afterword.learning.trends import trends

    (index,) = cache.rglob("*.sqlite")
    shelf = Shelf(index, way=_shelf._program())  # noqa: SLF001  # the same index that the program made
    found: dict[str, object] = {"index_megabytes": round(index.stat().st_size / 1e6, 1)}
    search(shelf, parse("warm"))
    for question in QUESTIONS:
        found[f"search {question}"] = min(
            (timed(lambda q=question: search(shelf, parse(q))) for _ in range(3)), key=str
        )
    incidents = shelf.incidents()
    likeness = Likeness(shelf)
    one = incidents[-1]
    terms = likeness.terms(one.file)
    assert terms is not None
    found["similar"] = timed(lambda: likeness.similar(one, terms))
    found["trends"] = timed(lambda: trends(incidents, "quarter", TODAY))
    found["recurrences"] = timed(lambda: recurrences(incidents, likeness, TODAY, rules()))
    return found


def main() -> None:
    """Make up documents, measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as made:
        folder, cache = Path(made) / "documents", Path(made) / "cache"
        folder.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(cache)
        for number, text in enumerate(documents(count)):
            (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
        figures: dict[str, object] = {"documents": count}
        for name in ("first index and a search", "nothing changed and a search"):
            figures[name] = timed(lambda: run("search", "--in", folder, "quota", "--limit", "1"))
        print(json.dumps(figures | asked(cache), indent=2))


if __name__ == "__main__":
    main()
