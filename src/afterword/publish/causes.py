"""What the analysis says, as a tree from the incident down to its causes, and the safeguards that it passed."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal

from afterword.model.analysis import Analysis, Why
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.inlines import plain_words
from afterword.text.wording import name_key

Role = Literal["incident", "trigger", "proximate cause", "why", "root cause"]
"""What a cause is to the incident."""

OPEN = "not answered yet"
"""What stands for a step of a why chain that nobody has answered."""


@dataclass(slots=True, kw_only=True)
class Cause:
    """A cause with the causes behind it."""

    text: str
    """In plain words."""
    roles: list[Role] = field(default_factory=list)
    """What it is to the incident; several where the document says the same in several places."""
    question: str | None = None
    """The why that it answers."""
    is_open: bool = False
    """Whether it is a question without an answer."""
    behind: list["Cause"] = field(default_factory=list)
    """What led to it."""

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Cause"]]:
        """This cause and all behind it, each with its depth."""
        yield depth, self
        for cause in self.behind:
            yield from cause.walk(depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A contributing factor."""

    text: str
    """In plain words."""
    category: str | None
    """What sort of condition it is."""
    actions: tuple[str, ...]
    """The ids of the actions that address it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A safeguard that did not stop the incident."""

    text: str
    """What it is."""
    hole: str | None
    """Why it did not stop it; None where that is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """All that a record says of why."""

    incident: Cause
    """The incident, with what led to it."""
    conditions: tuple[Condition, ...]
    """What contributed."""
    barriers: tuple[Barrier, ...]
    """What did not stop it."""

    @property
    def is_empty(self) -> bool:
        """Whether the record says nothing of why."""
        return not (self.incident.behind or self.conditions or self.barriers)


def causes(record: Record) -> Causes:
    """The causes of a record.

    shape: why chains that begin alike share their first steps and branch where they part. A cause that the
    document states apart and that stands in a chain is marked there; a root cause that stands in none hangs on the
    end of the only chain, or on the incident.
    """
    analysis = record.analysis
    incident = Cause(text=_plain(record.title) or "The incident", roles=["incident"])
    for chain in analysis.whys:
        _add_chain(incident, chain)
    for text in (analysis.trigger, *analysis.proximate):
        role: Role = "trigger" if text == analysis.trigger else "proximate cause"
        _add(incident, incident, _plain(text), role)
    roots = list(dict.fromkeys(text for text in (analysis.root_cause, *analysis.root_causes) if text))
    ends = [cause for _, cause in incident.walk() if not cause.behind and "why" in cause.roles]
    for text in roots:
        _add(incident, ends[0] if len(ends) == 1 and len(roots) == 1 else incident, _plain(text), "root cause")
    return Causes(incident=incident, conditions=_conditions(analysis), barriers=_barriers(analysis))


def _add_chain(incident: Cause, chain: Sequence[Why]) -> None:
    above = incident
    for why in chain:
        answer, question = _plain(why.answer), _plain(why.question)
        if not (answer or question):
            continue
        text = answer or OPEN
        known = next((c for c in above.behind if answer and name_key(c.text) == name_key(answer)), None)
        if known is None:
            known = Cause(text=text, roles=["why"], question=question or None, is_open=not answer)
            above.behind.append(known)
        above = known


def _add(incident: Cause, above: Cause, text: str, role: Role) -> None:
    if not text:
        return
    known = next((cause for _, cause in incident.walk() if _same(cause, text)), None)
    if known is not None:
        if role not in known.roles:
            known.roles.append(role)
        return
    made = Cause(text=text, roles=[role])
    if role == "root cause":
        above.behind.append(made)
    else:
        above.behind.insert(0, made)


def _same(cause: Cause, text: str) -> bool:
    one, other = name_key(cause.text), name_key(text)
    return "incident" not in cause.roles and not cause.is_open and (one == other or (len(one) > 20 and one in other))


def _conditions(analysis: Analysis) -> tuple[Condition, ...]:
    found = ((_plain(factor.text), factor) for factor in analysis.contributing_factors)
    return tuple(
        Condition(text=text, category=(factor.category or "").replace("_", " ") or None, actions=factor.actions)
        for text, factor in found
        if text
    )


def _barriers(analysis: Analysis) -> tuple[Barrier, ...]:
    found = ((_plain(control.control), _plain(control.why_it_failed)) for control in analysis.controls)
    return tuple(Barrier(text=text or "Safeguard", hole=hole or None) for text, hole in found if text or hole)


def _plain(text: str | None) -> str:
    return " ".join(plain_words(text).split()) if text else ""
