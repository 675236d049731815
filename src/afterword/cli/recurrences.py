"""Show which kinds of incident come back, and which promised prevention failed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

import click

from afterword.cli._fitting import counted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._recurrence_text import Page
from afterword.cli._shelf import Opened, open_shelf, shorter
from afterword.cli._tables import width_of, wrapped
from afterword.cli._team import team_settings
from afterword.cli.files import refuse_existing
from afterword.errors import UsageError
from afterword.learning.answers import Answer, answers
from afterword.learning.days import is_after
from afterword.learning.likeness import Likeness
from afterword.learning.recurrence import UNCLASSED, Recurrence, Rule, recurrences, rules
from afterword.model.plain import Plain, to_plain

_MOST = 3


@click.command()
@records_options
@click.option("--class", "only", metavar="NAME", help="Show only this class.")
@click.option("--all", "show_all", is_flag=True, help="Show also what is not escalated.")
@today_option
@format_option
@output_options
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    only: str | None,
    show_all: bool,
    today: date,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """Show the classes of incidents that came back, whom the policy tells, and which earlier action failed.

    An escalation is open until what the latest incident asks for against the next one is done, or until the team
    answers it in `afterword.toml`; where all its incidents are older than the look-back of two years, it is lapsed.
    """
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    incidents = opened.incidents()
    found = recurrences(incidents, Likeness(opened.shelf), today, *policy_of(opened.files[0]))
    ahead = [one.name for one in incidents if is_after(one.day, today)]
    if ahead:
        some = ", ".join(ahead[:_MOST]) + (f", and {len(ahead) - _MOST} more" if len(ahead) > _MOST else "")
        click.echo(
            f"afterword: {today} is before the day of {some}, which {'is' if len(ahead) == 1 else 'are'} left out",
            err=True,
        )
    chosen = [one for one in found if only is None or one.name == only.casefold()]
    if form == "json":
        text = as_json([_row(one) for one in chosen])
    else:
        shown = [one for one in chosen if show_all or only or one.escalations]
        text = "\n".join(_page(shown, chosen, len(incidents) - len(ahead), opened, output))
    print_to(output, text, force=force)


def policy_of(file: str) -> tuple[tuple[Rule, ...], Mapping[str, Answer]]:
    """The rules as the team of a document changed them, and its answers.  errors: UsageError for one that cannot be."""
    settings = team_settings(file)
    policy = settings.get("policy")
    table = policy.get("recurrence") if isinstance(policy, dict) else None
    try:
        changed_rules = rules(table)
    except ValueError as error:
        raise UsageError(f"afterword.toml: policy.recurrence: {error}") from error
    try:
        return changed_rules, answers(settings.get("escalation"))
    except ValueError as error:
        raise UsageError(f"afterword.toml: escalation: {error}") from error


def _row(one: Recurrence) -> Plain:
    return {
        "class": one.name,
        "incidents": [incident.name for incident in one.incidents],
        "escalation": one.level,
        "reason": one.reason,
        "broken_promises": [to_plain(promise) for promise in one.promises],
        "stated": one.is_stated,
        "escalations": [to_plain(escalation) for escalation in one.escalations],
        "same_incident": cast("Plain", [list(group) for group in one.same]),
        "state": one.state,
        "owner": one.owner,
        "history": list(one.history),
    }


def _page(
    shown: Sequence[Recurrence], found: Sequence[Recurrence], count: int, opened: Opened, output: str | None
) -> Iterator[str]:
    """The classes, what is lapsed in one line, and what the signs mean."""
    page = Page(short=shorter(opened.files), width=width_of(output))
    lapsed = [one for one in shown if one.state == "lapsed" and len(shown) > 1]
    for one in shown:
        if one not in lapsed:
            yield from page.lines(one)
            yield ""
    if lapsed:
        names = ", ".join(one.name for one in lapsed)
        yield from wrapped(f"Lapsed, its incidents being older than the look-back: {names}.", page.width)
        yield ""
    yield from (piece for line in _sums(found, count) for piece in wrapped(line, page.width))


def _sums(found: Sequence[Recurrence], count: int) -> Iterator[str]:
    told = {incident.file for one in found for incident in one.incidents if one.name != UNCLASSED}
    named = [one for one in found if one.name != UNCLASSED]
    escalated = sum(one.level != "none" and one.state != "lapsed" for one in named)
    classes = f"{len(named)} class{'' if len(named) == 1 else 'es'}"
    yield f"{counted(count, 'incident')} in {classes}, {escalated} escalated; {count - len(told)} without a class."
    if any(one.escalations for one in found):
        yield "`*` is before an incident that a rule counts."
    guessed = sum(not one.is_stated for one in named)
    if guessed:
        rest = f"{guessed} of the classes {'rests' if guessed == 1 else 'rest'}"
        yield f"{rest} on suggestions from words; `afterword classify FILE` shows why, and how to confirm them."
