"""Hold the lens to its laws over made-up documents: ``python tools/check_laws.py [COUNT] [FIRST]``.

Every document is read and put back (law 1), changed and read again (law 2), and converted to a house and on to another
one, each time with nothing lost (laws 3 and 4). Every fault is printed with the number that makes its document; the
last line counts.
"""

import os
import runpy
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import cast

from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.comparing import comparable, without_form
from afterword.houses.reading.getting import Reading
from afterword.houses.writing.converting import convert
from afterword.houses.writing.escalating import failing
from afterword.model.plain import Plain

DOCUMENTS = Path(__file__).resolve().parents[1] / "tests" / "laws" / "documents.py"
_CHUNK = 50
_COUNT = 10_000
_REFUSED = "a refused change"


def faults_of(text: str, number: int) -> Iterator[str]:
    """What does not hold for a document; ``number`` chooses the change and the houses."""
    first = lens.get(text)
    if lens.put(text, first.record) != text:
        yield "law 1: put changes bytes"
    yield from _changed(text, first, number)
    names = library.names()
    houses = [names[number % len(names)], names[(number // len(names)) % len(names)]]
    reading = first
    for name in houses:
        try:
            made = convert(reading, library.load(name))
        except RefusedEdit as error:
            yield f"law 3: {error}"
            return
        if lens.put(made.text, made.reading.record) != made.text:
            yield f"law 1: put changes bytes of the result in {name}"
        yield from _lost(first, made.reading, name)
        reading = made.reading


def _changed(text: str, first: Reading, number: int) -> Iterator[str]:
    record = first.record
    wanted = replace(record, title="Another title")
    if number % 4 == 1 and record.actions:
        wanted = replace(record, actions=record.actions[1:])
    elif number % 4 == 2 and record.timeline:
        event = replace(record.timeline[-1], what="Something else happened")
        wanted = replace(record, timeline=(*record.timeline[:-1], event))
    elif number % 4 == 3:
        wanted = replace(record, summary="In short, it broke.")
    try:
        if not lens.agrees(lens.put(text, wanted), wanted):
            yield "law 2: a changed record reads back different"
    except RefusedEdit as error:
        # nothing is written then; a code block that never ends, for instance, takes whatever is put behind it
        yield f"{_REFUSED}: {error}"


def _lost(first: Reading, again: Reading, name: str) -> Iterator[str]:
    worded = first.derived_phases | again.derived_phases
    want, got = (without_form(comparable(tree, worded)) for tree in (first.tree, again.tree))
    if keeps_notes(want, got):
        want.pop("remainder", None)
        got.pop("remainder", None)
    if names := failing(want, got):
        yield f"law 4: {', '.join(sorted(names))} differ in {name}"


def keeps_notes(want: Mapping[str, Plain], got: Mapping[str, Plain]) -> bool:
    """Whether a record has the notes of another one, each whole; lines that no field took became further ones.

    Without a heading those stand below the note without one.
    """
    notes, held = (
        iter(sorted(cast("list[dict[str, str]]", tree.get("remainder") or []), key=lambda note: "heading" in note))
        for tree in (want, got)
    )
    return all(any(_has(other, note) for other in held) for note in notes)


def _has(note: Mapping[str, str], part: Mapping[str, str]) -> bool:
    text, start = (f"{n.get('text') or ''}\n\n" for n in (note, part))
    return note.get("heading") == part.get("heading") and (note == part or text.startswith(start))


def _chunk(first: int, count: int) -> list[tuple[int, str]]:
    document = cast("Callable[[int], str]", runpy.run_path(str(DOCUMENTS))["document"])
    return [(n, fault) for n in range(first, first + count) for fault in faults_of(document(n), n)]


def main() -> int:
    """Checks the documents; 1 where a law does not hold."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began = time.monotonic()
    kinds: Counter[str] = Counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        firsts = range(start, start + count, _CHUNK)
        sizes = [min(_CHUNK, start + count - first) for first in firsts]
        for found in pool.map(_chunk, firsts, sizes):
            for number, fault in found:
                kinds[fault.partition(":")[0]] += 1
                print(f"document {number}: {fault}")
    seconds = time.monotonic() - began
    refused = kinds.pop(_REFUSED, 0)
    told = ", ".join(f"{law}: {n}" for law, n in sorted(kinds.items())) or "none"
    print(f"{count} documents in {seconds:.0f} s; changes refused: {refused}; faults: {told}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
