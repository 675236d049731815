"""Secrets that are known by the name before them: ``password=...``, ``api_key: "..."``, a cell beside its label."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.randomness import is_random

HINTS: Final = (
    "pass", "pw", "secret", "token", "cred", "sig=", "signature=", "sess", ".sid=", "key=", "key:", "key =", "key :",
    'key"', "key'", "key\\", "key`", "key*", "key |", "key is", "kennwort", "contrase", "senha", "parola", "has\u0142o",
    "haslo", "wachtwoord", "l\u00f6senord", "salasana", "heslo", "\u043f\u0430\u0440\u043e\u043b\u044c", "\u5bc6\u7801",
    "\u5bc6\u78bc", "\u30d1\u30b9\u30ef\u30fc\u30c9", "\ube44\ubc00\ubc88\ud638",
)  # fmt: skip
"""In lower case; a text without any of them holds no pair. "key" and "sig" alone are parts of too many words."""
_APART: Final = ("=", ":", "|", " is ", " was ")
_LONGEST_END: Final = 30
MASKED: Final = later(r"(?:REDACTED-|\[secret: )[\w\-]{0,20}\Z")
"""Before a name that is part of a mask."""
_WHOLE_WORDS: Final = frozenset({"pass", "sig", "pw", "pwd", "parola", "senha"})
_WEAK: Final = frozenset({"toor", "root", "admin", "guest", "letmein", "qwerty", "welcome", "secret", "swordfish"})
"""Passwords that are words, after ``password:``."""
_FEWEST_WITHOUT_QUOTES: Final = 16
_HARMLESS: Final = ("page", "next", "continuation", "sync", "cancellation", "[", "max", "num", "public")
_WITHIN: Final = ("by", "com")
"""Beginnings of words that end as a name does: bypass, compass."""
_HARMLESS_ENDS: Final = later(
    r"_(?:file|path|hash|policy|length|name|id|url|uri|type|count|field|ttl|age|expiry|expires|reset|version|arn|ref|store"
    r"|provider|manager)",
    re.IGNORECASE,
)
NO_SECRET: Final = later(
    r"(?:null|none|nil|true|false|undefined|yes|no|on|off|empty|missing|invalid|incorrect|wrong|required|expired"
    r"|changed|redacted[\w-]{0,40}|removed|hidden|masked|rotated|revoked|string|your[\w-]{0,40}"
    r"|[\w\-./+]{0,16}(?:\.{3}|\u2026)[\w\-./+]{0,8}|\*{1,400}|[xX]{3,400}|\.{3,400}|-{1,400}"
    r"|\[secret.{0,400}|\[?<?redacted>?\]?|\[?filtered\]?"
    r"|\$(?:[{(].{0,400}|[A-Z_][A-Z0-9_]{0,100})?|\{\{.{0,400}|%\w{1,100}%|<.{0,400}"
    r"|~/.{0,400}|\.{1,2}/.{0,400}|(?:[A-Z]:)?(?:\\{1,4}[\w .$-]{1,100}){2,20}|[A-Z]:\\.{0,400}"
    r"|/(?:run|var|etc|home|root|opt|usr|tmp|mnt|srv|proc|dev|sys|data|apps?|users|builds|workspaces?|secrets|vault)"
    r"(?:/.{0,400})?)",
    re.IGNORECASE,
)
"""What stands in the place of a secret and is none."""
_WORDS: Final = later(r"[^\W\d_]{1,100}|\d{1,5}(?:\.\d{1,10})?(?:ms|s)?")
_CAMEL: Final = later(r"[A-Z]{1,100}|(?:[A-Z]?[a-z]{1,60}){1,8}")
_TERM: Final = later(r"[^\W\d_]{1,60}(?:[-_./][^\W\d_]{1,60}){1,12}")
_CODE: Final = later(r"[A-Za-z_$.]{1,200}\Z")
_OBJECT: Final = later(
    r"(?:process|os|env|environ|self|this|config|cfg|conf|settings|options|opts|args|request|req|ctx|context|var|vars|local"
    r"|data|module|params|props|state|secrets|Values|credentials|System|Deno|ENV)\."
)


_CORE: Final = later(
    r"pass|pwd?|secret|token|key|cred|sig|phpsessid|jsessionid|asp\.net_s|connect\.sid|laravel_s|_gitlab_s|__host|__secure"
    r"|x[_\-. ]?amz|kennwort|contrase|mot.?de|senha|parola|has(?:\u0142|l)o|wachtwoord|l\u00f6senord|salasana|heslo"
    r"|\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u5bc6\u78bc|\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638"
)
"""How all names of secrets begin, in small letters."""
_OF_A_KEY: Final = later(
    r"(?:api|app|application|access|account|shared|signing|encryption|private|master|storage|auth|session|service|db"
    r"|database|priv|client|subscription|license|root|deploy|integration|routing|cloudant|softlayer)"
    r"(?:[_\-. ]?access)?[_\-. ]?$",
    re.IGNORECASE,
)
"""What stands before ``key`` where it opens something."""


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of secret, by what their names are."""
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _names())


def _names() -> Iterator[tuple[str, str]]:
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _, words = line.partition(" ")
            yield kind, words.replace(" ", r"[_\-. ]?")


