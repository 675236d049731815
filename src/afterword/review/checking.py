"""Checking a document: every rule runs, and a rule that fails does not stop the others."""

from collections.abc import Iterator, Sequence

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic, Hit
from afterword.review.rule import Registered
from afterword.review.settings import Ignored, Settings, ignored

FAULT = "REV101"
"""The code under which a rule that failed is reported."""
UNREASONED = "REV102"
"""The code under which a comment that silences without a reason is reported."""
SETTING = "REV103"
"""The code under which a setting that could not be taken is reported."""
_MOST_HITS = 500


def check(case: Case, rules: Sequence[Registered], settings: Settings) -> tuple[Diagnostic, ...]:
    """What the rules find in a document, in the order of the text.

    laws: every span lies within the text; a rule that is silenced, or whose finding a comment ignores with a
    reason, says nothing.
    """
    silenced = tuple(ignored([case.source.content(n) for n in range(len(case.source.bounds))]))
    found = {
        (d.span, d.code, d.message): d
        for rule in rules
        for d in _run(case, rule, settings)
        if not _is_ignored(case, d, silenced)
    }
    ours = [*_unreasoned(case, silenced), *_refused(settings)]
    return tuple(sorted((*found.values(), *ours), key=lambda d: (d.span.start, d.code, d.span.end)))


def _run(case: Case, rule: Registered, settings: Settings) -> Iterator[Diagnostic]:
    severity = settings.severity(rule.code, rule.severity)
    if severity is None:
        return
    if rule.ours:
        yield from (_diagnostic(case, rule, hit, settings) for hit in rule.rule.check(case))
        return
    try:
        for number, hit in enumerate(rule.rule.check(case)):
            if number >= _MOST_HITS:
                raise ValueError(f"it yields more than {_MOST_HITS} findings")
            yield _diagnostic(case, rule, hit, settings)
    except Exception as error:  # noqa: BLE001  a stranger's rule may fail in any way
        message = f"the rule {rule.name} failed: {type(error).__name__}: {error}"
        yield Diagnostic(code=FAULT, rule="rule-failed", severity="warning", message=message, span=case.start)


def _diagnostic(case: Case, rule: Registered, hit: Hit, settings: Settings) -> Diagnostic:
    start, end = hit.span.start, hit.span.end
    if not 0 <= start <= end <= len(case.text):
        raise ValueError(f"the span {start}-{end} does not lie within the text")
    usual = hit.severity or rule.severity
    return Diagnostic(
        code=rule.code,
        rule=rule.name,
        severity=settings.severity(rule.code, usual) or usual,
        message=hit.message,
        span=hit.span,
        suggestion=hit.suggestion,
        fix=hit.fix,
    )


def _is_ignored(case: Case, diagnostic: Diagnostic, silenced: Sequence[Ignored]) -> bool:
    if not silenced:
        return False
    line = case.source.line_at(diagnostic.span.start)
    return any(line == each.line and diagnostic.code in each.codes and each.reason for each in silenced)


def _unreasoned(case: Case, silenced: Sequence[Ignored]) -> Iterator[Diagnostic]:
    for each in silenced:
        if not each.reason:
            yield Diagnostic(
                code=UNREASONED,
                rule="ignored-without-reason",
                severity="warning",
                message="the comment silences nothing, because it gives no reason",
                span=case.line(each.at + 1),
            )


def _refused(settings: Settings) -> Iterator[Diagnostic]:
    for sentence in settings.refused:
        yield Diagnostic(code=SETTING, rule="setting-refused", severity="warning", message=sentence, span=Span(0, 0))
