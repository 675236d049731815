"""Show how far postmortems are, and which of them are late."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import cast

import click

from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._checking import case_of
from afterword.cli._fitting import fitted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._tables import table, width_of
from afterword.cli.files import refuse_existing
from afterword.cli.main import tell
from afterword.houses.archiving.judging import judge
from afterword.learning.days import day_of
from afterword.model.plain import Plain, to_plain
from afterword.review.action_items import DONE
from afterword.review.case import Case
from afterword.review.policy.due import Stage, end_of, stages, targets

_LONGEST = 28
_COLUMNS = ("document", "severity", "status", "ended", "draft", "meeting", "publication", "actions", "targets")


@click.command()
@records_options
@click.option("--late", "only_late", is_flag=True, help="Show only documents of which something is late.")
@today_option
@format_option
@output_options
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    only_late: bool,
    today: date,
    form: str,
    output: str | None,
    force: bool,
) -> int:
    """Show how far each postmortem is: draft, meeting, publication, actions.

    By when each is due is the house's policy and the team's, counted from the end of the incident. What the document
    does not say is shown as unknown. Exits 1 where something is late.
    """
    refuse_existing(output, force=force)
    cases = OneByOne(documents_of(paths, globs), lambda file: case_of(file, today))
    rows: list[dict[str, Plain]] = []
    for file, (_, case, _) in cases:
        if why := _why_left_out(case, file):
            tell(f"{file}: left out: {why}")
            continue
        rows.append(_row(file, case))
    late = [row for row in rows if row["late"]]
    kept = late if only_late else rows
    text = as_json(cast(Plain, kept)) if form == "json" else "\n".join(_page(kept, len(rows), len(late), output))
    print_to(output, text, force=force)
    return 1 if late or cases.refused else 0


def _why_left_out(case: Case, file: str) -> str | None:
    """Why a document is no postmortem; None for one, and for one that somebody has only begun."""
    if not case.house.is_fallback or case.record.status is not None or case.record.severity is not None:
        return None
    judged = judge(case.record, case.text, Path(file).name)
    return judged.reason if judged.sort in {"index", "other"} else None


def _row(file: str, case: Case) -> dict[str, Plain]:
    record = case.record
    open_ = [a for a in record.actions if a.what and (a.status is None or a.status.value not in DONE)]
    overdue = sum(1 for a in open_ if (due := day_of(a.due)) is not None and due < case.today)
    three = stages(case)
    ended = end_of(case)
    reached = targets(case)
    return {
        "file": file,
        "id": record.id,
        "title": record.title,
        "severity": to_plain(record.severity),
        "status": to_plain(record.status),
        "ended": (ended.date() if isinstance(ended, datetime) else ended).isoformat() if ended else None,
        **{stage.name: _stage(stage) for stage in three},
        "actions": {"open": len(open_), "overdue": overdue},
        "targets": [to_plain(target) for target in reached],
        "late": bool(overdue) or any(stage.state == "late" for stage in three),
    }


def _stage(stage: Stage) -> Plain:
    row = to_plain(stage)
    assert isinstance(row, dict)
    return {key: value for key, value in row.items() if key != "name"}


def _page(rows: list[dict[str, Plain]], count: int, late: int, output: str | None) -> Iterator[str]:
    if rows:
        shown = [list(_cells(row)) for row in rows]
        used = [n for n, name in enumerate(_COLUMNS) if name != "targets" or any(row[n] != "-" for row in shown)]
        names = [_COLUMNS[n] for n in used]
        yield from table(names, [[row[n] for n in used] for row in shown], width_of(output))
        yield ""
    yield f"{late} of {count} document{'' if count == late == 1 else 's'} {'is' if late == 1 else 'are'} late."


def _cells(row: dict[str, Plain]) -> Iterator[str]:
    yield str(row["file"])
    for name in ("severity", "status"):
        value = row[name]
        said = str(value.get("written") or value.get("value")) if isinstance(value, dict) else "unknown"
        yield fitted(said, _LONGEST)
    yield str(row["ended"] or "unknown")
    for name in ("draft", "meeting", "publication"):
        yield _said(cast("dict[str, Plain]", row[name]))
    actions = cast("dict[str, int]", row["actions"])
    yield f"{actions['open']} open" + (f", {actions['overdue']} late" if actions["overdue"] else "")
    missed = [t for t in cast("list[dict[str, Plain]]", row["targets"]) if t["holds"] is not True]
    yield ", ".join(
        f"{str(t['metric']).replace('_', ' ')} {'over' if t['holds'] is False else 'unknown, limit'} {t['limit']}"
        for t in missed
    ) or ("kept" if row["targets"] else "-")


def _said(stage: dict[str, Plain]) -> str:
    state, late, due = stage["state"], stage["days_late"], str(stage["due"] or "")[:10]
    if state == "late":
        return f"late {late} d"
    if state == "done":
        return f"{stage['done_on'] or 'done'}{f', {late} d late' if late else ''}"
    if state == "due":
        return f"due {due}"
    return str(state)
