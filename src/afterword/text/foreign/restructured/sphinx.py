"""The directives and roles that Sphinx and its extensions add, as far as their words matter.

Known to docutils for the whole process; only the import of a document asks docutils anything.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, languages, roles
from docutils.parsers.rst.states import Inliner
from docutils.statemachine import StringList
from docutils.utils import new_document

_DIRECTIVE = re.compile(r"^[ \t]*\.\. (?:\|[^|\n]+\| )?([\w][\w:+.-]*?) ?::(?:[ \t]|$)", re.MULTILINE)
REMARK = "remark"
"""Name of the node that marks where something could not be kept."""
_CODE = ("code-block", "sourcecode", "highlight", "prompt", "parsed-literal", "mermaid", "graphviz", "uml", "digraph")
_FRAMES = [
    "dropdown",
    "details",
    "collapse",
    "tab",
    "tab-set",
    "tab-item",
    "tabs",
    "group-tab",
    "grid",
    "grid-item",
    "grid-item-card",
    "card",
    "panels",
    "only",
    "container",
    "hlist",
    "centered",
    "centred",
    "tabbed",
]
_NOTES = {
    "seealso": "See also",
    "versionadded": "Added in",
    "versionchanged": "Changed in",
    "deprecated": "Deprecated since",
}
_GENERATED = ("toctree", "index", "tabularcolumns", "highlight", "currentmodule", "post", "meta", "contents-local")
_ELSEWHERE = ("literalinclude", "include-md", "mdinclude", "automodule", "autoclass")
_CODE_ROLES = (
    "command",
    "program",
    "file",
    "samp",
    "envvar",
    "option",
    "kbd",
    "py:func",
    "py:class",
    "py:meth",
    "py:mod",
)
_MORE_CODE_ROLES = (
    "func",
    "class",
    "meth",
    "mod",
    "attr",
    "data",
    "const",
    "exc",
    "obj",
    "any",
    "py:attr",
    "py:data",
    "c:func",
)
_WORD_ROLES = ("ref", "doc", "term", "abbr", "guilabel", "menuselection", "download", "numref", "dfn", "mimetype")
_MORE_WORD_ROLES = (
    "issue",
    "pr",
    "pull",
    "user",
    "ghissue",
    "ghpull",
    "jira",
    "gh",
    "commit",
    "cve",
    "cwe",
    "regexp",
    "manpage",
)


class remark(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A place where something could not be kept: attributes ``code`` and ``message``."""


class _AnyOption(dict[str, object]):
    """Takes every option of a directive as text."""

    def __getitem__(self, _: str) -> object:
        return directives.unchanged

    def __bool__(self) -> bool:
        return True


