"""Inlines as Markdown: emphasis that opens and closes where CommonMark lets it, links, code, images."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from afterword.model.values import dataclass
from afterword.text.foreign.characters import CLOSE, OPEN, spaced
from afterword.text.foreign.escaping import code_span, escape, target
from afterword.text.foreign.tree import (
    Break,
    Code,
    Emphasis,
    Image,
    Inline,
    Link,
    NoteMark,
    Raised,
    Remark,
    Strike,
    Strong,
    Text,
)
from afterword.text.wording import shortened

Mark = str
_MARKS: tuple[Mark, ...] = ("~~", "**", "*")
_MARK_OF: dict[type, Mark] = {Strike: "~~", Strong: "**", Emphasis: "*"}
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_UNSAFE = re.compile(r"\s*(?:javascript|vbscript|data|file|about|blob)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a line in one emphasis."""

    text: str
    """What it shows, not escaped, or Markdown where it is an atom."""
    marks: frozenset[Mark] = frozenset()
    """Its emphasis."""
    is_atom: bool = False
    """Whether its text is Markdown already and cannot be divided."""
    is_silent: bool = False
    """Whether it prints nothing: the place of a remark."""

    @property
    def is_space(self) -> bool:
        """Whether it is white space or nothing at all."""
        return not self.is_atom and not self.text.strip()


@dataclass(slots=True, kw_only=True)
class Speller:
    """Writes inlines and remembers the remarks that it meets."""

    folder: str = ""
    """Where attachments will lie, relative to the document."""
    note_numbers: dict[str, int]
    """The number under which each note is written."""
    remarks: list[Remark]
    """What was met, each at the index that its place in the text holds."""

    def line(self, inlines: Sequence[Inline], *, line_end: str = "  \n", code: Callable[[str], str] = code_span) -> str:
        """Inlines as Markdown; ``line_end`` stands for the author's own ends of lines."""
        runs = self._runs(inlines, frozenset(), line_end, code)
        return "".join(_serialised(_flanked(_settled(list(runs))))).strip(" ")

    def sentinel(self, remark: Remark) -> str:
        """The place of a remark in the text."""
        self.remarks.append(remark)
        return f"{OPEN}{len(self.remarks) - 1}{CLOSE}"

    def _runs(
        self, inlines: Sequence[Inline], marks: frozenset[Mark], line_end: str, code: Callable[[str], str]
    ) -> Iterator[Run]:
        for inline in inlines:
            match inline:
                case Text(text=text):
                    yield Run(text=spaced(text), marks=marks)
                case Strong() | Emphasis() | Strike():
                    yield from self._runs(inline.children, marks | {_MARK_OF[type(inline)]}, line_end, code)
                case Raised():
                    yield from self._raised(inline, marks, line_end, code)
                case Code(text=text):
                    if text.strip():
                        yield Run(text=code(spaced(text).strip()), marks=marks, is_atom=True)
                case Link():
                    yield from self._link(inline, marks, line_end, code)
                case Image():
                    yield Run(text=self._image(inline), marks=frozenset(), is_atom=True)
                case Break():
                    yield Run(text=line_end, is_atom=True)
                case NoteMark(key=key):
                    yield Run(text=f"[^{self.note_numbers[key]}]", is_atom=True)
                case Remark():
                    yield Run(text=self.sentinel(inline), marks=marks, is_atom=True, is_silent=True)

    def _raised(
        self, inline: Raised, marks: frozenset[Mark], line_end: str, code: Callable[[str], str]
    ) -> Iterator[Run]:
        table = _SUPERSCRIPTS if inline.tag == "sup" else _SUBSCRIPTS
        text = "".join(part.text for part in inline.children if isinstance(part, Text))
        if all(isinstance(part, Text) for part in inline.children) and all(ord(c) in table for c in text):
            yield Run(text=text.translate(table), marks=marks)
            return
        inner = list(self._runs(inline.children, marks, line_end, code))
        if all(run.is_silent or run.is_space for run in inner):
            yield from inner
            return
        yield Run(text=f"<{inline.tag}>", marks=marks, is_atom=True)
        yield from inner
        yield Run(text=f"</{inline.tag}>", marks=marks, is_atom=True)

    def _link(self, link: Link, marks: frozenset[Mark], line_end: str, code: Callable[[str], str]) -> Iterator[Run]:
        plain = plain_of(link.children)
        if _UNSAFE.match(link.url) or not link.url.strip():
            yield from self._runs(link.children, marks, line_end, code)
            if link.url.strip():
                message = (
                    f"The link of {_short(plain)!r} to {_short(link.url)!r} leads nowhere for others; its words stay."
                )
                yield Run(text=self.sentinel(Remark(code="IM117", message=message)), is_atom=True, is_silent=True)
            return
        inner = tuple(part for part in link.children if not isinstance(part, Link)) or link.children
        text = self.line(inner, line_end=" ", code=code)
        if plain[:1].isspace():
            yield Run(text=" ", marks=marks)
        if _is_bare(plain.strip(), link.url) and text == escape(spaced(plain).strip()):
            yield Run(text=link.url.removeprefix("mailto:") if "@" in plain else link.url, marks=marks, is_atom=True)
        elif text:
            yield Run(text=f"[{_balanced(text)}]({target(link.url)})", marks=marks, is_atom=True)
        if plain[-1:].isspace() and plain.strip():
            yield Run(text=" ", marks=marks)

    def _image(self, image: Image) -> str:
        url = image.url
        if url.startswith("attachment:"):
            url = f"{self.folder}/{url.removeprefix('attachment:')}"
        return f"![{_balanced(escape(spaced(image.alt).strip()))}]({target(url)})"