@cache
def _pair() -> re.Pattern[str]:
    names = "|".join(words for _, words in _names())
    return re.compile(
        rf"(?P<name>{names})(?P<suffix>_[a-z]{{1,20}})?\\?[\"'`*]{{0,3}}\]?"
        r"(?P<sep>[ \t]?(?::|[=!])?=>?[ \t]?|[ \t]{0,8}:[*_]{0,3}[ \t]{0,8}|[ \t]{0,40}\|[ \t]{0,40}"
        r"|[ \t](?:is|was)[ \t])"
        r"(?P<quote>\\?[\"'`])?"
        r"(?P<secret>(?(quote)[^\"'`\\\n]{1,400}|[^\s\"',;&(){}<>\[\]|`]{1,400}))",
        re.IGNORECASE,
    )


def may_hold(lower: str) -> bool:
    """Whether a name of a secret stands before a mark that parts it from a value; the text is in small letters."""
    ends = {part[-_LONGEST_END:] for mark in _APART for part in lower.split(mark)[:-1]}
    return _CORE.search("\n".join(ends)) is not None


def pairs(text: str) -> Iterator[Hit]:
    """Values behind the names of secrets; what is prose, a path, or a variable is none."""
    last = 0
    for found in _candidates(text):
        kind = _kind(found) if found.start() >= last else None
        if kind:
            start, end = found.span("secret")
            end -= 0 if found["quote"] else _trailing(found["secret"])
            last = found.end()
            if end > start:
                yield Hit(start=start, end=end, kind=kind, family="secret", subject=text[start:end])


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """What may be a name with a value, the names in the order of the text."""
    lower = text.lower()
    for core in _CORE.finditer(lower if len(lower) == len(text) else text):
        if found := _pair().match(text, core.start()):
            yield found


def _trailing(secret: str) -> int:
    """How many of the last characters are Markdown's or the sentence's."""
    bare = secret.rstrip("*_~")
    return len(secret) - len(bare.rstrip(".") if _is_sentence_end(bare) else bare)


def _is_sentence_end(secret: str) -> bool:
    return secret.endswith(".") and not secret.endswith("..")


def _kind(found: re.Match[str]) -> str | None:
    """What a value is; None where it is no secret."""
    name, secret, quote, sep = found["name"].lower(), found["secret"], found["quote"] or "", found["sep"]
    before = found.string[max(found.start() - 24, 0) : found.start()]
    bare = secret.rstrip("*_~.,") if not quote else secret
    if not quote and _CODE.match(found.string, *found.span("secret")) and _is_code(found):
        return None
    if MASKED.search(before) or NO_SECRET.fullmatch(secret) or NO_SECRET.fullmatch(bare) or not bare.strip():
        return None
    if before.lower().endswith(_WITHIN) or before.lower().rstrip("_-. ").endswith(_HARMLESS):
        return None
    if found["suffix"] and (_HARMLESS_ENDS.fullmatch(found["suffix"]) or not is_random(secret)):
        return None
    if found["suffix"] and not quote and len(secret) < _FEWEST_WITHOUT_QUOTES:
        return None
    if _is_part_of_a_word(found, name, before, bare) or (name == "pwd" and bare[0] in "/~\\"):  # the working directory
        return None
    if name == "key" and not _OF_A_KEY.search(before):
        return None
    if name in {"sig", "signature"} and before[-1:] not in ("?", "&", ";", "-"):
        return None
    if "=" not in sep and _is_prose(name, bare, sep, quote):
        return None
    if "token" in name and bare.isdigit() and len(bare) < 8:
        return None
    return _named(name, before)


def _is_code(found: re.Match[str]) -> bool:
    """Whether a value is a name of a program's: it is called, belongs to something well-known, or is compared."""
    secret = found["secret"]
    after = found.string[found.end() : found.end() + 1]
    return after in {"(", "["} or found["sep"].strip() == "==" or _OBJECT.match(secret) is not None


def _is_part_of_a_word(found: re.Match[str], name: str, before: str, secret: str) -> bool:
    joined = before[-1:].isalpha() and not (before[-1:].islower() and found["name"][:1].isupper())
    return name in _WHOLE_WORDS and (joined or (secret.isdigit() and len(secret) < 4))


def _is_prose(name: str, secret: str, sep: str, quote: str) -> bool:
    """Whether what follows a colon, a bar, or a verb is words ("token: expired"), and no secret."""
    if quote and quote != "`" and ":" in sep:
        return False
    if ":" not in sep:  # the cell beside, or a sentence
        return not is_random(secret) or len(secret) < 6
    if quote:
        return "pass" not in name and (len(secret) < 6 or " " in secret or bool(_TERM.fullmatch(secret)))
    if "pass" in name and secret.lower() in _WEAK:
        return False
    if "pass" in name and secret.isalpha() and secret.isascii() and not _CAMEL.fullmatch(secret):
        return len(secret) < 6
    return len(secret) < 6 or bool(_WORDS.fullmatch(secret)) or (bool(_TERM.fullmatch(secret)) and "pass" not in name)


def secret_named(label: str) -> str | None:
    """The kind of secret that a label, for instance the heading of a column, is the name of; None for none."""
    for core in _CORE.finditer(label.lower()):
        before, name = label[: core.start()], label[core.start() :].rstrip(" :*`")
        if before.lower().rstrip("_-. ").endswith(_HARMLESS) or before[-1:].isalnum():
            continue
        for kind, words in _kinds():
            one = name if words.fullmatch(name) else name.removesuffix("s")
            if words.fullmatch(one) and (one.lower() != "key" or _OF_A_KEY.search(before)):
                return kind
    return None


def _named(name: str, before: str) -> str:
    kind = next(kind for kind, words in _kinds() if words.fullmatch(name))
    return "aws-key" if "aws" in before[-8:].lower() and kind != "password" else kind
