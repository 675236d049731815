"""The actions of documents as a tracker may see them, and what a tracker says written into their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from afterword.cli._actions_set import changed_with
from afterword.cli._changing import write_changed
from afterword.cli._record import Document, open_document
from afterword.errors import RefusedEdit
from afterword.learning.trackers.following import body_of, marks_of, title_of
from afterword.model.action import Action
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.sensitive.secrets import is_example, secrets

INTERNAL = "internal"
"""The audience that sees the document itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An action of a document, and what of it may go into a tracker."""

    file: str
    """Its document."""
    number: int
    """Which of the document's actions it is, from 1."""
    action: Action
    """The action."""
    marks: tuple[str, str]
    """By which its issue is found again."""
    title: str | None = None
    """The title of its issue; None where it may not go out."""
    body: str = ""
    """The text of its issue."""
    why_not: str = ""
    """Why it may not go out."""


def followed_in(file: str, document: Document, audience: str) -> Iterator[Followed]:
    """The actions of a document that say something, each as ``audience`` sees it.

    errors: UsageError for an audience that nobody knows, and where it may see nothing at all.
    """
    record = document.record
    seen, shown, leaks = (record, record.actions, "") if audience == INTERNAL else _shown(file, audience, record)
    for number, (action, visible) in enumerate(zip(record.actions, shown, strict=True), 1):
        if not action.what:
            continue
        marks = marks_of(record, action, Path(file).stem)
        told = Followed(file=file, number=number, action=action, marks=marks)
        if visible is None or not visible.what or leaks:
            yield replace(told, why_not=leaks or f"nothing of it is for {audience}")
            continue
        mark = marks[0] if seen.id == record.id and visible.id == action.id else marks[1]
        title, body = title_of(visible), body_of(seen, visible, mark)
        if any(not is_example(hit.subject) for hit in secrets(f"{title}\n{body}")):
            yield replace(told, why_not="its words hold what looks like a password or a key; take it out first")
        else:
            yield replace(told, title=title, body=body)


def _shown(file: str, audience: str, whole: Record) -> tuple[Record, Sequence[Action | None], str]:
    """The record of a version for others, its action for each of the whole record's, and why none may go out."""
    from afterword.cli._versions import version_for  # redaction is loaded only where it is asked for
    from afterword.publish.leaktest.proving import sentences  # as above

    derived = version_for(file, audience, None)
    seen = derived.view.record
    proof = derived.proof(derived.version.text.encode("utf-8"), "", "md")
    leaks = "" if proof.holds else f"it would tell {audience} what they may not see: {sentences(proof)[0]}"
    by_id = {action.id: action for action in seen.actions if action.id}
    ids = [action.id for action in whole.actions if action.id]
    if len(seen.actions) == len(whole.actions):
        return seen, seen.actions, leaks
    return seen, [by_id.get(a.id) if a.id and ids.count(a.id) == 1 else None for a in whole.actions], leaks


def write_action(followed: Followed, values: Sequence[tuple[str, str]], closed_on: str | None = None) -> None:
    """Set fields of an action in its document as that stands now; only its own lines change.

    ``closed_on`` is written beside them where the document has a place for it.
    errors: RefusedEdit where a place cannot hold a value, and where the action is not there any more; InputError and
    OutputError where the file cannot be read or written.
    """
    document = open_document(followed.file)
    actions, number = document.record.actions, followed.number
    now = actions[number - 1] if number <= len(actions) else None
    if now is None or (now.id, now.what) != (followed.action.id, followed.action.what):
        raise RefusedEdit(f"{followed.file}: the action was changed meanwhile; run this again")
    wanted = [f"actions[{number}].{name}={value}" for name, value in values]
    extra = [f"actions[{number}].closed_on={closed_on}"] if closed_on else []
    new, _ = changed_with(followed.file, document, wanted, extra)
    write_changed(followed.file, None, document.text, new, force=True)
