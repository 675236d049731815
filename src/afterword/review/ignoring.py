"""Comments that silence a rule for one line, with a reason: ``<!-- afterword: ignore LNG301 reason -->``."""

from collections.abc import Iterator, Sequence

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Edit

UNREASONED = "REV102"
"""The code under which a comment that silences without a reason is reported."""
UNUSED = "REV104"
"""The code under which a comment that silences nothing is reported."""

_IGNORE = later(r"<!--\s*afterword:\s*ignore\s+(?P<codes>[A-Z]{3}\d{3}(?:[\s,]+[A-Z]{3}\d{3})*)(?P<reason>[^>]*?)-->")
_CODE = later(r"[A-Z]{3}\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A comment that silences rules for the line that it stands on, or for the next one where it stands alone."""

    line: int
    """The line, from 0, that it is about."""
    codes: tuple[str, ...]
    """The rules."""
    reason: str
    """Why; empty where the comment does not say, and then it does not silence."""
    span: Span
    """The comment itself."""
    alone: bool
    """Whether nothing else stands on its line."""

    def silences(self, line: int, code: str) -> bool:
        """Whether it silences a rule on a line, from 0."""
        return line == self.line and code in self.codes and bool(self.reason)


def ignored(case: Case) -> tuple[Ignored, ...]:
    """The comments of a document, in order; those in code blocks are examples."""
    if "afterword:" not in case.text:
        return ()
    source = case.source
    code = set(_code_lines(case.blocks))
    found: list[Ignored] = []
    for number, line in enumerate(source.contents):
        for match in _IGNORE.finditer(line) if "afterword:" in line and number not in code else ():
            alone = not (line[: match.start()] + line[match.end() :]).strip()
            rest = range(number + 1, len(source.contents))
            start = source.bounds[number][0]
            found.append(
                Ignored(
                    line=next((n for n in rest if source.contents[n].strip()), number) if alone else number,
                    codes=tuple(_CODE.findall(match["codes"])),
                    reason=match["reason"].strip(" :-\u2013\u2014"),
                    span=Span(start + match.start(), start + match.end()),
                    alone=alone,
                )
            )
    return tuple(found)


def _code_lines(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        if block.kind == "fence":
            yield from range(block.first, block.last)
        yield from _code_lines(block.children)


def unreasoned(comments: Sequence[Ignored]) -> Iterator[Diagnostic]:
    """A finding for each comment that gives no reason."""
    for each in comments:
        if not each.reason:
            yield Diagnostic(
                code=UNREASONED,
                rule="ignored-without-reason",
                severity="warning",
                message="the comment silences nothing, because it gives no reason",
                span=each.span,
            )


def unused(
    case: Case, comments: Sequence[Ignored], used: set[tuple[Ignored, str]], known: frozenset[str]
) -> Iterator[Diagnostic]:
    """A finding for each comment, or code of one, that silences nothing; its fix takes it away.

    ``known`` are the codes of rules that ran.
    """
    for each in comments:
        idle = [code for code in each.codes if (each, code) not in used]
        if not each.reason or not idle:
            continue
        strange = [code for code in idle if code not in known]
        why = f"no rule {', '.join(strange)} runs here" if strange else f"{', '.join(idle)} finds nothing there"
        yield Diagnostic(
            code=UNUSED,
            rule="ignored-nothing",
            severity="warning",
            message=f"the comment silences nothing: {why}",
            span=each.span,
            fix=(_without(case, each, idle),),
        )


def _without(case: Case, comment: Ignored, idle: Sequence[str]) -> Edit:
    """The edit that takes codes out of a comment, or the comment away, with its line where it stands alone."""
    text, span = case.text, comment.span
    kept = [code for code in comment.codes if code not in idle]
    if kept:
        words = text[span.start : span.end]
        match = _IGNORE.match(words)
        assert match is not None
        return Edit(span, words[: match.start("codes")] + ", ".join(kept) + words[match.end("codes") :])
    if comment.alone:
        line = case.source.line_at(span.start)
        start, _, end = case.source.bounds[line]
        return Edit(Span(start, end), "")
    start = span.start - (len(text[: span.start]) - len(text[: span.start].rstrip(" \t")))
    at_end = text[span.end : span.end + 1] in {"", "\n", "\r"}
    return Edit(Span(start if at_end else span.start, span.end), "")
