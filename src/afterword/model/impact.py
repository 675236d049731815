"""What the incident did to users, money, data, and reputation."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """How a vulnerability was disclosed."""

    reporter: str | None = None
    """Who reported it."""
    received: str | None = None
    """When the report arrived."""
    published: str | None = None
    """When it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Effects, each as the author wrote it; None is unknown and never zero."""

    text: str | None = None
    """The description, in Markdown."""
    customer: str | None = None
    """Effect on customers."""
    operational: str | None = None
    """Effect on operations or revenue."""
    users: str | None = None
    """Users affected: a count, a share, or a description."""
    internal_users: str | None = None
    """Internal users affected."""
    external_users: str | None = None
    """External users affected."""
    duration: str | None = None
    """How long, as written here; the measured figures are in ``metrics``."""
    services_unavailable: tuple[str, ...] = ()
    """Services that could not be used."""
    support_cases: str | None = None
    """Support cases raised."""
    complaints: str | None = None
    """Complaints received."""
    revenue: str | None = None
    """Revenue lost."""
    funds_at_risk: str | None = None
    """Funds at risk, amount and currency."""
    losses: str | None = None
    """Actual losses, amount and currency."""
    reputation: str | None = None
    """Public visibility or effect on reputation."""
    media: str | None = None
    """Coverage in the media."""
    regulatory: str | None = None
    """Regulatory, legal, or reputational considerations."""
    data_loss: str | None = None
    """Data lost."""
    error_budget: str | None = None
    """Error budget spent."""
    potential: str | None = None
    """What could have happened had the weakness been exploited."""
    forensics: str | None = None
    """Efforts to find unnoticed impact."""
    disclosure: Disclosure | None = None
    """Responsible disclosure; None where there was none or nothing is known of it."""
