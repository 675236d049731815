"""How a store is asked: HTTP by the standard library, with bounds, and no redirects."""

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from afterword.errors import InputError, UsageError
from afterword.evidence.asking import Answer
from afterword.model.plain import Plain

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest answer that is taken; a longer one is refused, never cut."""

_ATTEMPTS: Final = 3
_LONGEST_WAIT: Final = 10.0
_BUSY: Final = (429, 503)
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
    ) -> None:
        """``headers`` may hold credentials; they are never written or said.  units: seconds, bytes."""
        self._address = address
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        self._timeout = timeout
        self._most = most
        self._wait = wait
        self._opener = urllib.request.build_opener(_Unmoved)

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What the address answers to GET."""
        return self._answer("GET", path, params, None)

    def post(self, path: str, body: Plain | str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What it answers to POST; ``body`` is sent as text, or else as JSON."""
        return self._answer("POST", path, params, body)

    def delete(self, path: str, body: Plain) -> Answer:
        """What it answers to DELETE."""
        return self._answer("DELETE", path, (), body)

    def _answer(self, method: str, path: str, params: Sequence[tuple[str, str]], body: Plain | str | None) -> Answer:
        target = f"{path}?{urllib.parse.urlencode(list(params))}" if params else path
        text = body if isinstance(body, str) or body is None else json.dumps(body, ensure_ascii=False)
        raw = self._sent(method, target, text, "text/plain" if isinstance(body, str) else "application/json")
        try:
            data = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{self._address}{path}: did not answer in JSON: {_words(raw)}") from error
        return Answer(request=" ".join([method, target, *([text] if text else [])]), body=raw.strip(), data=data)

    def _sent(self, method: str, target: str, text: str | None, form: str) -> bytes:
        headers = self._headers | ({"Content-Type": form} if text is not None else {})
        data = text.encode("utf-8") if text is not None else None
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                request = urllib.request.Request(  # noqa: S310  the scheme was checked
                    self._address + target, data, headers, method=method
                )
                with self._opener.open(request, timeout=self._timeout) as response:
                    return self._read(response)
            except urllib.error.HTTPError as error:
                with error:
                    pause = _pause(error)
                    if pause is None or attempt == _ATTEMPTS:
                        raise InputError(self._refused(error)) from error
                self._wait(pause)
            except urllib.error.URLError as error:
                raise InputError(f"{self._address}: cannot be asked: {error.reason}") from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = f"no answer within {self._timeout:g} s" if isinstance(error, TimeoutError) else str(error)
                raise InputError(f"{self._address}: cannot be asked: {reason or type(error).__name__}") from error
        raise InputError(f"{self._address}: cannot be asked")

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
        hint = "; set its credentials in the environment or in .netrc" if error.code in {401, 403} else ""
        return f"{self._address}: answers {error.code} {error.reason}{hint}: {_words(error.read(4096))}"


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


def _pause(error: urllib.error.HTTPError) -> float | None:
    """How long a busy store asks to wait; None where it does not, or for too long."""
    after = error.headers.get("Retry-After", "")
    if error.code not in _BUSY or not after.isdecimal() or float(after) > _LONGEST_WAIT:
        return None
    return float(after)


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
    return text[:_LONGEST_WORDS] or "nothing"
