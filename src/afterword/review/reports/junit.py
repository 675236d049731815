"""JUnit XML: a document is a suite, a finding a failed case."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from afterword.review.reports.located import Located

_BAD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def write(found: Sequence[Located]) -> str:
    """The suites; none where there are no findings."""
    suites = "".join(_suite(file, tuple(group)) for file, group in groupby(found, key=lambda each: each.file))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="{len(found)}">\n{suites}</testsuites>\n'


def _suite(file: str, found: Sequence[Located]) -> str:
    failures = sum(each.diagnostic.severity == "error" for each in found)
    head = f'<testsuite name={_quoted(file)} tests="{len(found)}" failures="{failures}">\n'
    return f"{head}{''.join(_case(each) for each in found)}</testsuite>\n"


def _case(each: Located) -> str:
    finding = each.diagnostic
    name = _quoted(f"{finding.code} {finding.rule} line {each.start[0]}")
    return f"<testcase classname={_quoted(each.file)} name={name}>{''.join(_verdict(each))}</testcase>\n"


def _verdict(each: Located) -> Iterator[str]:
    finding = each.diagnostic
    place = f"{each.file}:{each.start[0]}:{each.start[1]}"
    if finding.severity == "error":
        words = escape(f"{place} {finding.suggestion or ''}".translate(_BAD).strip())
        yield f"<failure message={_quoted(finding.message)}>{words}</failure>"
    else:
        yield f"<system-out>{escape(f'{place} {finding.severity}: {finding.message}'.translate(_BAD))}</system-out>"


def _quoted(text: str) -> str:
    return quoteattr(text.translate(_BAD))
