"""Something that somebody will do so that the incident does not happen again."""

from afterword.model.spelled import Spelled
from afterword.model.values import dataclass
from afterword.model.vocabulary import ActionCategory, ActionKind, Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A follow-up item."""

    id: str | None = None
    """``A-3`` as written; None where the document gives none. Never a tracker's key."""
    what: str | None = None
    """What will be done."""
    why: str | None = None
    """What it is meant to achieve."""
    owner: str | None = None
    """The person or team responsible, as written."""
    due: str | None = None
    """``YYYY-MM-DD`` where the text states a full date, otherwise as written."""
    priority: Spelled | None = None
    """critical, high, medium, low."""
    status: Spelled | None = None
    """pending, in_progress, done, blocked, cancelled."""
    category: ActionCategory | None = None
    """What it changes."""
    kind: ActionKind | None = None
    """Whether it prevents, detects, or mitigates."""
    horizon: Horizon | None = None
    """What the heading it stands under says; where none does, commands derive it from due and the end."""
    done_when: str | None = None
    """The criterion by which anybody can see that it is done."""
    proof: str | None = None
    """What shows that it had the effect: a link or a sentence."""
    closed_on: str | None = None
    """The date on which it was closed."""
    addresses: tuple[str, ...] = ()
    """The factors or lessons that it answers, as written."""
    tracker: str | None = None
    """The issue that follows it: key or link."""
    group: str | None = None
    """The heading it stands under, where that is not the section's own."""
    line: int | None = None
    """1-based line in the document; None when it was not read from one."""
