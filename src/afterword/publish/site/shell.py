"""What every page of a site has around its own: head, links to the other pages, and the foot."""

from dataclasses import field
from functools import cache
from html import escape
from importlib.resources import files

from afterword.model.values import dataclass
from afterword.publish.html import frame
from afterword.publish.look import Look

PAGES = (("index.html", "Postmortems"), ("actions.html", "Actions"), ("trends.html", "Trends"))
"""The pages that every page links to."""
FEED = "feed.xml"
"""Where the feed is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is the same on all pages."""

    title: str
    """What the site is called."""
    audience: str
    """For whom it is, in words."""
    marking: str | None = None
    """``TLP:CLEAR``; None for none."""
    url: str | None = None
    """Where it will be, with a slash at its end; None where that is not known."""
    look: Look = field(default_factory=Look)
    """The look of the pages about many documents; each document's own page has its house's."""


@cache
def asset(name: str) -> str:
    """A file that goes into the site, or into its pages."""
    return (files("afterword.publish.site") / name).read_text(encoding="utf-8")


def navigation(site: Site, root: str, here: str = "") -> str:
    """The links to the pages that there always are; ``root`` leads from the page to the root of the site."""
    links = "".join(
        f'<a href="{root}{address}"{_current(address == here)}>{escape(words)}</a>' for address, words in PAGES
    )
    marks = "".join(f"<span>{escape(mark)}</span>" for mark in (site.audience, site.marking) if mark)
    logo = site.look.logo
    picture = f'<img src="{logo.address}" alt="{escape(logo.alt)}"> ' if logo else ""
    return (
        f'<div class="site"><a class="home" href="{root}index.html" dir="auto">{picture}{escape(site.title)}</a>'
        f'<nav aria-label="Site">{links}</nav><p class="for">{marks}</p></div>\n'
    )


def page(site: Site, title: str, main: str, *, here: str, root: str = "", scripts: tuple[str, ...] = ()) -> str:
    """A page that is about many documents."""
    loaded = "".join(f'<script src="{root}{script}" defer></script>\n' for script in scripts)
    feed = f'<link rel="alternate" type="application/atom+xml" title="{escape(site.title)}" href="{root}{FEED}">\n'
    body = (
        f'<a class="skip" href="#content">Skip to content</a>\n<header>{navigation(site, root, here)}</header>\n'
        f'<main id="content" class="many" tabindex="-1">\n<h1 dir="auto">{escape(title)}</h1>\n{main}</main>\n'
        f'<footer class="foot"><span>{escape(site.title)}</span><a href="{root}{FEED}">Feed</a></footer>'
    )
    name = site.title if title == site.title else f"{title} - {site.title}"
    return frame(
        body, title=name, head=feed + loaded, look=site.look, style=asset("site.css"), has_scripts=bool(scripts)
    )


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""
