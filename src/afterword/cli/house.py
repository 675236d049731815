"""List the houses, show one, make one of your own, and check it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from afterword.cli._fitting import counted
from afterword.cli._printing import account_option, as_json, format_option, output_options, print_account, print_to
from afterword.cli._record import find_house, own_houses, team_house_files
from afterword.cli.files import read_document, write_output
from afterword.cli.main import tell
from afterword.errors import InputError, UsageError
from afterword.houses import library
from afterword.houses.house import House
from afterword.model.plain import Plain

if TYPE_CHECKING:
    from afterword.houses.making.inferring import Inferred
    from afterword.houses.making.inferring_settings import Base

_NO = 1
_UNREAD = 2
_LEAST_HOLES = 2
_REPLACES = "replaces the built-in house of that name"


@click.group()
def command() -> None:
    """List the houses, show one, make one of your own, and check it."""


@command.command("list")
@format_option
@output_options
def list_houses(form: str, output: str | None, force: bool) -> None:
    """List the built-in houses and those of the team.

    The team's are in the folder that `houses` in the nearest afterword.toml names.
    """
    team_house_files("-")
    own = own_houses("-")
    names = {house.name for house in own}
    builtin = [library.load(name) for name in library.names() if name not in names]
    rows = [_row(house, is_own=is_own) for is_own, houses in ((False, builtin), (True, own)) for house in houses]
    width = max(10, *(len(str(row["name"])) for row in rows))
    lines = [_listed(row, width) for row in rows]
    print_to(output, as_json(cast(Plain, rows)) if form == "json" else "\n".join(lines), force=force)


def _listed(row: dict[str, Plain], width: int) -> str:
    replaces = f" ({_REPLACES})" if row["replaces_built_in"] else ""
    return f"{row['name']:<{width}} {row['summary']}{replaces}".rstrip()


def _replaces(house: House) -> bool:
    """Whether a team's house goes before a built-in one."""
    return house.name in library.names() and house.source != library.load(house.name).source


def _row(house: House, *, is_own: bool) -> dict[str, Plain]:
    return {
        "name": house.name,
        "summary": house.summary,
        "own": is_own,
        "replaces_built_in": is_own and _replaces(house),
        "zone": house.time.zone,
        "phases": cast(Plain, list(dict.fromkeys(house.phases.values()))),
    }


@command.command("show")
@click.argument("name")
@format_option
@output_options
def show(name: str, form: str, output: str | None, force: bool) -> None:
    """Print the house file of NAME: the template with its holes, and its settings."""
    house = find_house(name)
    is_own = house.name not in library.names() or _replaces(house)
    row: dict[str, Plain] = {
        **_row(house, is_own=is_own),
        "settings": cast(Plain, house.settings),
        "source": house.source,
    }
    print_to(output, as_json(row) if form == "json" else house.source.removesuffix("\n"), force=force)


@command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option
@output_options
def check(files: tuple[str, ...], form: str, output: str | None, force: bool) -> int:
    """Check house files, and say of every fault where it is.

    A folder stands for the house files in it.
    Exit code 0 where all are valid, 1 where one is not, 2 where one cannot be read.
    """
    from afterword.houses.making.checking import check as check_house  # the other commands need no checks
    from afterword.houses.making.checking import placed  # as above
    from afterword.publish.looks.reading import look_faults  # as above
    from afterword.review.policy.faults import policy_faults, severity_faults  # as above

    rows: list[Plain] = []
    lines: list[str] = []
    unread = False
    for path in (path for name in files for path in _house_files(name)):
        try:
            text = read_document(path)
        except InputError as error:
            if len(files) == 1 and not Path(files[0]).is_dir():
                raise
            tell(str(error))
            unread = True
            continue
        found = check_house(text, *_named(path))
        faults = found.faults
        if found.house is not None:
            folder = None if path == "-" else Path(path).parent
            asked = (*policy_faults(found.house, text), *severity_faults(found.house, text))
            faults = (*asked, *look_faults(found.house, text, folder))
        rows += [
            {"code": f.code, "message": f.message, "file": path, "line": f.line, "column": f.column} for f in faults
        ]
        lines += [placed(path, fault) for fault in faults]
        if found.house is not None and not faults:
            replaces = f"; {_REPLACES}" if _replaces(found.house) else ""
            lines.append(f"{path}: valid, house {found.house.name}{replaces}")
    print_to(output, as_json(rows) if form == "json" else "\n".join(lines), force=force)
    return _UNREAD if unread else _NO if rows else 0


