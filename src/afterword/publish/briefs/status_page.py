"""The text for a status page: its updates as the page's tools have them, the newest first."""

from collections.abc import Iterator

from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.publish.briefs.facts import account, clock, effects, milestones, plain

_STATES: tuple[tuple[str, tuple[Phase, ...], str], ...] = (
    ("Investigating", ("detected", "acknowledged", "responding"), "We are investigating."),
    ("Identified", ("identified",), "The cause has been identified."),
    ("Monitoring", ("mitigated",), "A fix is in place, and we are watching the results."),
    ("Resolved", ("resolved", "recovered"), "This incident has been resolved."),
)
"""The states of a status page's incident, the phases that start each, and what is said at the least."""


def write(record: Record, marking: str | None) -> str:
    """The text that the team wrote for the page, else updates from the milestones that may be seen."""
    lines = [marking, ""] if marking else []
    lines += [plain(record.title) or "Incident", ""]
    own = plain(record.status_page) or plain(record.customer_communication)
    # a page is read on a telephone: of what was not written for it, the first paragraph
    told = own or account(record).partition("\n\n")[0]
    updates = list(_updates(record, told))
    if not updates:
        lines += [told, ""]
    for state, at, words in reversed(updates):
        lines += [f"{state} - {at}", words, ""]
    said = " ".join(lines)
    lines += [f"{label}: {value}" for label, value in effects(record) if value not in said]
    return "\n".join(lines).strip("\n") + "\n"


def _updates(record: Record, told: str) -> Iterator[tuple[str, str, str]]:
    """Each state with its time; what happened stands with the last one."""
    found = []
    for state, phases, words in _STATES:
        events = dict(milestones(record, phases))
        first = next((events[phase] for phase in phases if phase in events), None)
        if first is not None:
            found.append((state, first.at or "", words))
    found.sort(key=lambda update: update[1])
    for number, (state, at, words) in enumerate(found):
        is_last = number == len(found) - 1
        yield state, clock(at), f"{words} {told}".strip() if is_last else words
