"""What a team decided about a class of incidents that came back: who has it, and since when it is answered."""

from collections.abc import Mapping
from datetime import date

from afterword.model.plain import Plain
from afterword.model.values import dataclass

_KEYS = ("owner", "answered", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the team says of one class."""

    owner: str | None = None
    """Who has it, instead of the owner of the latest postmortem."""
    answered: str | None = None
    """The day on which it was answered, ISO 8601; an incident of a later day opens it again."""
    note: str | None = None
    """What was decided."""

    def holds_after(self, day: str | None) -> bool:
        """Whether it is answered, the latest incident being of ``day``."""
        return self.answered is not None and (day or "") <= self.answered


def answers(table: Plain) -> Mapping[str, Answer]:
    """The answers by class: ``[escalation.configuration]`` with ``owner``, ``answered``, and ``note``.

    errors: ValueError for what is none of these, in words.
    """
    if table is None:
        return {}
    if not isinstance(table, Mapping):
        raise ValueError("must be tables by class, as [escalation.configuration]")  # noqa: TRY004  # likewise
    return {" ".join(name.split()).casefold(): _answer(name, values) for name, values in table.items()}


def _answer(name: str, values: Plain) -> Answer:
    known = ", ".join(_KEYS)
    if not isinstance(values, Mapping):
        raise ValueError(f"{name}: must be a table of {known}")  # noqa: TRY004  # of settings, not of a caller
    if unknown := [key for key in values if key not in _KEYS]:
        raise ValueError(f"{name}: knows {known}, not {unknown[0]}")
    said = {key: str(value).strip() for key, value in values.items() if value is not None}
    if day := said.get("answered"):
        try:
            date.fromisoformat(day)
        except ValueError:
            raise ValueError(f"{name}: answered must be a day, as 2026-06-03") from None
    return Answer(owner=said.get("owner") or None, answered=said.get("answered") or None, note=said.get("note") or None)
