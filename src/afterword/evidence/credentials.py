"""Credentials for stores, from the environment and from .netrc; they go into headers and nowhere else."""

import base64
import netrc
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

from afterword.errors import InputError, UsageError


def headers_for(store: str, address: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The headers with which a store is asked.

    shape: ``LOKI_BEARER_TOKEN``, ``LOKI_API_KEY``, or ``LOKI_USERNAME`` with ``LOKI_PASSWORD`` (for Loki), else the
    host's entry of the file that ``NETRC`` names or of ``~/.netrc``; ``LOKI_ORG_ID`` for one of several tenants.
    errors: UsageError for a value that no header can hold; InputError for a .netrc that cannot be read.
    """
    name = store.upper()
    headers: dict[str, str] = {}
    if org := environ.get(f"{name}_ORG_ID"):
        headers["X-Scope-OrgID"] = org
    user = environ.get(f"{name}_USERNAME")
    if token := environ.get(f"{name}_BEARER_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    elif key := environ.get(f"{name}_API_KEY"):
        headers["Authorization"] = f"ApiKey {key}"
    elif user:
        headers["Authorization"] = _basic(user, environ.get(f"{name}_PASSWORD", ""))
    elif own := _of_host(urllib.parse.urlsplit(address).hostname or "", environ):
        headers["Authorization"] = _basic(*own)
    for value in headers.values():
        if not value.isascii() or not value.isprintable():
            raise UsageError(f"the credentials for {store} in the environment hold what no header may")
    return headers


def _of_host(host: str, environ: Mapping[str, str]) -> tuple[str, str] | None:
    path = Path(environ["NETRC"]) if environ.get("NETRC") else Path(environ.get("HOME", "~")).expanduser() / ".netrc"
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        line = f", line {error.lineno}" if isinstance(error, netrc.NetrcParseError) else ""
        raise InputError(f"{path}{line}: cannot be read for the credentials of {host}") from error
    return (found[0], found[2] or "") if found else None


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
