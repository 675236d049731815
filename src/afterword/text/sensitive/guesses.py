"""Secrets that only their look gives away, or a sentence: for documents."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.pairs import MASKED, NO_SECRET
from afterword.text.sensitive.randomness import entropy, is_random

_KEYED: Final = later(
    r"(?P<of>key|pw|auth|salt|signature|seed|hmac|credential|cookie|session[_\-]?id)[\"'\]]{0,2}"
    r"[ \t]{0,4}(?::?=|=>|:)[ \t]{0,4}[\"'`]?(?P<secret>[a-z0-9+/_\-]{16,200}={0,2})(?![a-z0-9+/_\-.])"
)
"""In small letters."""
_HARMLESS_KEYS: Final = later(
    r"public|partition|cache|idempot|dedup|sort|primary|foreign|row|object|s3|correlation|index|group|range|hash|map"
    r"|issue|jira|incident|sequence|key_?id|ssh_host|fingerprint|metric|config|feature|flag",
    re.IGNORECASE,
)
_GUID: Final = later(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_WORD_BEFORE: Final = later(r"[\w.\-]{1,48}\Z")
_QUOTED: Final = later(r"[\"'](?P<secret>[A-Za-z0-9+/_\-]{24,400}={0,2})[\"']")
_IDENTIFIER: Final = later(
    r"(?<!secret)(?<!secret[_\- ])(?<!password[_\- ])"
    r"(?:id|hash|digest|checksum|sha\d{0,3}|etag|integrity|cursor|revision|fingerprint)"
    r"[\"']?[ \t]{0,4}[:=][ \t]{0,4}\Z",
    re.IGNORECASE,
)
"""Before something random that opens nothing."""
_MOST_ORDERED: Final = 4.2
_LEAST_ENTROPY: Final = 2.9
_FEWEST_OF_A_KEY: Final = 16
_FEWEST_OF_A_PASSWORD: Final = 6
_SPOKEN: Final = later(
    r"\b(?P<name>pass(?:word|wd|phrase|code)|passwort|kennwort|contrase(?:\u00f1|n)a"
    r"|(?:(?:api|access|secret|signing|shared|webhook|integration|routing|license|private|deploy|bot|auth|vault|client)"
    r"[ _-])?"
    r"(?:token|secret)|(?:api|access|secret|signing|shared|integration|routing|license|private|deploy|auth)[ _-]key)"
    r"[\"'`*]{0,3}(?:[ \t]{0,3}[-\u2013\u2014][ \t]{1,3}"
    r"|[ \t]{1,3}(?:(?:is|was|been|has|now|changed|set|reset|rotated|updated|to|be)[ \t]{1,2}){0,4})(?P<quote>[\"'`])?"
    r"(?P<secret>(?(quote)[^\"'`\n]{4,200}|[^\s\"',;(){}<>\[\]|`]{4,200}))",
    re.IGNORECASE,
)
_CODE: Final = later(
    r"\b(?:(?i:(?:mfa|2fa|otp|totp|one[\- ]time|verification|recovery|backup|security) (?:code|passcode|pin|token)s?)"
    r"|PIN(?: code)?)[\"'`*]{0,3}[ \t]{0,2}[:=]?[ \t]{1,3}[\"'`]?(?P<secret>\d{4,8})(?![\w\-]|[.,]\d)"
)
_BESIDE: Final = later(
    r"\b(?:creds?|credentials?|login|user(?:name)?/pass(?:word)?|logged in (?:as|with))[ \t]{0,2}[:=]?[ \t]{1,2}[\"'`]?"
    r"[\w.@\-]{2,40}[ ]?/[ ]?(?P<secret>[^\s\"'`,;|()]{5,60})",
    re.IGNORECASE,
)
_SIGNS: Final = frozenset("!@#$%^&*?")
_NO_PASSWORD: Final = later(
    r"^\d[\d.,:]{0,20}(?:ms|s|m|h|%|[kmg]b?)?$|^v?\d{1,4}\.\d|/"
    r"|^(?:sha|md|bcrypt|argon|scrypt|pbkdf|oauth|base|utf|aes|rsa|tls|ssl|http|jwt|k8s|ipv|s3|ec|v)\d|^[A-Za-z]{1,20}[?!.]{1,3}$|^\$|^@[A-Za-z]|^#\d|^[A-Za-z]{2,10}-\d{1,6}$",
    re.IGNORECASE,
)
"""Figures with units, versions, paths, names of algorithms, words with a mark behind them, variables, and tickets."""


def guesses(text: str) -> Iterator[Hit]:
    """What only its look gives away: long random words behind other names that end on ``key``, or in quotes.

    shape: for documents, in which a wrong guess costs little; identifiers in evidence look the same.
    """
    yield from _keyed(text)
    yield from _spoken(text)
    for pattern, kind in ((_CODE, "one-time-code"), (_BESIDE, "password")):
        for found in pattern.finditer(text):
            if kind != "password" or _is_loose(found["secret"]):
                yield _hit(found, kind)
    for found in _QUOTED.finditer(text):
        secret = found["secret"]
        named = _IDENTIFIER.search(text, max(found.start() - 48, 0), found.start())
        if entropy(secret) > _MOST_ORDERED and _is_mixed(secret) and not named:
            yield _hit(found, "key")


def _keyed(text: str) -> Iterator[Hit]:
    """Random words behind other names than those of ``pairs``."""
    lower = text.lower()
    for found in _KEYED.finditer(lower) if len(lower) == len(text) else ():
        secret = text[found.start("secret") : found.end("secret")]
        if found["of"].startswith("session") and _GUID.fullmatch(secret):
            continue  # an identifier
        name = _WORD_BEFORE.search(text, max(found.start() - 48, 0), found.start())
        if (
            is_random(secret)
            and entropy(secret) > _LEAST_ENTROPY
            and not _GUID.fullmatch(secret)
            and not (name and _HARMLESS_KEYS.search(name[0]))
        ):
            yield Hit(start=found.start("secret"), end=found.end("secret"), kind="key", family="secret", subject=secret)


def _spoken(text: str) -> Iterator[Hit]:
    """Secrets in sentences: ``the password was changed to ...``, ``with token ...``, ``passcode 123456``."""
    for found in _SPOKEN.finditer(text):
        name, secret, quote = found["name"].lower(), found["secret"], found["quote"]
        bare = secret if quote else secret.rstrip("*_~.,:?")
        if (
            not bare
            or NO_SECRET.fullmatch(bare)
            or bare[0] in "*_~"
            or MASKED.search(text, max(found.start() - 32, 0), found.start())
        ):
            continue
        if "pass" in name or "wort" in name or "contrase" in name:
            is_secret = _is_loose(bare) or ("code" in name and bare.isdigit() and len(bare) >= 4)
            is_secret = is_secret or ("phrase" in name and bool(quote) and " " in bare)
            kind = "password"
        else:
            is_secret = len(bare) >= _FEWEST_OF_A_KEY and is_random(bare) and entropy(bare) > _LEAST_ENTROPY
            kind = "token" if "token" in name else "key"
        if is_secret:
            start = found.start("secret")
            yield Hit(start=start, end=start + len(bare), kind=kind, family="secret", subject=bare)


def _is_loose(secret: str) -> bool:
    """Whether a word is hardly one of a language: letters with figures or signs among them, no unit, path, or name."""
    letters = any(character.isalpha() for character in secret)
    others = any(character.isdigit() or character in _SIGNS for character in secret)
    return len(secret) >= _FEWEST_OF_A_PASSWORD and letters and others and not _NO_PASSWORD.search(secret)


def _hit(found: re.Match[str], kind: str) -> Hit:
    start, end = found.span("secret")
    return Hit(start=start, end=end, kind=kind, family="secret", subject=found["secret"])


def _is_mixed(secret: str) -> bool:
    """Whether capitals, small letters, and digits stand all over."""
    cases = sum(a.isupper() for a in secret), sum(a.islower() for a in secret), sum(a.isdigit() for a in secret)
    return min(cases) > 1 and secret.count("/") < 4 and secret.count("-") < 3 and is_random(secret)
