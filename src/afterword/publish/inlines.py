"""What stands in a line: parser tokens turned into inlines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from afterword.model.values import dataclass
from afterword.publish.characters import printable
from afterword.publish.markdown import parser
from afterword.publish.tree import (
    Break,
    Code,
    Digest,
    Emphasis,
    Image,
    Inline,
    Link,
    NoteMark,
    Strike,
    Strong,
    Text,
    words_of,
)

MAX_DEPTH = 8
"""Emphasis nested deeper adds nothing that a reader could see."""

_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_BARE = re.compile(r"(?<![\w/@.])(?:https?://|www\.)[^\s<>\"'`\u3000]+", re.IGNORECASE)
_LABELLED = re.compile(r"\W{0,3}[^\W\d_][^:\n]{0,48}:(?:\s|\W{0,3}$|\W{0,3}\s)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_FOLLOWED = ("http", "https", "mailto")
_LONGEST_URL = 4000
_LONGEST_ALT = 2000
_WRAPPERS: Mapping[str, type[Strong | Emphasis | Strike]] = {"strong": Strong, "em": Emphasis, "s": Strike}


@dataclass(slots=True)
class _Open:
    kind: str
    url: str = ""
    children: list[Inline] = field(default_factory=list)


def build(tokens: Sequence[Token] | None, notes: Mapping[str, int], *, keep_lines: bool = False) -> tuple[Inline, ...]:
    """The inlines that the tokens of one line or paragraph stand for.

    shape: ``notes`` gives the number of a note by its label; ``keep_lines`` turns each line end of the
    source into a break.
    """
    stack = [_Open("root")]
    for token in tokens or ():
        kind, _, edge = token.type.rpartition("_")
        if edge == "open" and (kind in _WRAPPERS or kind == "link"):
            stack.append(_Open(kind, str(token.attrs.get("href") or "")))
        elif edge == "close" and (kind in _WRAPPERS or kind == "link"):
            if any(entry.kind == kind for entry in stack[1:]):
                while stack[-1].kind != kind:
                    _fold(stack)
                _fold(stack)
        else:
            stack[-1].children.extend(_leaf(token, notes, keep_lines))
    while len(stack) > 1:
        _fold(stack)
    return trimmed(_linked(tuple(_attached(_merged(stack[0].children)))))


def _attached(children: list[Inline]) -> list[Inline]:
    """The inlines with no space around breaks, and with every note mark right behind the word before it."""
    made: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and made and isinstance(made[-1], Break):
            made.append(Text(text=child.text.lstrip()))
            continue
        if isinstance(child, NoteMark | Break) and made and isinstance(made[-1], Text):
            kept = made[-1].text.rstrip()
            if kept or len(made) > 1:
                made[-1:] = [Text(text=kept)] if kept else []
        made.append(child)
    return made


def plain_words(text: str) -> str:
    """A line of Markdown as the words that a reader sees, without marks of notes."""
    tokens = parser().parseInline(" ".join(text.split()), {})
    words = words_of(build(tokens[0].children, {})) if tokens else text
    return " ".join(_NOTE.sub("", words).split())


def is_labelled(content: str) -> bool:
    """Whether each of several lines states a value behind a label, as in ``Severity: P1``."""
    lines = [line for line in content.split("\n") if line.strip()]
    return len(lines) > 1 and all(_LABELLED.match(line.strip()) for line in lines)


def trimmed(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines without white space and breaks at both ends."""
    kept = list(children)
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(text=kept[0].text.lstrip())
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(text=kept[-1].text.rstrip())
    return tuple(kept)


def _is_blank(child: Inline) -> bool:
    return isinstance(child, Break) or (isinstance(child, Text) and not child.text.strip())


def _fold(stack: list[_Open]) -> None:
    """Close the innermost open element; beyond the deepest level its content alone is kept."""
    closed = stack.pop()
    children = tuple(_merged(closed.children))
    if not children:
        return
    if closed.kind == "link":
        stack[-1].children.extend(_link(closed.url, children))
    elif len(stack) > MAX_DEPTH:
        stack[-1].children.extend(children)
    else:
        stack[-1].children.append(_WRAPPERS[closed.kind](children=children))


