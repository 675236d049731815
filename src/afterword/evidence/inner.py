"""What an application said within a line that a runtime or a collector wrote around it."""

import json
import re
from collections.abc import Mapping
from typing import Final

from afterword.evidence.fields import severity_of, what_of, who_of
from afterword.evidence.headed import Said
from afterword.evidence.stamps import level_within

_DECODER: Final = json.JSONDecoder(strict=False)
_KLOG: Final = re.compile(r"(?P<letter>[IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} ")
_LETTERS: Final = {"I": "info", "W": "warning", "E": "error", "F": "fatal"}
_PAIR: Final = re.compile(r"(?:^|\s)(?:level|lvl|severity)=\"?(?P<level>[A-Za-z]+)")


def told_within(line: str) -> Said:
    """Who, what, and severity as a line of any application says them; who only where it is an object that says so."""
    if line[:1] == "{" and line.rstrip()[-1:] == "}":
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, Mapping):
            return who_of(value), what_of(value, None) or line, severity_of(value)
    klog = _KLOG.match(line)
    if klog:
        return None, line, _LETTERS[klog["letter"]]
    pair = _PAIR.search(line)
    return None, line, pair["level"] if pair else level_within(line)
