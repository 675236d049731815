"""Close a postmortem where every criterion of its house and team holds."""

from datetime import datetime

import click

from afterword.cli._changing import changed_text, difference, write_changed
from afterword.cli._checking import case_of
from afterword.cli._closing import as_rows, change_options, day_of, name_of, told
from afterword.cli._git import kept_in_git
from afterword.cli._printing import account_option, as_json
from afterword.cli._tables import width_of, wrapped
from afterword.model.plain import Plain
from afterword.review.policy.closure import judge
from afterword.review.policy.transitions import closed, is_closed


@click.command()
@click.argument("file")
@click.option("--by", metavar="NAME", help="Who closes it; the default is the name under which you commit.")
@change_options
@account_option
def command(
    file: str, by: str | None, dry_run: bool, today: datetime | None, output: str | None, force: bool, form: str
) -> int:
    """Close the postmortem in FILE, if it deserves it.

    Shows each criterion of closure with its evidence in the document, and what is missing. Where all hold, the
    status becomes closed, and name and date are added to the history of the document; no other line changes.
    Exits 1, with nothing written, where a criterion does not hold.
    """
    day = day_of(today)
    document, case, settings = case_of(file, day)
    judged = judge(case, kept_in_git(file))
    holds = all(each.holds for each in judged)
    was_closed = is_closed(document.record)
    new = document.text
    name = None
    if holds and not was_closed:
        name = name_of(by, file)
        new = changed_text(file, document, closed(document.reading.record, document.reading.house, by=name, day=day))
    writes = new != document.text and not dry_run
    if writes:
        write_changed(file, output, document.text, new, force=force)
    target = output or file
    account: dict[str, Plain] = {
        "file": file,
        "output": target if writes else None,
        "house": case.house.name,
        "holds": holds,
        "was_closed": was_closed,
        "closed_by": name,
        "closed_on": day.isoformat() if name else None,
        "criteria": as_rows(judged),
        "refused": [*settings.refused],
        "diff": difference(file, document.text, new),
    }
    aside = writes and target == "-"
    if form == "json":
        click.echo(as_json(account), err=aside)
        return 0 if holds else 1
    lines = [*told(judged), "", _verdict(file, account, writes=writes, met=sum(each.holds for each in judged))]
    if writes and any(each.criterion.committed for each in judged):
        lines.append("It has to be committed as it stands now.")
    lines = [*(f"setting not taken: {each}" for each in settings.refused), *lines]
    width = width_of(None)
    click.echo("\n".join(part for line in lines for part in wrapped(line, width)), err=aside)
    if dry_run and account["diff"]:
        click.echo(str(account["diff"]), nl=False)
    return 0 if holds else 1


def _verdict(file: str, account: dict[str, Plain], *, writes: bool, met: int) -> str:
    criteria = account["criteria"]
    assert isinstance(criteria, list)
    count = f"{met} of {len(criteria)} criteria hold"
    if not account["holds"]:
        more = "it says that it is closed, and should be opened again" if account["was_closed"] else "not closed"
        return f"{file}: {count}; {more}."
    if account["was_closed"]:
        return f"{file}: {count}; it is closed already."
    done = f"closed by {account['closed_by']} on {account['closed_on']}"
    return f"{file}: {count}; {done}." if writes else f"{file}: {count}; it would be {done}."
