"""The tokens of trackers: from the environment, else from the keyring where that package is installed."""

import importlib
import importlib.util
import os

from afterword.learning.trackers.connecting import Access, names_of
from afterword.learning.trackers.tracker import Kind

_SERVICE = "afterword"
_USER = "AFTERWORD_JIRA_USER"


def access_to(kind: Kind) -> Access:
    """What a tracker knows one by."""
    named = (os.environ.get(name, "").strip() for name in names_of(kind))
    token = next((value for value in named if value), None) or _from_keyring(kind)
    user = (os.environ.get(_USER, "").strip() or None) if kind == "jira" else None
    return Access(token=token, user=user)


def _from_keyring(kind: Kind) -> str | None:
    """The password of the tracker's name under ``afterword``; None where there is no keyring or none in it."""
    if importlib.util.find_spec("keyring") is None:
        return None
    keyring = importlib.import_module("keyring")
    errors = importlib.import_module("keyring.errors")
    try:
        found = keyring.get_password(_SERVICE, kind)
    except errors.KeyringError:  # locked, or none on this machine: as if there were none
        return None
    return found if isinstance(found, str) and found else None
