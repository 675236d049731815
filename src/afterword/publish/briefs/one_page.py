"""The executive summary that is really one page: what leadership needs, shortened until it fits."""

import unicodedata
from collections.abc import Iterator

from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.publish.briefs.facts import account, clock, effects, milestones, plain, sentences

_PHASES: tuple[Phase, ...] = (
    "began", "detected", "acknowledged", "declared", "identified", "mitigated", "recovered", "resolved",
)  # fmt: skip
_STEPS: tuple[tuple[int, int, bool, int], ...] = (
    (12, 600, True, 6),
    (7, 360, True, 4),
    (12, 600, False, 6),
    (9, 420, False, 5),
    (6, 300, False, 4),
    (4, 220, False, 3),
    (3, 160, False, 1),
    (1, 80, False, 0),
)
"""Sentences of the account, characters of a value, whether times are told, and actions, from much to little."""
STEPS = len(_STEPS)
"""How many forms there are; the last hardly fills half a page."""
_MOST_EFFECTS = 8
_LONGEST_TITLE, _SHORTEST_TITLE = 280, 70


def compose(record: Record, step: int) -> str:
    """The summary as Markdown; every ``step`` from 0 makes it shorter and never adds a word."""
    most, length, has_times, actions = _STEPS[step]
    lines = [f"# {shortened_title(record, step) or 'Executive summary'}", "", *_facts(record)]
    if words := account(record):
        lines += ["## Summary", "", _shortened(words, most, length * 4), ""]
    if told := list(effects(record))[: _MOST_EFFECTS - step]:
        lines += ["## Impact", "", *(f"- **{label}:** {_cut(value, length)}" for label, value in told), ""]
    lines += _times(record) if has_times else []
    summary = record.leadership_summary
    pairs = (
        ("Cause", summary.cause or record.analysis.root_cause),
        ("Resolution", summary.resolution),
        ("Prevention", summary.prevention),
        ("Follow-up", summary.assurance),
    )
    found = [f"- **{label}:** {_cut(words, length)}" for label, text in pairs if (words := plain(text))]
    if found:
        lines += ["## Cause and what follows", "", *found, ""]
    if record.actions and actions:
        lines += ["## Actions", "", *_actions(record, actions, length), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def shortened_title(record: Record, step: int) -> str:
    """The title, whole as long as it leaves room for anything else."""
    return _cut(plain(record.title), max(_LONGEST_TITLE >> step, _SHORTEST_TITLE))


def _facts(record: Record) -> Iterator[str]:
    severity = record.severity
    pairs = (
        ("Incident ID", record.id),
        ("Severity", severity.written or severity.value if severity else None),
        ("Status", record.status.written or record.status.value if record.status else None),
    )
    for label, value in pairs:
        if value:
            yield f"**{label}:** {plain(value)}  "
    yield ""


def _times(record: Record) -> list[str]:
    found = milestones(record, _PHASES)
    if not found:
        return []
    rows = [f"| {clock(event.at)} | {phase.replace('_', ' ').capitalize()} |" for phase, event in found]
    return ["## Times", "", "| When | Milestone |", "|---|---|", *rows, ""]


def _actions(record: Record, most: int, length: int) -> Iterator[str]:
    actions = [action for action in record.actions if action.what]
    for action in actions[:most]:
        due = f" (due {action.due})" if action.due else ""
        yield f"- {_cut(plain(action.what), length)}{due}"
    if len(actions) > most:
        yield f"- and {len(actions) - most} more"


def _shortened(text: str, most: int, length: int) -> str:
    """The first sentences of a text, as many as may stand; a shortened text ends in dots."""
    found = sentences(text)
    kept = " ".join(found[:most])
    return _cut(kept if len(found) <= most else f"{kept} \u2026", length)


def _cut(text: str, length: int) -> str:
    flat = " ".join(text.split())
    # letters of East Asia take twice the room of others
    room, end = 2 * length, 0
    while end < len(flat) and room > 0:
        room -= 4 if unicodedata.east_asian_width(flat[end]) in "WF" else 2
        end += 1
    return flat if end == len(flat) else f"{flat[:end].rsplit(' ', 1)[0]} \u2026"