def _leaf(token: Token, notes: Mapping[str, int], keep_lines: bool) -> list[Inline]:
    match token.type:
        case "text" | "text_special":
            return _texts(printable(token.content))
        case "code_inline":
            code = printable(token.content)
            return [Digest(value=code)] if _DIGEST.fullmatch(code) else [Code(text=code)]
        case "softbreak":
            return [Break()] if keep_lines else [Text(text=" ")]
        case "hardbreak":
            return [Break()]
        case "image":
            return [_image(token)]
        case "footnote_ref":
            number = notes.get(str(token.meta.get("label")))
            return [NoteMark(number=number)] if number else []
        case _:
            return _texts(printable(token.content)) if token.content else []


def _texts(text: str) -> list[Inline]:
    parts: list[Inline] = []
    done = 0
    for match in _DIGEST.finditer(text):
        parts += [Text(text=text[done : match.start()]), Digest(value=match.group())]
        done = match.end()
    return [*parts, Text(text=text[done:])]


def _image(token: Token) -> Image:
    source = str(token.attrs.get("src") or "")
    caption = printable(str(token.attrs.get("title") or "")).strip() or None
    alt = printable(token.content if not token.children else _alt(token.children)).strip()
    name = unquote(urlsplit(source).path if "//" in source[:10] else source).rsplit("/", 1)[-1]
    words = alt or caption or printable(name)[:120] or "Image"
    return Image(source=source, alt=words[:_LONGEST_ALT], caption=caption)


def _alt(tokens: Sequence[Token]) -> str:
    return " ".join(part for t in tokens if (part := (t.content if not t.children else _alt(t.children)).strip()))


def _link(url: str, children: tuple[Inline, ...]) -> list[Inline]:
    """A link that may be followed; of any other, its words and, unless they say it, its target."""
    if is_followed(url):
        return [Link(children=tuple(c for c in _without_links(children)), url=url)]
    target = printable(unquote(url))
    if not target or target.startswith("#") or target in words_of(children):
        return list(children)
    return [*children, Text(text=f" ({target})")]


def _without_links(children: tuple[Inline, ...]) -> list[Inline]:
    flat: list[Inline] = []
    for child in children:
        flat.extend(_without_links(child.children) if isinstance(child, Link) else [child])
    return flat


def is_followed(url: str) -> bool:
    """Whether a link to that address may stand in a published document."""
    if len(url) > _LONGEST_URL or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    return scheme in _FOLLOWED and bool(parts.netloc or scheme == "mailto")


def _merged(children: list[Inline]) -> list[Inline]:
    merged: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(text=merged[-1].text + child.text)
        elif not (isinstance(child, Text) and not child.text):
            merged.append(child)
    return merged


def _linked(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Bare addresses made links, wherever they do not stand in one already."""
    made: list[Inline] = []
    for child in children:
        match child:
            case Text(text=text):
                made.extend(_bare_links(text))
            case Strong(children=inner):
                made.append(Strong(children=_linked(inner)))
            case Emphasis(children=inner):
                made.append(Emphasis(children=_linked(inner)))
            case Strike(children=inner):
                made.append(Strike(children=_linked(inner)))
            case _:
                made.append(child)
    return tuple(made)


def _bare_links(text: str) -> list[Inline]:
    made: list[Inline] = []
    done = 0
    for match in _BARE.finditer(text):
        words = _without_tail(match.group())
        url = words if words.lower().startswith("http") else f"https://{words}"
        if ("." not in words and "localhost" not in words) or not is_followed(url):
            continue
        made += [Text(text=text[done : match.start()]), Link(children=(Text(text=words),), url=url)]
        done = match.start() + len(words)
    return _merged([*made, Text(text=text[done:])])


def _without_tail(words: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while words and (words[-1] in ".,:;!?*_~'\"" or (words[-1] == ")" and words.count(")") > words.count("("))):
        words = words[:-1]
    return words
