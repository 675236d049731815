"""Annotations for GitHub Actions: a workflow command for each finding."""

from collections.abc import Sequence

from afterword.review.reports.located import Located

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(found: Sequence[Located]) -> str:
    """One command a line."""
    return "".join(_command(each) for each in found)


def _command(each: Located) -> str:
    (line, column), (end_line, end_column) = each.start, each.end
    finding = each.diagnostic
    # GitHub takes columns of one line only
    columns = f",col={column},endColumn={max(end_column - 1, column)}" if end_line == line else ""
    place = f"file={_property(each.file)},line={line},endLine={end_line}{columns}"
    title = f"{finding.code} {finding.rule}"
    return f"::{_LEVELS[finding.severity]} {place},title={_property(title)}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
