"""Which actions of many are asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar, get_args

import click

from afterword.learning.board import Item
from afterword.model.vocabulary import ActionKind, ActionStatus, Horizon, Priority

F = TypeVar("F", bound=Callable[..., object])

_UNKNOWN = "unknown"


def choosing_options(function: F) -> F:
    """The options that choose actions; ``chooser`` takes what they give."""
    for decorate in (
        click.option("--horizon", type=click.Choice([*get_args(Horizon), _UNKNOWN]), help="Only of this horizon."),
        click.option("--kind", type=click.Choice([*get_args(ActionKind), _UNKNOWN]), help="Only for this purpose."),
        click.option("--service", metavar="NAME", help="Only from incidents of this service."),
        click.option("--status", type=click.Choice([*get_args(ActionStatus), _UNKNOWN]), help="Only of this status."),
        click.option("--priority", type=click.Choice([*get_args(Priority), _UNKNOWN]), help="Only of this priority."),
        click.option(
            "--older-than", type=click.IntRange(0), metavar="DAYS", help="Only what is older than so many days."
        ),
        click.option("--due-by", type=click.DateTime(["%Y-%m-%d"]), help="Only what is due by this day."),
        click.option(
            "--owner", metavar="NAME", help="Only what belongs to NAME; `unknown` for what belongs to nobody."
        ),
    ):
        function = decorate(function)
    return function


def chooser(chosen: Mapping[str, str | int | datetime | None]) -> Callable[[Item], bool]:
    """Whether an action is asked for, by the values of the options."""
    checks = [_CHECKS[name](value) for name, value in chosen.items() if value is not None]
    return lambda item: all(check(item) for check in checks)


def _owner(wanted: object) -> Callable[[Item], bool]:
    name = str(wanted).lstrip("@").casefold()
    return lambda item: (name == _UNKNOWN and not item.action.owner) or name in (item.action.owner or "").casefold()


def _due_by(wanted: object) -> Callable[[Item], bool]:
    assert isinstance(wanted, datetime)
    day = wanted.date()
    return lambda item: item.due is not None and item.due <= day


def _older_than(wanted: object) -> Callable[[Item], bool]:
    assert isinstance(wanted, int)
    days = wanted
    return lambda item: item.age is not None and item.age > days


def _service(wanted: object) -> Callable[[Item], bool]:
    name = str(wanted).casefold()
    return lambda item: any(name in service.casefold() for service in item.incident.services)


_CHECKS: Mapping[str, Callable[[object], Callable[[Item], bool]]] = {
    "owner": _owner,
    "due_by": _due_by,
    "older_than": _older_than,
    "service": _service,
    "priority": lambda wanted: lambda item: _value(item.action.priority) == wanted,
    "status": lambda wanted: lambda item: _value(item.action.status) == wanted,
    "kind": lambda wanted: lambda item: (item.kind or _UNKNOWN) == wanted,
    "horizon": lambda wanted: lambda item: (item.action.horizon or _UNKNOWN) == wanted,
}


def _value(spelled: object) -> str:
    return getattr(spelled, "value", None) or _UNKNOWN
