"""What a security team records; internal in every house."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of compromise; defanged in every export."""

    type: str | None = None
    """ip, domain, url, hash, email, file, or as written."""
    value: str | None = None
    """The indicator itself, not defanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Technical:
    """Affected assets and what the threat did."""

    hosts: tuple[str, ...] = ()
    """Hosts or instances affected."""
    cloud_services: tuple[str, ...] = ()
    """Cloud services affected."""
    identities: tuple[str, ...] = ()
    """Accounts or identities affected."""
    network: tuple[str, ...] = ()
    """Network segments affected."""
    initial_access: str | None = None
    """Initial access vector."""
    privilege: str | None = None
    """Privilege level obtained."""
    lateral_movement: str | None = None
    """Lateral movement observed."""
    persistence: str | None = None
    """Persistence mechanisms."""
    indicators: tuple[Indicator, ...] = ()
    """Indicators of compromise."""
    attack_techniques: tuple[str, ...] = ()
    """ATT&CK techniques, by id or name."""
