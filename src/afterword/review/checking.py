"""Checking a document: every rule runs, and a rule that fails does not stop the others."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import SEVERITIES, Diagnostic, Hit
from afterword.review.ignoring import ignored, unreasoned, unused
from afterword.review.language.guards import statements
from afterword.review.rule import Registered
from afterword.review.settings import Settings
from afterword.review.strangers import hear

FAULT = "REV101"
"""The code under which a rule that failed is reported."""
SETTING = "REV103"
"""The code under which a setting that could not be taken is reported."""
_LANGUAGE = "LNG"
"""How the codes of the rules about language begin; the digit after it is the kind."""
_SELF_BLAME = "LNG106"
_WISHED = "LNG3"
_OF_THEIR_OWN_KIND = frozenset({"LNG111", "LNG112"})
"""Rules about words for things and events, among those about persons."""


def check(case: Case, rules: Sequence[Registered], settings: Settings) -> tuple[Diagnostic, ...]:
    """What the rules find in a document, in the order of the text.

    laws: every span lies within the text; a rule that is silenced, or whose finding a comment ignores with a
    reason, says nothing.
    """
    comments = ignored(case)
    used = set()
    found: dict[tuple[Span, str, str], Diagnostic] = {}
    for rule in rules:
        for diagnostic in _run(case, rule, settings):
            silencing = None
            if comments:
                line = case.source.line_at(diagnostic.span.start)
                silencing = next((each for each in comments if each.silences(line, diagnostic.code)), None)
            if silencing is None:
                found[diagnostic.span, diagnostic.code, diagnostic.message] = diagnostic
            else:
                used.add((silencing, diagnostic.code))
    ran = frozenset(rule.code for rule in rules if settings.severity(rule.code, rule.severity) is not None)
    kept = _one_of_a_kind(case, tuple(found.values()))
    ours = [*unreasoned(comments), *unused(case, comments, used, ran), *_refused(settings)]
    return tuple(sorted((*kept, *ours), key=lambda d: (d.span.start, d.code, d.span.end)))


def _one_of_a_kind(case: Case, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings; of those about language, one of a kind for a sentence: the gravest.

    That the authors blame themselves is left out where the same words wish for another history.
    """
    taken: set[tuple[str, int]] = set()
    starts: list[int] = []
    wished = [d.span for d in found if d.code.startswith(_WISHED)]
    for each in sorted(found, key=lambda d: (SEVERITIES.index(d.severity), d.code, d.span.start)):
        if not each.code.startswith(_LANGUAGE) or each.code in _OF_THEIR_OWN_KIND:
            yield each
            continue
        if each.code == _SELF_BLAME and any(
            span.start < each.span.end and each.span.start < span.end for span in wished
        ):
            continue
        starts = starts or [statement.sentence.start for statement in statements(case, questions=True)]
        key = each.code[: len(_LANGUAGE) + 1], bisect_right(starts, each.span.start)
        if key not in taken:
            taken.add(key)
            yield each


def _run(case: Case, rule: Registered, settings: Settings) -> Iterator[Diagnostic]:
    if settings.severity(rule.code, rule.severity) is None:
        return
    if rule.ours:
        yield from (_diagnostic(rule, hit, settings) for hit in rule.rule.check(case))
        return
    heard = hear(rule, case)
    yield from (_diagnostic(rule, hit, settings) for hit in heard.hits)
    if heard.fault:
        message = f"the rule {rule.name} {heard.fault}"
        yield Diagnostic(code=FAULT, rule="rule-failed", severity="warning", message=message, span=case.start)


def _diagnostic(rule: Registered, hit: Hit, settings: Settings) -> Diagnostic:
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


def _refused(settings: Settings) -> Iterator[Diagnostic]:
    for sentence in settings.refused:
        yield Diagnostic(code=SETTING, rule="setting-refused", severity="warning", message=sentence, span=Span(0, 0))
