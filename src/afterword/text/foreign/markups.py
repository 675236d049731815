"""Mark-up of other formats in plain text that is not read: how it is known, and what makes HTML of it."""

import re

from afterword.model.values import dataclass
from afterword.text.fenced import without_code

_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_OF_MARKDOWN = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^#{2,6} \S",
        r"^```",
        r"\]\([^)\s]{1,999}\)",
        r"^\|?[ \t]*:?-{3,}:?[ \t]*\|",
        r"^[-*] \[[ xX]\] ",
        r"\*\*\w[^*\n]{0,99}\*\*",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A format that is not read."""

    name: str
    """What it is called."""
    made_html_by: str
    """The command that makes a page of it."""
    heading: re.Pattern[str]
    """What a heading or the start looks like."""
    signs: tuple[re.Pattern[str], ...]
    """What else tells it."""


def _markup(name: str, made_html_by: str, heading: str, *signs: str) -> Markup:
    compiled = tuple(re.compile(sign, re.MULTILINE) for sign in signs)
    start = re.compile(heading, re.MULTILINE | re.IGNORECASE)
    return Markup(name=name, made_html_by=made_html_by, heading=start, signs=compiled)


_MARKUPS = (
    _markup(
        "Org",
        "pandoc -f org FILE -o FILE.html",
        r"^#\+(?:title|begin_src|options):?",
        r"^\*{1,6} \S",
        r"^:PROPERTIES:",
        r"^#\+(?i:begin|end)_\w+",
    ),
    _markup(
        "wiki mark-up of Jira or Textile",
        "pandoc -f jira FILE -o FILE.html",
        r"^h[1-6]\. \S",
        r"^h[1-6]\. \S[^\0]*?^h[1-6]\. \S",
        r"^\|\|.*\|\|[ \t]*$|^\|_\.",
        r"\{(?:code|quote|noformat|panel|info|warning|color)\b[^}\n]*\}",
        r"\[~\w+\]",
        r"\[[^\]|\n]+\|https?:[^\]\n]+\]",
    ),
    _markup(
        "MediaWiki",
        "pandoc -f mediawiki FILE -o FILE.html",
        r"^(={1,5})[ \t]*[^=\s][^=\n]*\1[ \t]*$",
        r"'''",
        r"\[\[[^\]\n]+\]\]",
        r"^\{\|",
        r"<ref\b|</ref>",
        r"^__[A-Z]+__",
        r"\[https?:\S+ [^\]\n]+\]",
    ),
    _markup(
        "AsciiDoc",
        "asciidoctor FILE",
        r"\A= \S|^={2,5} \S",
        r"^:[\w-]+:(?: |$)",
        r"^\|===[ \t]*$",
        r"^\[(?:source|cols|quote|NOTE|TIP|WARNING|IMPORTANT|CAUTION|options|%|\[)[^\n]*\]$",
        r"^-{4}$",
        r"^\.[A-Z]\w",
        r"^(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION): ",
        r"(?:link|image|https?):{1,2}[^\s\[]+\[",
    ),
    _markup("LaTeX", "pandoc FILE -o FILE.html", r"^\\(?:documentclass|begin\{document\})", r"\\(?:sub)*section\*?\{"),
)


def likely_markup(text: str) -> Markup | None:
    """The format that a text without a heading of Markdown may be of; None for any other text."""
    return None if _HEADING.search(text) else next((m for m in _MARKUPS if m.heading.search(text)), None)


def sure_markup(text: str) -> Markup | None:
    """The format that a text is of, as its headings and more of its signs say than are of Markdown; None for none."""
    plain = without_code(text)
    against = sum(sign.search(plain) is not None for sign in _OF_MARKDOWN)
    for markup in _MARKUPS:
        told = sum(sign.search(plain) is not None for sign in markup.signs) if markup.heading.search(plain) else 0
        if told and told >= against:
            return markup
    return None
