"""Text without its code: what stands between fences or back quotes is nobody's link, hole, or sentence."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`{1,40})(?!`)")


def without_code(text: str) -> str:
    """The text with spaces for every character of code, so that lines and columns stay."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            is_end = mark is not None and mark.group(1).startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if is_end else fence
            yield " " * len(line)
        elif mark is not None and (mark.group(1)[0] == "~" or "`" not in line[mark.end() :]):
            fence = mark.group(1)
            yield " " * len(line)
        else:
            yield _without_spans(line) if "`" in line else line


def _without_spans(line: str) -> str:
    marks = list(_SPAN.finditer(line))
    closing: dict[int, int] = {}
    last: dict[str, int] = {}
    for number in reversed(range(len(marks))):
        if (close := last.get(marks[number].group())) is not None:
            closing[number] = close
        last[marks[number].group()] = number
    kept, end, at = [], 0, 0
    while at < len(marks):
        if at not in closing:
            at += 1
            continue
        start, stop = marks[at].start(), marks[closing[at]].end()
        kept += [line[end:start], " " * (stop - start)]
        end, at = stop, closing[at] + 1
    return "".join([*kept, line[end:]])
