"""GitLab code quality: a list of issues with fingerprints that survive moved lines."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from afterword.review.reports.located import Located

_LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def write(found: Sequence[Located]) -> str:
    """The issues as one list."""
    issues = [
        {
            "description": each.diagnostic.message,
            "check_name": f"{each.diagnostic.code} {each.diagnostic.rule}",
            "fingerprint": mark,
            "severity": _LEVELS[each.diagnostic.severity],
            "location": {"path": each.file, "lines": {"begin": each.start[0], "end": each.end[0]}},
        }
        for each, mark in zip(found, fingerprints(found), strict=True)
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def fingerprints(found: Sequence[Located]) -> Iterator[str]:
    """What a finding is known by when lines above it change: file, rule, words, and which of the same it is."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in found:
        span = each.diagnostic.span
        words = " ".join(each.source.text[span.start : span.end].split())
        key = (each.file, each.diagnostic.code, words)
        seen[key] += 1
        yield hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogateescape")).hexdigest()
