"""Lines of text among the objects of a log that is JSON, as after an upgrade that changed its form."""

from collections.abc import Callable

from afterword.evidence.headed import Head, Said, decoded, layout_beside, moments, said_beside
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import line_object
from afterword.evidence.stamps import Found, Reader

Other = tuple[Callable[[bytes], Head | None], Callable[[Head, list[str]], Said]]
"""Another form of a kind's lines: what begins a record in it, and what that and the lines below it say."""


class TextBeside:
    """The lines that begin a record although they are no objects: those of ``other``, and those that begin with a time.

    Whatever wrote the latter into the file, they do not belong to the object above.
    """

    def __init__(self, context: Context, other: Other | None = None) -> None:
        """Decides by the sample how they state their time."""
        self._begins, self._tell = other or (_never, _nothing)
        texts = [line for line in context.sample.lines if line_object(line) is None]
        unknown = [decoded(line) for line in texts if not self._begins(line)]
        self._layout = layout_beside(unknown)
        self._moment = moments(context.clock)
        self._reader = Reader(context.clock, self._layout) if self._layout else None

    def find(self, raw: bytes) -> Head | Found | None:
        """What begins a record at a line that is no object; None where nothing does."""
        return self._begins(raw) or (self._layout.find(decoded(raw)) if self._layout else None)

    def record(self, head: Head | Found, more: tuple[bytes, ...]) -> Record:
        """What a line and those below it say; it is not yet placed."""
        below = [decoded(raw) for raw in more]
        if isinstance(head, Found):
            moment = (self._reader.moment(head) if self._reader else None) or NO_TIME
            who, what, severity = said_beside(head, below)
        else:
            moment = self._moment(head)
            who, what, severity = self._tell(head, below)
        return Record(0, 0, 0, moment, what, who, severity)


def _never(_raw: bytes) -> None:
    """The form of a kind that has no other."""


def _nothing(_head: Head, _below: list[str]) -> Said:
    return None, "", None
