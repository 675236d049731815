"""Explain a code: what is wrong, why it matters, and what to write instead."""

import difflib
import json

import click

from afterword.cli._findings import Meaning, meanings
from afterword.cli.files import write_output
from afterword.errors import UsageError
from afterword.review.page import Page, read_page
from afterword.review.registry import registered_rules
from afterword.review.rule import Registered


@click.command()
@click.argument("code")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(code: str, form: str, output: str | None, force: bool) -> None:
    """Explain the CODE of a finding.

    A rule of the review is explained with examples, by its code or its name (LNG301, counterfactual-should-have);
    any other code (RD411, IM201, EV101, TL105, HF203) with what it means and what to do.
    """
    rules = {rule.code: rule for rule in registered_rules()} | {rule.name: rule for rule in registered_rules()}
    if rule := rules.get(code.upper()) or rules.get(code.lower()):
        page = read_page(rule.page)
        write_output(output, _json(rule, page) if form == "json" else _text(rule, page), force=force)
        return
    others = meanings()
    if meaning := others.get(code.upper()):
        write_output(output, _json_of(meaning) if form == "json" else _text_of(meaning), force=force)
        return
    known = [*rules, *others]
    near = difflib.get_close_matches(code.upper(), known, 1) or difflib.get_close_matches(code.lower(), known, 1)
    raise UsageError(f"there is no code {code}" + (f"; {near[0]}?" if near else ""))


def _json_of(meaning: Meaning) -> str:
    """The same keys as a rule has."""
    plain = {"code": meaning.code, "rule": None, "severity": None, "message": meaning.means, "why": None}
    return (
        json.dumps({**plain, "instead": meaning.remedy, "sources": [], "examples": []}, indent=2, ensure_ascii=False)
        + "\n"
    )


def _text_of(meaning: Meaning) -> str:
    return f"{meaning.code} ({meaning.where})\n\n{meaning.means}\n\nWhat to do: {meaning.remedy}\n"


def _json(rule: Registered, page: Page) -> str:
    plain = {
        "code": rule.code,
        "rule": rule.name,
        "severity": rule.severity,
        "message": page.message,
        "why": page.why,
        "instead": page.instead or None,
        "sources": list(rule.sources),
        "examples": [{"fires": each.fires, "text": each.text} for each in page.examples],
    }
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def _text(rule: Registered, page: Page) -> str:
    parts = [f"{rule.code} {rule.name} ({rule.severity})", page.message, page.why]
    parts += [f"Instead: {page.instead}"] if page.instead else []
    for each in page.examples:
        name = "Bad" if each.fires else "Good"
        shown = "\n".join(f"    {line}".rstrip() for line in each.text.rstrip("\n").split("\n"))
        parts.append(f"{name}{f' ({each.remark})' if each.remark else ''}:\n{shown}")
    parts.append(f"Asked for by: {', '.join(rule.sources)}.")
    return "\n\n".join(part for part in parts if part) + "\n"
