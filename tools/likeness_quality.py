"""How well classes are suggested, and how often the three likeliest incidents are of the same class.

Run it with ``python tools/likeness_quality.py FOLDER LABELS``; it prints one JSON object. LABELS is a file of JSON
lines, ``{"file": "outage.md", "classes": ["network", "configuration"]}``, the most fitting class first, written by a
person who read the documents and not the suggestions. What is compared is the whole, and the same without anything
but words (TF-IDF alone), with fields and without. A class counts where five documents or more have it first, so that
three others can be found.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest import mock

from afterword.cli._record import opener
from afterword.learning import likeness
from afterword.learning.page import Page, page_of
from afterword.learning.shelf import Shelf, Stamp

NEAREST = 3
"""How many incidents are asked for."""
LEAST = 5
"""How many documents a class needs to be counted."""

Labels = Mapping[str, Sequence[str]]


def pages_of(folder: Path, labels: Labels) -> list[Page]:
    """The pages of the labelled documents, as if none stated a class."""
    opened = opener()
    pages = []
    for name in labels:
        document = opened(str(folder / name))
        pages.append(page_of(document.record, document.text, name, name))
    return pages


def shelf_of(pages: Sequence[Page]) -> Shelf:
    """A shelf in memory."""
    shelf = Shelf(None, way="measured")
    known = {page.file: page for page in pages}
    stamps = [Stamp(path=name, size=1, changed=0, inode=0) for name in known]
    shelf.refresh(stamps, lambda name: name, lambda names: [known[name] for name in names], now=1e9)
    return shelf


def suggested(pages: Sequence[Page], labels: Labels) -> dict[str, float]:
    """How often what is suggested is what a person chose."""
    given = [([s.name for s in page.incident.suggested], labels[page.file]) for page in pages if page.incident]
    some = [pair for pair in given if pair[0]]
    every = [(name, wanted) for names, wanted in some for name in names]
    return {
        "documents": len(given),
        "without a suggestion": round(1 - len(some) / len(given), 3),
        "first is right, of all": round(sum(names[0] in wanted for names, wanted in some) / len(given), 3),
        "first is right, of those with one": round(sum(names[0] in wanted for names, wanted in some) / len(some), 3),
        "right among all suggested": round(sum(name in wanted for name, wanted in every) / len(every), 3),
    }


def same_class(pages: Sequence[Page], labels: Labels) -> float:
    """The share of the nearest incidents that have a class in common."""
    shelf = shelf_of(pages)
    compared = likeness.Likeness(shelf)
    first = Counter(labels[page.file][0] for page in pages)
    hits, total = 0, 0
    for page in pages:
        if page.incident is None or page.terms is None or first[labels[page.file][0]] < LEAST:
            continue
        near = compared.similar(page.incident, page.terms, limit=NEAREST)
        hits += sum(bool({*labels[like.incident.file]} & {*labels[page.file]}) for like in near)
        total += len(near)
    return round(hits / total, 3) if total else 0.0


def main() -> None:
    """Measure and print."""
    folder, file = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    labels: Labels = {row["file"]: row["classes"] for row in rows}
    pages = pages_of(folder, labels)
    figures: dict[str, object] = {
        "suggested": suggested(pages, labels),
        "nearest in the same class": same_class(pages, labels),
    }
    with mock.patch.dict(likeness.SHARED, clear=True):
        figures["the same by words in fields alone"] = same_class(pages, labels)
        with mock.patch.dict(likeness.FIELDS, dict.fromkeys(likeness.FIELDS, 1.0)):
            figures["the same by words alone"] = same_class(pages, labels)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