def plain_of(inlines: Sequence[Inline]) -> str:
    """The words of inlines."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Strong() | Emphasis() | Strike() | Raised() | Link():
                parts.append(plain_of(inline.children))
            case Break():
                parts.append(" ")
            case Image(alt=alt):
                parts.append(alt)
            case _:
                continue
    return "".join(parts)


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), 60)


def _is_bare(plain: str, url: str) -> bool:
    if plain == url.removeprefix("mailto:") and url.startswith("mailto:"):
        return re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", plain) is not None
    return plain == url and re.fullmatch(r"https?://[^\s<>()\[\]]*[\w/=#-]", url) is not None


def _balanced(text: str) -> str:
    """The words of a link with brackets that do not end it early."""
    depth = 0
    for at, char in enumerate(text):
        if text[at - 1 : at] == "\\":
            continue
        depth += (char == "[") - (char == "]")
        if depth < 0:
            break
    return text if depth == 0 else re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)


def _settled(runs: list[Run]) -> list[Run]:
    """Runs with white space apart, emphasised only where both neighbours are."""
    parted: list[Run] = []
    for run in runs:
        if run.is_atom:
            parted.append(run)
            continue
        for piece in re.findall(r"\s+|\S+(?:\s+\S+)*", run.text):
            space_before = parted and parted[-1].is_space
            if not (space_before and not piece.strip()):
                parted.append(replace(run, text=piece))
    before = _marks_so_far(parted)
    after = _marks_so_far(parted[::-1])[::-1]
    for at, run in enumerate(parted):
        if run.is_space or run.is_silent:
            parted[at] = replace(run, marks=before[at] & after[at])
    return parted


def _marks_so_far(runs: list[Run]) -> list[frozenset[Mark]]:
    """For each run the emphasis of the last words before it."""
    found = []
    last: frozenset[Mark] = frozenset()
    for run in runs:
        found.append(last)
        if not (run.is_space or run.is_silent):
            last = run.marks
    return found


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _edge(run: Run, at: int) -> str:
    """The first or last character of a run; an atom counts as punctuation, since it is marks or brackets."""
    return "]" if run.is_atom and not run.text[at].isalnum() else run.text[at]


def _flanked(runs: list[Run]) -> list[Run]:
    """Runs whose emphasis CommonMark will see: punctuation at its edge goes outside where a word follows at once."""
    done: list[Run] = []
    waiting = [run for run in runs if run.text]
    heard = [n for n, run in enumerate(waiting) if not run.is_silent]
    following = dict(zip(heard, [waiting[n] for n in heard[1:]], strict=False))
    previous: Run | None = None
    for at, run in enumerate(waiting):
        if run.is_silent:
            done.append(run)
            continue
        pieces = [run]
        if at in following and run.marks - following[at].marks:
            pieces = [piece for piece in _trimmed(run, following[at], at_end=True) if piece.text]
        if previous and pieces[0].marks - previous.marks:
            pieces = [*_trimmed(pieces[0], previous, at_end=False), *pieces[1:]]
        done.extend(piece for piece in pieces if piece.text)
        previous = done[-1]
    return done


def _trimmed(run: Run, neighbour: Run, *, at_end: bool) -> list[Run]:
    edge, other = _edge(run, -1 if at_end else 0), _edge(neighbour, 0 if at_end else -1)
    if run.is_space or not _is_punctuation(edge) or other.isspace() or _is_punctuation(other):
        return [run]
    marks = run.marks & neighbour.marks
    if run.is_atom:
        return [replace(run, marks=marks)]
    count = 0
    text = run.text[::-1] if at_end else run.text
    while count < len(text) and (_is_punctuation(text[count]) or text[count].isspace()):
        count += 1
    cut = len(run.text) - count if at_end else count
    head, tail = replace(run, text=run.text[:cut]), replace(run, text=run.text[cut:])
    return [head, replace(tail, marks=marks)] if at_end else [replace(head, marks=marks), tail]


def _serialised(runs: Sequence[Run]) -> Iterator[str]:
    stack: list[Mark] = []
    for run in runs:
        while stack and not set(stack) <= run.marks:
            yield stack.pop()
        for mark in _MARKS:
            if mark in run.marks and mark not in stack:
                stack.append(mark)
                yield mark
        yield run.text if run.is_atom else escape(run.text)
    yield from reversed(stack)
