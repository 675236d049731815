"""The message to customers: the one that the team wrote, else a draft from the facts that they may see."""

from collections.abc import Iterator

from afterword.model.moment import instant
from afterword.model.record import Record
from afterword.publish.briefs.facts import account, clock, effects, plain

_NOTHING = "What we can say of it is not written yet."


def write(record: Record, marking: str | None) -> str:
    """The message as Markdown; a fact that the version does not have is not asked for and not made up."""
    lines = [f"# {plain(record.title) or 'About the recent incident'}", ""]
    own = record.customer_communication
    lines += [own.strip(), ""] if own else list(_drafted(record))
    lines += [f"*{marking}*", ""] if marking else []
    return "\n".join(lines).strip("\n") + "\n"


def _drafted(record: Record) -> Iterator[str]:
    for heading, lines in (
        ("What happened", list(_happened(record))),
        ("What it meant for you", [f"- {label}: {value}" for label, value in effects(record)]),
        ("What we did", list(_did(record))),
        ("What we are doing so that it does not happen again", list(_doing(record))),
    ):
        if lines:
            yield from (f"## {heading}", "", *lines, "")
    if not account(record):
        yield from (_NOTHING, "")


def _happened(record: Record) -> Iterator[str]:
    if words := account(record):
        yield words
    window = [clock(at) for at in (record.incident.start, record.incident.end) if instant(at)]
    if window:
        yield ""
        yield f"It began {window[0]}" + (f" and ended {window[1]}." if len(window) > 1 else ".")


def _did(record: Record) -> Iterator[str]:
    if words := plain(record.leadership_summary.resolution) or plain(record.recovery.text):
        yield words


def _doing(record: Record) -> Iterator[str]:
    if words := plain(record.leadership_summary.prevention):
        yield words
    elif record.actions:
        yield from (f"- {words}" for action in record.actions if (words := plain(action.what)))
