"""A finding with its file and its place in lines and columns, as reports show it."""

from collections.abc import Sequence

from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.diagnostic import Diagnostic
from afterword.text.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A finding and where it is; lines and columns from 1, columns in characters, the end excluded."""

    file: str
    """The document."""
    source: Source
    """Its text."""
    diagnostic: Diagnostic
    """The finding."""

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return _position(self.source, self.diagnostic.span.start)

    @property
    def end(self) -> tuple[int, int]:
        """Line and column after the last character."""
        return _position(self.source, self.diagnostic.span.end)

    def plain(self) -> dict[str, Plain]:
        """The finding as ``check --format json`` has it."""
        found = self.diagnostic
        (line, column), (end_line, end_column) = self.start, self.end
        return {
            "code": found.code,
            "rule": found.rule,
            "severity": found.severity,
            "message": found.message,
            "file": self.file,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "suggestion": found.suggestion,
            "fix": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in found.fix] or None,
        }


def located(file: str, source: Source, diagnostics: Sequence[Diagnostic]) -> tuple[Located, ...]:
    """The findings of a document with their places."""
    return tuple(Located(file=file, source=source, diagnostic=diagnostic) for diagnostic in diagnostics)


def _position(source: Source, offset: int) -> tuple[int, int]:
    if not source.bounds:
        return 1, 1
    line = source.line_at(offset)
    start, end, _ = source.bounds[line]
    return line + 1, min(offset, end) - start + 1
