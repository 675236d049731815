"""The second lock on HTML: of what a mistake of ours could let through, nothing that acts or loads survives."""

import nh3

_TAGS = frozenset({
    "a", "blockquote", "br", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol", "p",
    "pre", "section", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "dir", "lang", "title", "role", "tabindex", "aria-label", "aria-labelledby", "aria-hidden"},
    "a": {"href"},
    "img": {"src", "alt"},
    "col": {"width"},
    "th": {"scope"},
    "td": {"colspan"},
    "ol": {"start"},
    "li": {"value"},
}
_FOLLOWED = ("http://", "https://", "mailto:", "#")


def clean(body: str) -> str:
    """The body of a page with nothing but the elements, attributes, and addresses that our writer uses."""
    return nh3.clean(
        body,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        strip_comments=True,
        link_rel="noopener noreferrer",
        url_schemes={"http", "https", "mailto", "data"},
    )


def _allowed(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not value.startswith("data:image/"):
        return None
    if attribute == "href" and not value.lower().startswith(_FOLLOWED):
        return None
    return value