def _house_files(name: str) -> list[str]:
    if not Path(name).is_dir():
        return [name]
    found = sorted(str(path) for path in Path(name).glob("*.md"))
    if not found:
        raise InputError(f"{name}: no house file (*.md) in this folder")
    return found


def _named(path: str) -> tuple[str, Path | None]:
    """The name that a house has where its file states none, and the folder of the houses that it may extend."""
    return ("house", None) if path == "-" else (Path(path).stem, Path(path).parent)


@command.command("new")
@click.option("--from", "example", required=True, metavar="EXAMPLE", help="A template, or a postmortem filled in.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT ('-' prints); the default is to print.")
@click.option("--name", help="Name of the house; the default is that of OUT.")
@click.option("--extends", metavar="HOUSE", help="The house whose settings hold where this one says nothing.")
@click.option(
    "--template/--filled", "is_template", default=None, help="What EXAMPLE is; the default is what it looks like."
)
@account_option
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def new(
    example: str,
    output: str | None,
    name: str | None,
    extends: str | None,
    is_template: bool | None,
    form: str,
    force: bool,
) -> None:
    """Make a house of your own from EXAMPLE.

    What a filled-in postmortem says is replaced by holes; what a template tells its writer stays as guidance.
    What is doubtful stands as comments in the settings of the house, and is told on standard error.
    """
    from afterword.houses.making.inferring import infer  # the other commands make no houses

    text = read_document(example)
    base = _base(extends, output) if extends else None
    if not re.search(r"\w", text):
        raise InputError(f"{example}: is empty; a house is made from a template or a postmortem")
    made = infer(text, _name_for(name, output), base, is_template=is_template)
    if base is None and not made.mapped and not made.unmapped and made.text.count("{{") < _LEAST_HOLES:
        raise InputError(f"{example}: has no section, label, or table of a postmortem; no house can be made from it")
    write_output(output, made.text, force=force)
    if form == "json":
        account: dict[str, Plain] = {
            "output": output or "-",
            "house": made.house.name,
            "template": made.is_template,
            "mapped": made.mapped,
            "doubts": [{"line": d.line, "message": d.message} for d in made.doubts],
            "unmapped": list(made.unmapped),
        }
        print_account(account, taken=output in {None, "-"})
        return
    _tell(made, example)


def _base(extends: str, output: str | None) -> "Base":
    """The house to extend: a built-in, or one beside the new one."""
    from afterword.houses.making.inferring_settings import Base  # as above

    if extends in library.names():
        return Base(name=extends, house=library.load(extends))
    folder = Path(output).parent if output is not None and output != "-" else Path()
    file = folder / f"{Path(extends).name.removesuffix('.md')}.md"
    if not file.is_file():
        raise UsageError(f"{extends} is neither a built-in house ({', '.join(library.names())}) nor the file {file}")
    return Base(name=file.stem, house=library.load(str(file)), folder=folder)


def _tell(made: "Inferred", example: str) -> None:
    kind = "a template" if made.is_template else "a filled-in postmortem"
    doubtful = [d for d in made.doubts if d.line not in made.unmapped]
    where = sorted({d.line for d in doubtful if d.line})
    click.echo(
        f"{example}: read as {kind}; {counted(made.mapped, 'section')} mapped, {len(doubtful)} doubtful"
        f"{_lines(where)}, {len(made.unmapped)} not mapped{_lines(made.unmapped)}",
        err=True,
    )
    for doubt in made.doubts:
        click.echo(f"{example}{f':{doubt.line}' if doubt.line else ''}: {doubt.message}", err=True)


def _lines(numbers: Sequence[int]) -> str:
    return f" ({'line' if len(numbers) == 1 else 'lines'} {', '.join(map(str, numbers))})" if numbers else ""


def _name_for(name: str | None, output: str | None) -> str:
    """The name of a new house: as given, else that of its file."""
    chosen = name or (Path(output).stem if output not in {None, "-"} else "own")
    if not re.fullmatch(r"\w[\w.-]*", chosen):
        raise UsageError(
            f"{chosen!r} is no name of a house; give one word of letters, figures, and hyphens with --name"
        )
    return chosen
