"""What of a document's text is for readers: no front matter, no HTML comments, no carried block."""

import re

from afterword.model.values import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(
    r"(?P<prefix>(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
)
_TICKS = re.compile(r"`+")
_CARRIED = re.compile(r"\s*afterword:carried\s*$")
_CARRIED_END = re.compile(r"<!--\s*/afterword:carried\s*-->")
_OPEN, _CLOSE = "<!--", "-->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """The part of a document that readers may see, and what was set apart."""

    text: str
    """Markdown with ``\\n`` line ends; a line of a comment is empty or gone."""
    lines: tuple[int, ...]
    """For each line of ``text`` its 1-based line in the document."""
    front: str | None
    """The front matter between its fences; None where there is none."""
    carried: str | None
    """The text of the carried block, markers excluded; None where there is none."""
    unclosed: int | None
    """1-based line of a comment that no ``-->`` ends; what follows it is hidden."""


def readable(text: str) -> Readable:
    """Part a document's text into what is published and what is not.

    shape: comments within code (fenced, indented, or between backticks) are code and stay; text
    between ``<!-- internal -->`` markers stays.
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    front, first = _front_matter(lines)
    scan = _Scan(lines, first)
    scan.run()
    return Readable(
        text="\n".join(line for _, line in scan.kept),
        lines=tuple(number + 1 for number, _ in scan.kept),
        front=front,
        carried="\n".join(scan.carried) if scan.carried is not None else None,
        unclosed=scan.unclosed,
    )


def _front_matter(lines: list[str]) -> tuple[str | None, int]:
    if lines and lines[0].rstrip() == "+++":
        end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "+++"), -1)
        return None, end + 1
    if not lines or lines[0].rstrip() != "---":
        return None, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), number + 1
    return None, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fence:
    mark: str
    quoted: bool
    indent: int

    def closed_by(self, line: str) -> bool:
        bare = line.strip(" \t>")
        return len(bare) >= len(self.mark) and not bare.strip(self.mark[0])

    def left_by(self, line: str) -> bool:
        """Whether the quotation or the list item around the fence has ended."""
        if self.quoted:
            return not line.lstrip(" \t").startswith(">")
        return bool(line.strip()) and _width(line) < self.indent


class _Scan:
    """One pass over the lines, with the state that a comment or a fence leaves to the next line."""

    def __init__(self, lines: list[str], first: int) -> None:
        self.lines = lines
        self.at = first
        self.kept: list[tuple[int, str]] = []
        self.carried: list[str] | None = None
        self.unclosed: int | None = None
        self.fence: _Fence | None = None

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if self.fence is not None and self.fence.left_by(line):
                self.fence = None
            if self.fence is not None:
                self._keep(line)
                if self.fence.closed_by(line):
                    self.fence = None
            elif (opening := _FENCE.match(line)) and not (opening["mark"][0] == "`" and "`" in opening["info"]):
                self.fence = _Fence(
                    mark=opening["mark"],
                    quoted=">" in opening["prefix"],
                    indent=_width(opening["prefix"]) if self._is_in_list(opening["prefix"]) else 0,
                )
                self._keep(line)
            elif self._is_indented_code():
                self._keep(line)
            else:
                self._strip()
            self.at += 1

    def _keep(self, line: str) -> None:
        self.kept.append((self.at, line))

    def _is_indented_code(self) -> bool:
        """Four columns of space below a blank line, with no list above that it could belong to."""
        line = self.lines[self.at]
        if not line.startswith(("    ", "\t")) or not line.strip():
            return False
        above = [text for _, text in self.kept[-40:]]
        while above and above[-1].startswith(("    ", "\t")) and above[-1].strip():
            above.pop()
        if above and above[-1].strip():
            return False
        outer = next((text for text in reversed(above) if text.strip() and not text.startswith(("  ", "\t"))), "")
        return not re.match(r" ?(?:[-*+]|\d{1,9}[.)])(?:\s|$)|\[\^", outer)

    def _is_in_list(self, prefix: str) -> bool:
        """Whether a fence behind this prefix belongs to a list item, and ends at the latest with it."""
        if prefix.strip(" \t>"):
            return True
        outer = (text for _, text in reversed(self.kept[-60:]) if text.strip() and _width(text) < len(prefix))
        return bool(prefix) and bool(re.match(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)", next(outer, "")))

    def _strip(self) -> None:
        """Keep a line without its comments; a comment that runs on takes the lines it covers."""
        line, start = self.lines[self.at], self.at
        kept, position, removed = [], 0, False
        while (found := _next(line, position)) >= 0:
            kept.append(line[position:found])
            end = self._close(line, found)
            if end is None:
                if line[:found].strip(" \t>"):
                    kept.append(line[found : found + len(_OPEN)])
                    position = found + len(_OPEN)
                    continue
                self.unclosed = start + 1
                self.at, line, position = len(self.lines), "", 0
                removed = True
                break
            line, position, removed = self.lines[self.at], end, True
        text = "".join(kept) + line[position:]
        if not removed:
            self.kept.append((start, text))
        elif text.strip(" \t>") or not self._within_table(start):
            self.kept.append((start, text.rstrip() + ("  " if text.endswith("  ") and text.strip() else "")))

    def _close(self, line: str, found: int) -> int | None:
        """Where the comment ends in the line that is then the current one; None where it never does."""
        if _CARRIED.match(line[found + len(_OPEN) :].partition(_CLOSE)[0]) and _CLOSE in line[found:]:
            return self._close_carried(found)
        for number in range(self.at, len(self.lines)):
            after = found + len(_OPEN) if number == self.at else 0
            # `<!-->` and `<!--->` are whole comments
            if number == self.at and re.match(r"-?>", line[after:]):
                return after + line[after:].index(">") + 1
            end = self.lines[number].find(_CLOSE, after)
            if end >= 0:
                self.at = number
                return end + len(_CLOSE)
        return None

    def _close_carried(self, found: int) -> int:
        body: list[str] = []
        first = self.lines[self.at].index(_CLOSE, found) + len(_CLOSE)
        for number in range(self.at, len(self.lines)):
            line = self.lines[number][first:] if number == self.at else self.lines[number]
            if match := _CARRIED_END.search(line):
                body.append(line[: match.start()])
                end = match.end() + (first if number == self.at else 0)
                break
            body.append(line)
        else:
            number, end = len(self.lines) - 1, len(self.lines[-1])
        self.carried = [*(self.carried or []), *body]
        self.at = number
        return end

    def _within_table(self, start: int) -> bool:
        """Whether the lines on both sides are rows, so that an empty line would cut the table in two."""
        above = self.lines[start - 1] if start else ""
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return above.lstrip(" \t>").startswith("|") and below.lstrip(" \t>").startswith("|")


def _width(line: str) -> int:
    """Columns before the content: of white space, or of a prefix with its list markers."""
    expanded = line.expandtabs(4)
    marker = re.match(r"[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*$", expanded)
    return len(expanded) if marker else len(expanded) - len(expanded.lstrip(" "))


def _next(line: str, position: int) -> int:
    """Offset of the next ``<!--`` outside of code between backticks; -1 where there is none."""
    while True:
        found = line.find(_OPEN, position)
        ticks = _TICKS.search(line, position)
        if found < 0 or ticks is None or ticks.start() > found:
            return found
        if ticks.start() and line[ticks.start() - 1] == "\\":
            position = ticks.start() + 1
            continue
        closing = next((m for m in _TICKS.finditer(line, ticks.end()) if m.group() == ticks.group()), None)
        position = closing.end() if closing else ticks.end()
