r"""Text as Markdown that shows the same characters, with no more backslashes than a person would write."""

import re

from afterword.text.foreign.characters import SENTINELS

_URL = re.compile(r"(?:https?|ftp|mailto):[^\s<>\"|\\*`\[\]~]+")
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would escape what follows
    r"|`"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
    r"|~~"
    r"|\[(?=\^)"
    r"|\](?=[(\[])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,32};)"
)
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_AT_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|(?:[-=*_]\s*){3,}$|=+\s*$|\+\s|\*\s|\|)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"(?:[-*_=]\s*)+$")
_MARKER_ALONE = re.compile(r"(\d{0,9})(?:[-+*.)])$")
_DEFINITION = re.compile(r"\[[^\]]+\](?=:)")


def escape(text: str) -> str:
    """Text within a line."""
    parts, end = [], 0
    for match in _URL.finditer(text):
        parts += [_SPECIAL.sub(r"\\\g<0>", text[end : match.start()]), _ENTITY.sub("&amp;", match.group())]
        end = match.end()
    return "".join([*parts, _SPECIAL.sub(r"\\\g<0>", text[end:])])


def guard_start(line: str) -> str:
    """A line of a paragraph that does not start a heading, a quotation, a rule, a table, or a link definition.

    A number or a hyphen that starts a line stays: whoever typed it meant a list.
    """
    match = _ITEM.match(line)
    if match and not _RULE.match(SENTINELS.sub("", line)):
        return line[: match.end()] + guard_start(line[match.end() :])
    bare = SENTINELS.sub("", line)
    if match := _MARKER_ALONE.match(bare):
        return f"{''.join(SENTINELS.findall(line))}{bare[: match.end(1)]}\\{bare[match.end(1) :]}"
    if _AT_START.match(bare) and not bare.startswith("\\"):
        return f"\\{line}"
    return f"\\{line}" if _DEFINITION.match(bare) else line


def code_span(text: str) -> str:
    """Code within a line, between as many backticks as it needs."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fence_for(text: str) -> str:
    """The fence around a block of code."""
    longest = max((len(run) for run in re.findall(r"^ {0,3}(`{3,})", text, re.MULTILINE)), default=2)
    return "`" * (longest + 1)


def target(url: str) -> str:
    """The target of a link as Markdown writes it."""
    url = url.strip().replace("\n", "").replace("\r", "")
    if re.search(r"[\s<>]", url):
        url = re.sub(r"\s", "%20", url).replace("<", "%3C").replace(">", "%3E")
    balanced = url.count("(") == url.count(")") and not re.match(r"[^(]*\)", url)
    return url if balanced else url.replace("(", "%28").replace(")", "%29")
