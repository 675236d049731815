"""What a rule finds: a stretch of the text, a sentence about it, and where it is safe, how to mend it."""

from typing import Literal, get_args

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.source import Edit

Severity = Literal["error", "warning", "info"]
"""How grave a finding is; only errors make ``check`` say no, unless the caller asks for more."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""All severities, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule yields; its code and its usual severity are the rule's own."""

    span: Span
    """The trigger: characters of the document, as few as show what is meant."""
    message: str
    """One sentence that names what stands there, without a full stop."""
    suggestion: str | None = None
    """What could stand there instead, or the question to ask; never applied by itself."""
    fix: tuple[Edit, ...] = ()
    """Edits that change nothing but what is wrong; empty where a person has to decide."""
    severity: Severity | None = None
    """Another severity than the rule's usual one, where the rule itself says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding of the review, as it is reported."""

    code: str
    """Stable and never reused: ``LNG301``."""
    rule: str
    """The rule's name: ``counterfactual-should-have``."""
    severity: Severity
    """As the house, the team, and the rule say."""
    message: str
    """One sentence."""
    span: Span
    """The characters that it is about."""
    suggestion: str | None = None
    """What could stand there instead."""
    fix: tuple[Edit, ...] = ()
    """Safe edits; empty for none."""
