"""A rule's docstring as its page: what is wrong, why it matters, what to write instead, and examples."""

import textwrap

from afterword.model.values import dataclass
from afterword.text.expressions import later

_EXAMPLE = later(r"^(?P<kind>Bad|Good)(?P<remark>[^:\n]*):$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document on which the rule fires, or stays silent."""

    fires: bool
    """Whether the rule must find something in it."""
    text: str
    """The document."""
    remark: str = ""
    """What it shows, where that needs saying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rule's docstring, taken apart."""

    message: str
    """What is wrong, in one sentence."""
    why: str
    """Why it matters, in Markdown."""
    instead: str
    """What to write instead; empty where the rule does not say."""
    examples: tuple[Example, ...]
    """In the order of the page."""


def read_page(docstring: str) -> Page:
    """Takes a rule's docstring apart.

    shape: an example is a line ``Bad:`` or ``Good:`` (a remark may stand before the colon), and the indented
    document below it.
    """
    first, _, rest = docstring.strip().partition("\n")
    prose: list[str] = []
    examples: list[Example] = []
    lines = textwrap.dedent(rest).split("\n")
    at = 0
    while at < len(lines):
        found = _EXAMPLE.match(lines[at])
        if not found:
            prose.append(lines[at])
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or lines[end][:1].isspace()):
            end += 1
        text = textwrap.dedent("\n".join(lines[at + 1 : end])).strip("\n") + "\n"
        examples.append(Example(fires=found["kind"] == "Bad", text=text, remark=found["remark"].strip(" ,(")))
        at = end
    paragraphs = [part.strip() for part in "\n".join(prose).split("\n\n") if part.strip()]
    instead = next((part for part in paragraphs if part.startswith("Instead:")), "")
    why = "\n\n".join(part for part in paragraphs if part is not instead)
    return Page(
        message=first.strip(), why=why, instead=instead.removeprefix("Instead:").strip(), examples=tuple(examples)
    )
