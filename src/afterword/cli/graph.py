"""Draw why it happened: the tree of causes, or the safeguards that it passed."""

from collections.abc import Iterator, Sequence

import click

from afterword.cli._printing import as_json, output_options, print_to
from afterword.cli._record import open_document
from afterword.cli.files import refuse_existing
from afterword.errors import InputError
from afterword.model.plain import to_plain
from afterword.publish.causal_tree import draw_barriers, draw_causes
from afterword.publish.causes import Cause, Causes, causes
from afterword.publish.look import Look


@click.command()
@click.argument("file")
@click.option(
    "--show",
    type=click.Choice(["causes", "barriers"]),
    default="causes",
    show_default=True,
    help="The causes behind the incident, or the safeguards that did not stop it.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "svg", "json"]), default="text", show_default=True, help="As what."
)
@output_options
def command(file: str, show: str, form: str, output: str | None, force: bool) -> None:
    """Draw what FILE says of why: as an indented tree, as a picture, or as data.

    Why chains that begin alike share their first steps. A safeguard is shown with the reason why it did not stop
    the incident, as slices of Swiss cheese are with their holes. Nothing is concluded that FILE does not say.
    """
    refuse_existing(output, force=force)
    found = causes(open_document(file).record)
    if form == "json":
        print_to(output, as_json(to_plain(found)), force=force)
        return
    drawing = draw_causes(found) if show == "causes" else draw_barriers(found.barriers)
    if drawing is None:
        what = "cause" if show == "causes" else "safeguard that failed"
        raise InputError(f"{file}: states no {what}")
    if form == "svg":
        print_to(output, drawing.standalone(Look().light).decode(), force=force)
    else:
        print_to(output, "\n".join(_tree(found) if show == "causes" else _barriers(found)), force=force)


def _tree(found: Causes) -> Iterator[str]:
    yield found.incident.text
    yield from _behind(found.incident, "")
    if found.conditions:
        yield ""
        yield "What contributed:"
    for condition in found.conditions:
        notes = [condition.category, f"addressed by {', '.join(condition.actions)}" if condition.actions else None]
        said = "; ".join(filter(None, notes))
        yield f"- {condition.text}{f' ({said})' if said else ''}"


def _behind(cause: Cause, indent: str) -> Iterator[str]:
    for number, each in enumerate(cause.behind):
        last = number == len(cause.behind) - 1
        roles = [role for role in each.roles if role != "why"]
        below = f"{indent}{'   ' if last else '│  '}"
        if each.question:
            yield f"{indent}{'└─' if last else '├─'} {each.question}"
            yield f"{below}{_named(roles)}{each.text}"
        else:
            yield f"{indent}{'└─' if last else '├─'} {_named(roles)}{each.text}"
        yield from _behind(each, below)


def _named(roles: Sequence[str]) -> str:
    return f"[{', '.join(roles)}] " if roles else ""


def _barriers(found: Causes) -> Iterator[str]:
    for number, barrier in enumerate(found.barriers, 1):
        yield f"{number}. {barrier.text}"
        yield f"   {barrier.hole or 'why it did not stop it is not said'}"