class _Lenient(Directive):
    """A directive with any options and any arguments."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOption()

    def inner(self) -> list[nodes.Node]:
        """The content, read as text."""
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return list(holder.children)

    def titled(self, words: str) -> list[nodes.Node]:
        """Words, with the mark-up in them, as a bold line of their own; nothing where there are none."""
        if not words.strip():
            return []
        strong, messages = self.state.inline_text(words, self.lineno)
        return [nodes.paragraph("", "", nodes.strong("", "", *strong)), *messages]


class _CodeBlock(_Lenient):
    """Code with its language and its caption; the drawing languages are code, too."""

    def run(self) -> list[nodes.Node]:
        language = self.arguments[0] if self.arguments else ("" if "code" in self.name else self.name)
        block = nodes.literal_block("", "\n".join(self.content), classes=["code", language])
        caption = self.options.get("caption", "")
        return [*self.titled(caption), *([block] if self.content else [])]


class _Frame(_Lenient):
    """A frame around blocks, whose argument is its title."""

    def run(self) -> list[nodes.Node]:
        words = self.arguments[0] if self.arguments and self.name not in {"only", "grid", "container"} else ""
        return [*self.titled(words), *self.inner()]


class _Note(_Lenient):
    """A call-out that says of which version it speaks, or where to look."""

    def run(self) -> list[nodes.Node]:
        # words below the version, without a blank line between, are the text
        version, _, rest = (self.arguments[0] if self.arguments else "").partition("\n")
        title = nodes.paragraph("", "", nodes.strong("", "", nodes.Text(f"{_NOTES[self.name]} {version}".strip())))
        said, messages = self.state.inline_text(rest, self.lineno)
        first = [nodes.paragraph("", "", *said)] if rest.strip() else []
        return [nodes.note("", title, *first, *messages, *self.inner())]


class _Rubric(_Lenient):
    """A heading that no table of contents has."""

    def run(self) -> list[nodes.Node]:
        return [*self.titled(self.arguments[0] if self.arguments else ""), *self.inner()]


class _Glossary(_Lenient):
    """A list of definitions, as docutils reads it."""

    def run(self) -> list[nodes.Node]:
        return self.inner()


class _Generated(_Lenient):
    """What Sphinx makes when it builds the page."""

    def run(self) -> list[nodes.Node]:
        said = [*self.arguments, *self.content]
        if not said:
            return []
        message = f"The directive {self.name!r} makes something that is not in this text ({' '.join(said)[:150]})."
        return [remark(code="IM107", message=message)]


class _Elsewhere(_Lenient):
    """What stands in another file or in a program."""

    def run(self) -> list[nodes.Node]:
        message = f"What {self.name!r} takes from elsewhere was not read ({' '.join(self.arguments)[:150]})."
        return [remark(code="IM108", message=message)]


class _Unknown(_Lenient):
    """A directive that nobody here knows: its words are read as text, or stand as they are where they are none."""

    def run(self) -> list[nodes.Node]:
        options = ", ".join(f"{name}={value}" for name, value in self.options.items())
        message = f"The directive {self.name!r} is not known; its words stay{f' ({options[:200]})' if options else ''}."
        inner = self.inner()
        is_text = not any(found["level"] > 1 for node in inner for found in node.findall(nodes.system_message))
        kept = inner if is_text else [nodes.literal_block("", "\n".join(self.content))]
        return [remark(code="IM107", message=message), *self.titled(" ".join(self.arguments)), *kept]


class _Raw(_Lenient):
    """A raw piece for one output format, whose text nobody else sees."""

    def run(self) -> list[nodes.Node]:
        words = " ".join(" ".join(self.content).split())
        return [
            remark(code="IM108", message=f"A raw piece for {' '.join(self.arguments)} was left out: {words[:150]!r}.")
        ]


def _role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: Mapping[str, Any] | None = None,  # noqa: ARG001  # docutils passes it
    content: Sequence[str] | StringList = (),  # noqa: ARG001  # docutils passes it
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The words of a role: its title where it has one, else its target."""
    del rawtext, lineno, inliner
    shown = nodes.unescape(text)
    target = ""
    if match := re.fullmatch(r"(.*?)\s*<([^<>]*)>", shown, re.DOTALL):
        shown, target = match.group(1), match.group(2)
    shown = shown.lstrip("!~")
    if name in {*_CODE_ROLES, *_MORE_CODE_ROLES}:
        return [nodes.literal("", shown)], []
    done: list[nodes.Node] = [nodes.Text(shown)]
    if name == "abbr" and target:
        done = [nodes.Text(f"{shown} ({target})")]
    elif name == "ref":
        done = [nodes.reference("", shown, xref=nodes.fully_normalize_name(target or shown), titled=bool(target))]
    elif not target:
        return done, []
    elif re.match(r"https?://", target):
        done = [nodes.reference("", shown, refuri=target)]
    else:
        message = f"The link of {shown[:60]!r} to {target[:100]!r} needs its other pages; its words stay."
        done.append(remark(code="IM117", message=message))
    return done, []


def teach(text: str) -> None:
    """Make docutils know what Sphinx adds, and by their names the directives of a text that nobody knows."""
    for names, kind in (
        (_CODE, _CodeBlock),
        (_FRAMES, _Frame),
        (_NOTES, _Note),
        (_GENERATED, _Generated),
        (_ELSEWHERE, _Elsewhere),
        (("rubric",), _Rubric),
        (("glossary",), _Glossary),
        (("raw",), _Raw),
    ):
        for name in names:
            directives.register_directive(name, kind)
    for name in (*_CODE_ROLES, *_MORE_CODE_ROLES, *_WORD_ROLES, *_MORE_WORD_ROLES):
        roles.register_local_role(name, _role)  # type: ignore[arg-type]  # the stub is too narrow
    named = dict.fromkeys(_DIRECTIVE.findall(text))
    document = new_document("names") if named else None  # it takes its time to make
    for name in named:
        found, _ = directives.directive(name, languages.get_language("en"), document)  # type: ignore[arg-type]  # the stub
        if found is None:
            directives.register_directive(name.lower(), _Unknown)
