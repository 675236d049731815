"""How a store is asked: HTTP by the standard library, with bounds, and no redirects."""

import http.client
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from afterword.errors import InputError, Unanswered, UsageError
from afterword.evidence.asking import Answer
from afterword.model.plain import Plain

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest answer that is taken; a longer one is refused, never cut."""

_ATTEMPTS: Final = 3
_LONGEST_WAIT: Final = 10.0
_FIRST_WAIT: Final = 1.0
_BUSY: Final = (429, 503)
_LIMITED: Final = 403
_NOTHING: Final = 204
_HINT: Final = "set its credentials in the environment or in .netrc"
_SECRET: Final = frozenset({"authorization", "private-token"})
_ONWARD: Final = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next\b')
_LONGEST_WORDS: Final = 300


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows nothing: another host would be given the credentials of the first."""

    def redirect_request(self, *_arguments: object, **_more: object) -> None:
        """No further request."""


class Requests:
    """Asks one address, as ``asking.Http`` says."""

    def __init__(
        self,
        address: str,
        headers: Mapping[str, str],
        *,
        timeout: float,
        most: int = MOST_BYTES,
        wait: Callable[[float], None] = time.sleep,
        longest_wait: float = _LONGEST_WAIT,
        patient: bool = False,
        hint: str = _HINT,
    ) -> None:
        """``headers`` may hold credentials; they are never written or said.  units: seconds, bytes.

        ``longest_wait`` is for how long a busy address may ask to wait. Who is ``patient`` asks again, twice, where an
        answer to GET broke off. ``hint`` is what helps where credentials lack.
        """
        self._address = address
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        self._secrets = [
            value.rpartition(" ")[2] for name, value in headers.items() if name.lower() in _SECRET and value
        ]
        self._timeout = timeout
        self._most = most
        self._wait = wait
        self._longest_wait = longest_wait
        self._patient = patient
        self._hint = hint
        self._opener = urllib.request.build_opener(_Unmoved)

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What the address answers to GET."""
        return self._answer("GET", path, params, None)

    def post(self, path: str, body: Plain | str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What it answers to POST; ``body`` is sent as text, or else as JSON."""
        return self._answer("POST", path, params, body)

    def put(self, path: str, body: Plain) -> Answer:
        """What it answers to PUT."""
        return self._answer("PUT", path, (), body)

    def patch(self, path: str, body: Plain) -> Answer:
        """What it answers to PATCH."""
        return self._answer("PATCH", path, (), body)

    def delete(self, path: str, body: Plain) -> Answer:
        """What it answers to DELETE."""
        return self._answer("DELETE", path, (), body)

    def _answer(self, method: str, path: str, params: Sequence[tuple[str, str]], body: Plain | str | None) -> Answer:
        target = f"{path}?{urllib.parse.urlencode(list(params))}" if params else path
        text = body if isinstance(body, str) or body is None else json.dumps(body, ensure_ascii=False)
        form = "text/plain" if isinstance(body, str) else "application/json"
        attempts = _ATTEMPTS if self._patient and method == "GET" else 1
        for attempt in range(1, attempts + 1):
            try:
                return self._once(method, target, text, form)
            except Unanswered as error:
                if error.status is not None or attempt == attempts:
                    raise
                self._wait(_FIRST_WAIT * attempt)
        raise Unanswered(f"{self._address}: cannot be asked")

    def _once(self, method: str, target: str, text: str | None, form: str) -> Answer:
        raw, headers, status = self._sent(method, target, text, form)
        try:
            data = None if status == _NOTHING and not raw else json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            path = target.partition("?")[0]
            raise Unanswered(f"{self._address}{path}: did not answer in JSON: {self._words(raw)}") from error
        onward = _ONWARD.search(headers.get("Link", ""))
        request = " ".join([method, target, *([text] if text else [])])
        return Answer(request=request, body=raw.strip(), data=data, onward=onward.group(1) if onward else None)

    def _sent(
        self, method: str, target: str, text: str | None, form: str
    ) -> tuple[bytes, http.client.HTTPMessage, int]:
        headers = self._headers | ({"Content-Type": form} if text is not None else {})
        data = text.encode("utf-8") if text is not None else None
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                request = urllib.request.Request(  # noqa: S310  the scheme was checked
                    self._address + target, data, headers, method=method
                )
                with self._opener.open(request, timeout=self._timeout) as response:
                    return self._read(response), response.headers, response.status
            except urllib.error.HTTPError as error:
                with error:
                    pause = self._pause(error)
                    if pause is None or attempt == _ATTEMPTS:
                        raise Unanswered(self._refused(error), error.code) from error
                self._wait(pause)
            except urllib.error.URLError as error:
                raise Unanswered(f"{self._address}: cannot be asked: {error.reason}") from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = f"no answer within {self._timeout:g} s" if isinstance(error, TimeoutError) else str(error)
                raise Unanswered(f"{self._address}: cannot be asked: {reason or type(error).__name__}") from error
        raise Unanswered(f"{self._address}: cannot be asked")

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        raw = response.read(self._most + 1)
        if len(raw) > self._most:
            mebibytes = self._most // 1024**2
            raise InputError(
                f"{self._address}: the answer is larger than {mebibytes} MiB; ask for a shorter window or for less"
            )
        return raw

    def _refused(self, error: urllib.error.HTTPError) -> str:
        moved = error.headers.get("Location")
        if moved and 300 <= error.code < 400:
            return f"{self._address}: sends on to {_bare(moved)}; name that address if it is the right one"
        hint = f"; {self._hint}" if error.code in {401, 403} else ""
        after = _seconds_of(error.headers)
        hint += f"; it asks to wait for {after:g} s" if after is not None else ""
        return f"{self._address}: answers {error.code} {error.reason}{hint}: {self._words(error.read(4096))}"

    def _pause(self, error: urllib.error.HTTPError) -> float | None:
        """How long a busy address asks to wait; None where it does not, or for too long."""
        after = _seconds_of(error.headers)
        is_busy = error.code in {*_BUSY, _LIMITED}
        return after if is_busy and after is not None and after <= self._longest_wait else None

    def _words(self, raw: bytes) -> str:
        """What an answer that is an error says, less the credentials, if it repeats them."""
        said = _words(raw)
        for secret in self._secrets:
            said = said.replace(secret, "***")
        return said[:_LONGEST_WORDS]


