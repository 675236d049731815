"""Show which kinds of incident come back, and which promised prevention failed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

import click

from afterword.cli._fitting import counted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf, shorter
from afterword.cli._tables import width_of, wrapped
from afterword.cli._team import team_settings
from afterword.cli.files import refuse_existing
from afterword.errors import UsageError
from afterword.learning.days import is_after
from afterword.learning.likeness import Likeness
from afterword.learning.promises import Promise
from afterword.learning.recurrence import Recurrence, Rule, recurrences, rules
from afterword.model.plain import Plain, to_plain
from afterword.text.wording import plain_text
from afterword.timeline.plainly import one_line

_MOST = 3
_MOST_INCIDENTS = 20


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
    """Show the classes of incidents that came back, whom the policy tells, and which earlier action failed."""
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    incidents = opened.incidents()
    found = recurrences(incidents, Likeness(opened.shelf), today, policy_of(opened.files[0]))
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
        text = "\n".join(_page(shown, chosen, len(incidents) - len(ahead), shorter(opened.files), width_of(output)))
    print_to(output, text, force=force)


def policy_of(file: str) -> tuple[Rule, ...]:
    """The rules as the team of a document changed them.  errors: UsageError for one that cannot be."""
    policy = team_settings(file).get("policy")
    table = policy.get("recurrence") if isinstance(policy, dict) else None
    try:
        return rules(table)
    except ValueError as error:
        raise UsageError(f"afterword.toml: policy.recurrence: {error}") from error


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
    shown: Sequence[Recurrence], found: Sequence[Recurrence], count: int, short: dict[str, str], width: int | None
) -> Iterator[str]:
    for one in shown:
        yield from (piece for line in _lines(one, short) for piece in wrapped(line, width))
        yield ""
    told = {incident.file for one in found for incident in one.incidents}
    escalated = sum(one.level != "none" for one in found)
    classes = f"{len(found)} class{'' if len(found) == 1 else 'es'}"
    yield f"{counted(count, 'incident')} in {classes}, {escalated} escalated; {count - len(told)} without a class."
    guessed = sum(not one.is_stated for one in found)
    if guessed:
        rest = f"{guessed} of the classes {'rests' if guessed == 1 else 'rest'}"
        yield f"{rest} on suggestions from words; `afterword classify FILE` shows why, and how to confirm them."


def _lines(one: Recurrence, short: dict[str, str]) -> Iterator[str]:
    facts = [counted(len(one.incidents), "incident"), f"owner {one.owner or 'unknown'}"]
    facts += [one.state] if one.state else []
    facts += [] if one.is_stated else ["class suggested, not confirmed"]
    yield f"{one.name}: {'not escalated' if one.level == 'none' else f'escalated to {one.level}'} ({', '.join(facts)})"
    counting = {name for escalation in one.escalations for name in escalation.incidents}
    older = len(one.incidents) - _MOST_INCIDENTS
    if older > 0:
        yield f"   {counted(older, 'earlier incident')}, with --format json"
    for incident in one.incidents[max(older, 0) :]:
        mark = "*" if incident.name in counting else " "
        title = plain_text(incident.title or "")
        yield f" {mark} {incident.day or 'day unknown'}  {_named(incident.name, short)}  {title}".rstrip()
    for escalation in one.escalations:
        some = {*escalation.incidents} != counting and len(escalation.incidents) <= _MOST_INCIDENTS
        named = f" ({', '.join(_named(name, short) for name in escalation.incidents)})" if some else ""
        yield f"   since {escalation.raised}, {escalation.rule}, to {escalation.level}: {escalation.says}{named}"
        yield f"     by {escalation.source}"
    yield from _promises(one.promises, short)


def _named(name: str, short: dict[str, str]) -> str:
    return short.get(name, name)


def _promises(promises: Sequence[Promise], short: dict[str, str]) -> Iterator[str]:
    names = [*dict.fromkeys(promise.incident for promise in promises)]
    for name in names[:_MOST_INCIDENTS]:
        of_one = [promise for promise in promises if promise.incident == name]
        may = "should" if of_one[0].is_sure else "may"
        yield f"   {_named(name, short)} {may} have been prevented by:"
        for promise in of_one[:_MOST]:
            late = f", {counted(promise.days_overdue, 'day')} overdue" if promise.days_overdue else ""
            file = _named(promise.file, short)
            status = promise.status_then.replace("_", " ")
            yield f"     {promise.action} of {_named(promise.promised_in, short)}: {one_line(promise.what)}"
            place = f"{file}:{promise.line}" if promise.line else file
            yield f"       then {status}{late}; {promise.owner or 'no owner'}; {promise.why} [{place}]"
        if len(of_one) > _MOST:
            yield f"     and {len(of_one) - _MOST} more, with --format json"
