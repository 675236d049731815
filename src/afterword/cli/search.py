"""Search postmortems: words, phrases, fields, and facets such as class and service."""

import sys
from collections.abc import Iterator

import click

from afterword.cli._fitting import counted, printable
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf, shelf_options, shorter
from afterword.cli._tables import width_of, wrapped
from afterword.cli.files import refuse_existing
from afterword.learning.searching import Answer, Found, parse, search
from afterword.model.plain import to_plain

_MOST_VALUES = 6


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@shelf_options
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Show at most so many.")
@format_option
@output_options
def command(
    words: tuple[str, ...],
    folders: tuple[str, ...],
    globs: tuple[str, ...],
    rebuild: bool,
    limit: int,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """Search the postmortems of a folder, or of the team, for WORDS.

    \b
    afterword search connection pool                all of these words, in any form
    afterword search '"connection reset by peer"'   the phrase
    afterword search 'time*' -- -redis              words that begin so; not these
    afterword search quota OR throttled             one or the other
    afterword search cause:certificate              of title, cause, actions, or text
    afterword search class:capacity service:checkout severity:p1 since:2025-07

    Facets are class, service, severity, status, house, year, quarter, and detection; `unknown` is a value of each.
    That nothing is found is an answer, and no failure: the exit code is 0.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    refuse_existing(output, force=force)
    query = parse(" ".join(_whole(word) for word in words))
    opened = open_shelf(folders, globs, rebuild=rebuild)
    answer = search(opened.shelf, query, limit=limit)
    if form == "json":
        text = as_json(to_plain(answer))
    else:
        shows = output in {None, "-"} and sys.stdout.isatty()
        text = "\n".join(_page(answer, shorter(opened.files), width_of(output), bold=shows))
    print_to(output, text, force=force)


def _whole(word: str) -> str:
    """A word as it was typed: the shell took the quotes of one with spaces in it."""
    if " " not in word or '"' in word:
        return word
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and name.isalpha() else f'"{word}"'


def _page(answer: Answer, short: dict[str, str], width: int | None, *, bold: bool) -> Iterator[str]:
    for found in answer.found:
        place = f"{short.get(found.file, found.file)}{f':{found.line}' if found.line else ''}"
        yield from wrapped(f"{found.day or 'day unknown'}  {found.title or 'without a title'}  [{place}]", width)
        if found.excerpt:
            yield f"    {_shown(found, bold=bold)}"
    if answer.found:
        yield ""
    more = f", the best {len(answer.found)} shown" if answer.count > len(answer.found) else ""
    yield f"{counted(answer.count, 'document')} found{more}."
    for name, values in answer.facets.items():
        known = {value: count for value, count in values.items() if value != "unknown"}
        if known:
            shown = [f"{value} {count}" for value, count in [*known.items()][:_MOST_VALUES]]
            rest = len(known) - len(shown)
            unknown = [f"unknown {values['unknown']}"] if "unknown" in values else []
            yield printable(f"  {name}: {', '.join([*shown, *([f'{rest} more'] if rest else []), *unknown])}")


def _shown(found: Found, *, bold: bool) -> str:
    text, last, parts = found.excerpt, 0, []
    for start, end in found.marks:
        hit = printable(text[start:end])
        parts += [printable_inside(text[last:start]), click.style(hit, bold=True) if bold else f"\u00bb{hit}\u00ab"]
        last = end
    return "".join([*parts, printable_inside(text[last:])])


def printable_inside(text: str) -> str:
    """As ``printable``, with the spaces at the end."""
    return printable(f"{text}|")[:-1]