def _seconds_of(headers: "Message[str, str]") -> float | None:
    """How long an answer asks to wait: by seconds, or by a time, counted from the time that the answer itself has."""
    after = headers.get("Retry-After", "")
    if after.isdecimal():
        return float(after)
    try:
        until, now = (parsedate_to_datetime(headers.get(name, "")) for name in ("Retry-After", "Date"))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def address_of(written: str) -> str:
    """An address as questions have it.

    errors: UsageError for what is no address of http or https, and for one that holds a name or a password.
    """
    try:
        parts = urllib.parse.urlsplit(written)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{written!r}: is no address: {error}") from error
    if "@" in parts.netloc:
        raise UsageError(
            f"{_bare(written)}: leave credentials out of the address; set them in the environment or .netrc"
        )
    if parts.scheme not in {"http", "https"} or not host or any(letter.isspace() for letter in written):
        raise UsageError(f"{written!r}: is no address; write it as https://prometheus.example.com:9090")
    if parts.query or parts.fragment:
        raise UsageError(f"{_bare(written)}: the address ends before {written[len(_bare(written))]!r}")
    return written.rstrip("/")


def _bare(address: str) -> str:
    """An address without whatever in it may be secret."""
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _words(raw: bytes) -> str:
    """What an answer that is an error says."""
    text = raw.decode("utf-8", "replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    while isinstance(data, Mapping):
        data = next((data[key] for key in ("error", "message", "reason", "root_cause") if data.get(key)), None)
        text = data if isinstance(data, str) else text
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text or "nothing"
