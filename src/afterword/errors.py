"""What can go wrong because of the caller or the world, as exceptions with a stable code.

An imperfect document or imperfect evidence is never an exception: it is a ``Finding``, returned.

    AfterwordError                 base; ``code`` names the kind, the message says what to do
    ├── InputError                 a file that is missing, unreadable, too large, binary, or hostile
    │   └── Unanswered         a service that cannot be asked, or that answers with a refusal
    ├── OutputError                an output that exists already or cannot be written
    ├── UsageError                 an unknown house, field path, format, or audience
    ├── RefusedEdit                a value that its place in the document cannot hold
    └── RenderError                a document that the PDF compiler could not set
"""


class AfterwordError(Exception):
    """The caller or the world is wrong; the command line prints one line and exits 2."""

    code = "error"
    """Stable, lower-case token of the kind of error."""


class InputError(AfterwordError):
    """A file that is missing, unreadable, too large, binary, or built to do harm."""

    code = "input"


class Unanswered(InputError):
    """A service that cannot be asked, that breaks off, or that answers with a refusal."""

    def __init__(self, message: str, status: int | None = None) -> None:
        """``status`` is that of HTTP; None where no whole answer came, so that nobody knows what was done."""
        super().__init__(message)
        self.status = status


class OutputError(AfterwordError):
    """An output that exists already, or a place where nothing can be written."""

    code = "output"


class UsageError(AfterwordError):
    """A name or an option that does not exist: house, field path, format, audience."""

    code = "usage"


class RefusedEdit(AfterwordError):
    """A value that would read back different from its place in the document; nothing is written."""

    code = "refused-edit"


class RenderError(AfterwordError):
    """The PDF compiler could not set the document."""

    code = "render"
