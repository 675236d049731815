"""Texts of a version without what Markdown and HTML hide from a reader: tags, definitions, invisible characters."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

_FENCED = r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
_CODE = re.compile(_FENCED, re.DOTALL | re.MULTILINE)
_TICKS = re.compile(r"(?<![`\\])`+")
_LONGEST_SPAN = 20_000
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_SILENT = re.compile(
    r"<(script|style|template|noscript|iframe|object|svg|math)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_ANCHOR = re.compile(r"<a\b([^<>]*)>((?:(?!<a\b).){0,4000}?)</a\s*>", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(r"<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*|/)?>|<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_AUTOLINK = re.compile(r"<([A-Za-z][\w+.-]{1,31}):([^<>\s]{0,2000})>")
_ENTITY = re.compile(
    r"&(?!(?:lt|gt|amp|#0*(?:38|60|62)|#x0*(?:26|3c|3e));)(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]^][^\[\]]*)\]:[ \t]*<?([^\s>]*)>?(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*$", re.MULTILINE
)
_REFERENCE = re.compile(r"(!?)\[([^\[\]]+)\]\[([^\[\]]*)\]")
_ESCAPED = re.compile(r"(?<=\w)\\([-._@:])(?=\w)")
_WITHIN = re.compile(r"(?<=[\w.@-])(?<!\*)(\*{1,3})([\w.@:-]+)\1(?!\*)|(?<!\*)(\*{1,3})([\w.@:-]+)\3(?=\w|[.@-]\w)")
"""Emphasis of a part of a word, which would hide from redaction what the whole word is."""
_FOLLOWED = frozenset({"http", "https", "mailto"})
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|!\[[^\[\]]*\]\([^()]*\))*)\]\(\s*(<[^<>]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_IMAGE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)


def definitions(text: str) -> Mapping[str, str]:
    """The addresses that a document defines at lines of their own, by their names without case."""
    return {name.casefold(): url for name, url in _DEFINITION.findall(text)}


def tidied(text: str, known: Mapping[str, str]) -> str:
    """A text of a field as Markdown that shows all that it says.

    shape: code stays as it is; links by name carry their address; of HTML its words, links, and pictures are left;
    within a word there are no escapes and no emphasis, and letters with accents are one character.
    """
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "".join(part if is_code else _whole(_plain(part, known)) for is_code, part in _parts(visible))


def _whole(text: str) -> str:
    """A text whose words stand in one piece, outside of addresses as within."""
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return _WITHIN.sub(lambda found: found[2] or found[4], text) if "*" in text else text


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    done = 0
    for start, end in code_of(text):
        yield False, text[done:start]
        yield True, text[start:end]
        done = end
    yield False, text[done:]


def code_of(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has fences and spans of code, in order."""
    done = 0
    for fence in _CODE.finditer(text):
        yield from _spans(text, done, fence.start())
        yield fence.span()
        done = fence.end()
    yield from _spans(text, done, len(text))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of code: from a run of ticks to the next one of its length."""
    runs = [found.span() for found in _TICKS.finditer(text, start, end)]
    later: dict[int, list[int]] = {}
    for number, (first, last) in reversed(list(enumerate(runs))):
        later.setdefault(last - first, []).append(number)
    number = 0
    while number < len(runs):
        first, last = runs[number]
        same = later[last - first]
        while same and same[-1] <= number:
            same.pop()
        if same and runs[same[-1]][0] - last <= _LONGEST_SPAN:
            number = same[-1]
            yield first, runs[number][1]
        number += 1


def _plain(text: str, known: Mapping[str, str]) -> str:
    if "[" in text:
        text = _DEFINITION.sub("", text)
        text = _REFERENCE.sub(lambda found: _resolved(found, known), text)
    if "<" in text:
        text = _PICTURE.sub(_as_image, _ANCHOR.sub(_as_link, _SILENT.sub("", text)))
        text = _TAG.sub(
            lambda found: found.group() if _BREAK.fullmatch(found.group()) else "", _BREAK.sub("<br>", text)
        )
        text = _AUTOLINK.sub(
            lambda found: found[0] if found[1].lower() in _FOLLOWED else f"{found[1]}:{found[2]}", text
        )
    if "](" in text:
        text = _LINK.sub(_as_words, text)
    return _ENTITY.sub(lambda found: unescape(found.group()), text) if "&" in text else text


def _resolved(found: re.Match[str], known: Mapping[str, str]) -> str:
    mark, words, name = found.groups()
    url = known.get((name or words).casefold())
    return f"{mark}[{words}]({url})" if url else found.group()


def _attributes(text: str) -> Mapping[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}


def _as_link(found: re.Match[str]) -> str:
    url, words = _attributes(found[1]).get("href", ""), _TAG.sub("", found[2])
    scheme = urlsplit(url).scheme.lower() if url.isprintable() and "[" not in url else ""
    return f"[{words}]({_written(url)})" if scheme in _FOLLOWED and words.strip() else words


def _as_image(found: re.Match[str]) -> str:
    given = _attributes(found[1])
    return f"![{given.get('alt', '')}]({_written(given['src'])})" if given.get("src") else given.get("alt", "")


def _written(url: str) -> str:
    """An address as it stands in a link: what would end it, in its own spelling."""
    return "".join(f"%{ord(c):02X}" if c in " ()<>" else c for c in url)


def _as_words(found: re.Match[str]) -> str:
    """A link that may be followed as it is; of any other its words, as it leads only where the author is."""
    words, target = found[1], found[2].strip("<>")
    try:
        parts = urlsplit(target)
    except ValueError:
        return words
    scheme = parts.scheme.lower()
    return found.group() if scheme in _FOLLOWED and (parts.netloc or scheme == "mailto") else words


def renamed(text: str, names: dict[str, str], suffix_of: Callable[[str], str]) -> str:
    """A text whose pictures have names that say nothing; ``names`` is filled with what each stands for."""
    by_source = {source: name for name, source in names.items()}

    def rename(found: re.Match[str]) -> str:
        source = found[2].strip("<>")
        if source.lower().startswith(("http:", "https:", "//")):
            # shown, it would tell its server who reads
            return f"[{found[1] or source}]({source})"
        if source not in by_source:
            by_source[source] = f"image-{len(names) + 1}{suffix_of(source)}"
            names[by_source[source]] = source
        return f"![{found[1]}]({by_source[source]}{found[3] or ''})"

    return "".join(part if is_code else _IMAGE.sub(rename, part) for is_code, part in _parts(text))


def plain_suffix(source: str) -> str:
    """The ending of a picture's file, where it is a usual one."""
    kind = re.match(
        r"data:image/(png|jpe?g|gif|webp)|.*\.(png|jpe?g|gif|webp|svg)(?:[?#].*)?$", source, re.IGNORECASE | re.DOTALL
    )
    return f".{(kind[1] or kind[2]).lower()}" if kind else ""
