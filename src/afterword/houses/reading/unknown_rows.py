"""Rows of a table that no field takes: they are kept in the remainder, as written."""

from collections.abc import Collection, Sequence

from afterword.houses.reading.free_text import house_words
from afterword.houses.reading.places import Layout, Unit
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.work import Work
from afterword.text import tables
from afterword.text.wording import name_key, plain_text

_STRIPPED = " -*_|.:"


def keep_unknown_rows(work: Work, lines: range, known: Collection[int]) -> None:
    """Keeps the rows of a table that hold a value and are not among the known lines; neighbours become one part."""
    ours = house_words(work.house.root)
    _keep(work, [n for n in lines if n not in known and _says(work, n, ours)])


def with_bars(work: Work, lines: range) -> list[int]:
    """The rows of a table that have a bar; a picture or a line of text between them is none, and is kept as written."""
    if not work.house.reads_freely:
        return [*lines]
    loose = [n for n in lines if "|" not in work.source.content(n)]
    _keep(work, loose)
    return [n for n in lines if n not in loose]


def _keep(work: Work, kept: Sequence[int]) -> None:
    runs: list[list[int]] = []
    for line in kept:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        text = "\n".join(work.source.content(line).strip() for line in run)
        work.add(
            Unit(
                owner=("remainder",),
                first=run[0],
                last=run[-1] + 1,
                layout=Layout(form="paragraph"),
                item={"heading": _heading(work), "text": text, "line": run[0] + 1},
            )
        )


def _says(work: Work, line: int, ours: Collection[str]) -> bool:
    """Whether a row has a label and a value that a person wrote."""
    content = work.source.content(line)
    cells = [content[span.start : span.end].strip() for span in tables.cells(content, 0)]
    if len(cells) < 2 or not name_key(cells[0]):
        return False
    if plain_text(content).strip(_STRIPPED).casefold() in ours:
        return False
    return any(map(says_something, cells[1:]))


def says_something(value: str) -> bool:
    """Whether a person wrote a value: it has a letter or a figure, and is no template's."""
    return any(map(str.isalnum, value)) and not is_residue(value)


def _heading(work: Work) -> str | None:
    """The heading of the section that is being read; None under the title and before the first heading."""
    found = next((f for f in reversed(work.scan.found) if f.title), None)
    return found.title if found is not None and not found.part.title else None
