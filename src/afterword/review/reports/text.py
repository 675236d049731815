"""Text for a person: each finding with the line it is about and its trigger marked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from afterword.review.diagnostic import SEVERITIES
from afterword.review.reports.located import Located

_WIDTH = 110
_LEAD = 40


def write(found: Sequence[Located]) -> str:
    """The findings, file by file, and a line that counts them; nothing but that line where there are none."""
    lines = [line for each in found for line in _finding(each)]
    return "".join(f"{line}\n" for line in (*lines, _count(found)))


def _finding(each: Located) -> Iterator[str]:
    (line, column), (end_line, end_column) = each.start, each.end
    found = each.diagnostic
    yield f"{each.file}:{line}:{column}: {found.severity} {found.code} {found.message}"
    text = each.source.content(line - 1) if each.source.bounds else ""
    stop = min(end_column - 1 if end_line == line else len(text), len(text))
    cut = max(0, column - 1 - _LEAD) if len(text) > _WIDTH else 0
    shown = text[cut : cut + _WIDTH].replace("\t", " ")
    if shown.strip():
        yield f"    {'…' if cut else ''}{shown}{'…' if cut + _WIDTH < len(text) else ''}"
        marks = max(1, min(stop - (column - 1), len(shown) - (column - 1 - cut)))
        yield " " * (4 + bool(cut) + column - 1 - cut) + "^" * marks
    if found.suggestion:
        yield f"    {found.suggestion}"
    yield ""


def _count(found: Sequence[Located]) -> str:
    counts = Counter(each.diagnostic.severity for each in found)
    if not counts:
        return "No findings."
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
    files = len({each.file for each in found})
    parts = ", ".join(f"{counts[s]} {words[s][counts[s] > 1]}" for s in SEVERITIES if counts[s])
    where = f"{files} document{'s' if files != 1 else ''}"
    fixable = sum(bool(each.diagnostic.fix) for each in found)
    mends = f" --fix can mend {fixable}." if fixable else ""
    return f"{parts} in {where}. `afterword explain {found[0].diagnostic.code}` explains one.{mends}"
