"""A rule in Markdown: beside a finding, and as a page of its own."""

from collections.abc import Iterator

from afterword.review.diagnostic import Diagnostic
from afterword.review.page import Page, read_page
from afterword.review.registry import registered_rules
from afterword.review.rule import Registered


def rule_of(code: str) -> Registered | None:
    """The rule of a code; None for the codes of the review itself."""
    return next((rule for rule in registered_rules() if rule.code == code), None)


def explanation(found: Diagnostic) -> str:
    """A finding with why it matters and what to write instead."""
    parts = [f"**{found.code}** {found.rule} ({found.severity})", f"{found.message}."]
    rule = rule_of(found.code)
    if rule is not None:
        page = read_page(rule.page)
        parts += [page.message, page.why, f"*Instead:* {page.instead}" if page.instead else ""]
    parts.append(f"*Suggestion:* {found.suggestion}" if found.suggestion else "")
    return "\n\n".join(part for part in parts if part)


def rule_page(code: str) -> str | None:
    """The whole page of a rule, with its examples; None where no rule has the code."""
    rule = rule_of(code)
    if rule is None:
        return None
    page = read_page(rule.page)
    parts = [f"# {rule.code} {rule.name}", f"Severity: {rule.severity}", page.message, page.why]
    parts += [f"Instead: {page.instead}"] if page.instead else []
    parts += [*_examples(page), f"Asked for by: {', '.join(rule.sources)}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _examples(page: Page) -> Iterator[str]:
    for each in page.examples:
        name = "Bad" if each.fires else "Good"
        fence = "`" * (max((len(run) for run in each.text.split() if not run.strip("`")), default=2) + 1)
        fence = fence if len(fence) > 2 else "```"
        yield f"{name}{f' ({each.remark})' if each.remark else ''}:\n\n{fence}markdown\n{each.text.rstrip()}\n{fence}"
