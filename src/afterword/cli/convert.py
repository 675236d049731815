"""Convert postmortems to the shape of another house; nothing is lost."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afterword.cli._archive import documents_of
from afterword.cli._record import house_named, own_houses
from afterword.cli.files import read_document, refuse_existing, refuse_unwritable, write_output
from afterword.cli.main import one_line
from afterword.errors import AfterwordError, OutputError, UsageError
from afterword.model.plain import Plain
from afterword.model.values import dataclass

if TYPE_CHECKING:
    from afterword.houses.house import House
    from afterword.houses.reading.getting import Reading
    from afterword.houses.writing.converting import Conversion

_SOME_REFUSED = 1
_ALL_REFUSED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    house: "House"
    guidance: bool
    form: str
    force: bool


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("--to", "name", required=True, metavar="HOUSE", help="A house's name, or the path of a house file.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT; for several files or a DIR a folder.")
@click.option("--guidance", is_flag=True, help="Write the house's guidance, too, as comments.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
def command(files: tuple[str, ...], name: str, output: str | None, guidance: bool, form: str, force: bool) -> int:
    """Write the postmortem FILE (- is standard input) in the shape of HOUSE.

    \b
    afterword convert old.md --to seal -o new.md
    afterword convert postmortems --to houses/ours.md -o converted

    What HOUSE has no place for stands in a marked block at the end, so that converting there and back loses
    nothing. Said on stderr is what was carried there, and what HOUSE asks that the document does not answer; with
    --format json the same as data, on standard output where the document goes to a file.

    Of a DIR, the postmortems in and below it are converted, each to its own place below OUT; other documents are
    passed over. Every result is read back before it is written, and one that would not say the same is refused.
    Exit code 1 means that some files were refused and the others written.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    order = _Order(house=house_named(name, files[0]), guidance=guidance, form=form, force=force)
    if len(files) == 1 and not Path(files[0]).is_dir():
        refuse_existing(output, force=force)
        own = own_houses(files[0])
        old = _read(files[0], own)
        made = _converted(old, own, order)
        write_output(output, made.text, force=force)
        _say(_told(old, made, files[0], output or "-", order), order, is_taken=output in {None, "-"})
        return 0
    if output is None or output == "-":
        raise UsageError("several documents need -o OUT, a folder")
    return _all(files, Path(output), order)


def _all(files: tuple[str, ...], folder: Path, order: _Order) -> int:
    """Converts one document after the other; what is wrong with one does not keep back the others."""
    refuse_unwritable(folder)
    told: list[dict[str, Plain] | str] = []
    done = refused = 0
    taken: set[Path] = set()
    for path, target in _targets(files, folder):
        try:
            own = own_houses(path)
            old = _read(path, own)
            if reason := _passed_over(old, path, files):
                told.append(_unsaid(path, "passed over", reason, order))
                continue
            if target in taken:
                raise OutputError(f"{path}: {target} is already the place of another of these documents")
            taken.add(target)
            made = _converted(old, own, order)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_output(str(target), made.text, force=order.force)
            told.append(_told(old, made, path, str(target), order, is_one_of_many=True))
            done += 1
        except (AfterwordError, OSError) as error:
            told.append(_unsaid(path, "refused", str(error).removeprefix(f"{path}: "), order))
            refused += 1
    _say(told, order, is_taken=False)
    if order.form == "text":
        click.echo(f"{done} converted to house {order.house.name}, {refused} refused", err=True)
    return 0 if not refused else _SOME_REFUSED if done else _ALL_REFUSED


def _targets(files: tuple[str, ...], folder: Path) -> Iterator[tuple[str, Path]]:
    """Each document and the file for it: below a folder at the same place, else by its name."""
    for named in files:
        root = Path(named)
        for path in documents_of([named], ()):
            if folder.resolve() in Path(path).resolve().parents and folder.resolve() != root.resolve():
                continue
            inner = Path(path).relative_to(root) if root.is_dir() else Path(path).name
            yield path, folder / inner


def _read(path: str, own: Sequence["House"]) -> "Reading":
    from afterword.houses.reading.getting import get  # the lens is loaded once the words of the command are right

    return get(read_document(path), own=own)


def _converted(old: "Reading", own: Sequence["House"], order: _Order) -> "Conversion":
    from afterword.houses.writing.converting import convert  # as above

    return convert(old, order.house, own, guidance=order.guidance)


def _passed_over(old: "Reading", path: str, files: tuple[str, ...]) -> str:
    """Why a document of a folder is left as it is; empty for a postmortem and for what was named itself."""
    from afterword.houses.archiving.judging import judge  # as above

    return "" if path in files else judge(old.record, old.source.text, path).reason


def _told(
    old: "Reading", made: "Conversion", path: str, target: str, order: _Order, *, is_one_of_many: bool = False
) -> "dict[str, Plain] | str":
    from afterword.cli._convert_report import brief, data, said  # as above

    if order.form == "json":
        return data(old, made, path, target)
    if is_one_of_many:
        return f"{brief(old, made, target)}\n"
    return "".join(f"{line}\n" for line in said(old, made, target if target != "-" else path))


def _unsaid(path: str, what: str, reason: str, order: _Order) -> dict[str, Plain] | str:
    if order.form == "json":
        return {"file": path, "output": None, what.replace(" ", "_"): reason}
    return f"{one_line(path)}: {what}: {one_line(reason)}\n"


def _say(told: "list[dict[str, Plain] | str] | dict[str, Plain] | str", order: _Order, *, is_taken: bool) -> None:
    """Prints the report, of a folder or several documents a list; as data on standard output, if that is free."""
    if order.form == "json":
        click.echo(json.dumps(told, indent=2, ensure_ascii=False), err=is_taken)
        return
    for text in told if isinstance(told, list) else [told]:
        click.echo(text, nl=False, err=True)
