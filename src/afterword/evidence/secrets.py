"""Secrets in evidence, found by their own form or by the name before them, and masked."""

import re
from collections.abc import Callable
from typing import Final

_RUN = r"(?<![A-Za-z0-9])"
_FORMS: Final[tuple[tuple[tuple[str, ...], str, str], ...]] = (
    (
        ("BEGIN ",),
        "private-key",
        r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:.*?-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|.*)",
    ),
    (("AGE-SECRET",), "private-key", r"AGE-SECRET-KEY-1[A-Z0-9]{58}"),
    (("AKIA", "ASIA"), "aws-key", _RUN + r"A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), "github-token", _RUN + r"gh[pousr]_[A-Za-z0-9]{30,255}"),
    (("github_pat_",), "github-token", _RUN + r"github_pat_[A-Za-z0-9_]{22,255}"),
    (("gl",), "gitlab-token", _RUN + r"gl(?:pat|ptt|dt|rt|cbt|ft|soat|imt|agent)-[A-Za-z0-9_\-]{20,}"),
    (("xox", "xapp-"), "slack-token", _RUN + r"(?:xox[abeoprs]|xapp-\d)-[A-Za-z0-9\-]{10,}"),
    (("hooks.slack",), "slack-webhook", r"(?<=hooks\.slack\.com/)(?:services|workflows|triggers)/[A-Za-z0-9/]{20,}"),
    (("webhooks/",), "discord-webhook", r"(?<=/api/webhooks/)\d{15,}/[A-Za-z0-9_\-]{40,}"),
    (("k_live_", "k_test_"), "stripe-key", _RUN + r"[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    (("whsec_",), "stripe-key", _RUN + r"whsec_[A-Za-z0-9+/=]{24,}"),
    (("AIza",), "google-key", _RUN + r"AIza[A-Za-z0-9_\-]{35}(?![A-Za-z0-9_\-])"),
    (("GOCSPX-",), "google-key", _RUN + r"GOCSPX-[A-Za-z0-9_\-]{20,}"),
    (("ya29.",), "google-token", _RUN + r"ya29\.[A-Za-z0-9_\-]{20,}"),
    (("eyJ",), "jwt", r"(?<![A-Za-z0-9_\-])eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*){0,3}"),
    (("sk-",), "api-key", _RUN + r"sk-(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9_\-]{32,}"),
    (("SG.",), "api-key", _RUN + r"SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}"),
    (("hf_", "dop_v1_"), "api-key", _RUN + r"(?:hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{64})"),
    (("npm_", "pypi-"), "package-token", _RUN + r"(?:npm_[A-Za-z0-9]{36}|pypi-AgEI[A-Za-z0-9_\-]{50,})"),
    (("hvs.", "hvb.", "hvr."), "vault-token", _RUN + r"hv[sbr]\.[A-Za-z0-9_\-]{24,}"),
)
_URL: Final = r"(?P<before>\b[A-Za-z][A-Za-z0-9+.\-]{0,30}://[^\s/@:\"'<>]{0,200}:)(?P<secret>[^\s@\"'<>]{1,400}?)(?=@[A-Za-z0-9\[])"
_HEADER: Final = (
    r"(?P<before>authorization[\"']?\s*[:=]\s*[\"']?(?:(?:bearer|basic|token|digest|apikey|negotiate|splunk)\s+)?)"
    r"(?P<secret>[^\s\"',;]{6,})"
)
_BEARER: Final = r"(?P<before>\bbearer\s+)(?P<secret>(?=[^\s\"',;]*\d)[A-Za-z0-9._~+/\-]{16,}=*)"
_COOKIE: Final = r"(?P<before>cookie[\"']?\s*[:=]\s*[\"']?)(?P<secret>[^\s=;\"']{1,200}=[^\"'\n]{6,})"
_FLAG: Final = r"(?P<before>(?:^|\s)--?(?:password|passwd|pass|token|secret|api-key)\s+)(?P<secret>[^\s\-][^\s]*)"
_NAME: Final = (
    r"pass(?:word|wd|phrase|code)?|pwd|secret(?:[_\-. ]?(?:access[_\-. ]?)?key)?"
    r"|(?:api|access|account|shared|signing|encryption|private|master|storage|auth|session)"
    r"(?:[_\-. ]?access)?[_\-. ]?(?:key|token|secret)|token|x-amz-signature|sig|credentials?"
)
_PAIR: Final = re.compile(
    rf"(?P<name>{_NAME})\\?[\"']?\]?(?P<sep>\s?=>?\s?|\s*:\s*)"
    r"(?P<quote>\\?[\"'])?(?P<secret>(?(quote)[^\"'\\\n]+|[^\s\"',;&(){}<>\[\]]+))",
    re.IGNORECASE,
)
# "key" and "sig" are parts of too many words; what follows them in a pair is not.
_PAIR_HINTS: Final = (
    "pass", "pwd", "secret", "token", "cred", "sig=", "signature=",
    "key=", "key:", "key =", "key :", 'key"', "key'", "key\\",
)  # fmt: skip
_WHOLE_WORDS: Final = frozenset({"pass", "sig", "pwd"})
_HARMLESS: Final = ("page", "next", "continuation", "sync", "cancellation", "[", "max", "num")
_NO_SECRET: Final = re.compile(
    r"(?:null|none|nil|true|false|undefined|yes|no|on|off|empty|missing|invalid|incorrect|wrong|required|expired|changed"
    r"|\*+|x{3,}|\.{3,}|-+|\[secret.*|\[?<?redacted>?\]?|\[?filtered\]?|\$(?:[{(].*|[A-Z_][A-Z0-9_]*)?|\{\{.*|%\w+%|<.*"
    r"|~/.*|\.{1,2}/.*|(?:[A-Z]:)?(?:\\+[\w .$-]+){2,}|[A-Z]:\\.*"
    r"|/(?:run|var|etc|home|root|opt|usr|tmp|mnt|srv|proc|dev|sys|data|apps?|users|builds|workspaces?|secrets|vault)(?:/.*)?)",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[A-Za-z]+|\d{1,5}(?:\.\d+)?(?:ms|s)?")

_Rewrite = Callable[[str], str]


def _form(name: str, pattern: str) -> _Rewrite:
    compiled = re.compile(pattern, re.DOTALL)
    return lambda text: compiled.sub(f"[secret: {name}]", text)


def _named(name: str, pattern: str) -> _Rewrite:
    compiled = re.compile(pattern, re.IGNORECASE)

    def replacement(found: re.Match[str]) -> str:
        if _NO_SECRET.fullmatch(found["secret"]):
            return found[0]
        return f"{found['before']}[secret: {name}]"

    return lambda text: compiled.sub(replacement, text)


def _pair(found: re.Match[str]) -> str:
    name, secret, quote = found["name"].lower(), found["secret"], found["quote"] or ""
    before = found.string[max(found.start() - 24, 0) : found.start()]
    if _NO_SECRET.fullmatch(secret) or not secret.strip() or before.lower().rstrip("_-. ").endswith(_HARMLESS):
        return found[0]
    joined = before[-1:].isalpha() and not (before[-1:].islower() and found["name"][:1].isupper())
    if name in _WHOLE_WORDS and (joined or (secret.isdigit() and len(secret) < 4)):
        return found[0]
    if name == "pwd" and secret[0] in "/~\\":  # the working directory
        return found[0]
    if name == "sig" and before[-1:] not in ("?", "&", ";"):
        return found[0]
    # After a colon without quotes a plain word or a small figure is prose ("token: expired"), not a secret.
    if ":" in found["sep"] and not quote and (len(secret) < 6 or _WORDS.fullmatch(secret)):
        return found[0]
    if "token" in name and secret.isdigit() and len(secret) < 8:
        return found[0]
    kind = "password" if "pass" in name or "pwd" in name else "token" if "token" in name else "key"
    kind = "aws-key" if "aws" in before[-8:].lower() else kind
    return found[0][: found.start("secret") - found.start()] + f"[secret: {kind}]"


_CASED: Final = tuple((hint, _form(name, pattern)) for hints, name, pattern in _FORMS for hint in hints)
_FREE: Final[tuple[tuple[str, _Rewrite], ...]] = (
    ("@", _named("password", _URL)),
    ("authorization", _named("authorization", _HEADER)),
    ("bearer", _named("authorization", _BEARER)),
    ("cookie", _named("cookie", _COOKIE)),
    ("--", _named("password", _FLAG)),
    *((hint, lambda text: _PAIR.sub(_pair, text)) for hint in _PAIR_HINTS),
)


def mask(text: str) -> str:
    """The text with every secret replaced by ``[secret: aws-key]`` and the like.

    shape: the name of a setting, the user of an address, and the scheme of a header stay; hashes,
    identifiers, and trace ids are no secrets.
    """
    rewrite = masker(text)
    return rewrite(text) if rewrite else text


def masker(texts: str) -> Callable[[str], str] | None:
    """What masks the secrets of texts, given all of them joined; None where there can be none.

    A substring is looked for in a fraction of the time that a pattern needs, and in many texts at once
    in a fraction of what it takes one by one.
    """
    lower = texts.lower()
    cased = [(hint, rewrite) for hint, rewrite in _CASED if hint in texts]
    free = [(hint, rewrite) for hint, rewrite in _FREE if hint in lower]
    if not cased and not free:
        return None

    def masked(text: str) -> str:
        for hint, rewrite in cased:
            if hint in text:
                text = rewrite(text)
        if free:
            lower = text.lower()
            for hint, rewrite in free:
                if hint in lower:
                    text = rewrite(text)
        return text

    return masked
