"""Start a folder of postmortems: settings, a place for the documents, and .gitignore."""

from pathlib import Path

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli.files import refuse_existing, write_output
from afterword.errors import OutputError

_SETTINGS = Path(__file__).with_name("starter.toml")
_IGNORED = ("/out/",)


@click.command()
@click.argument("folder", default=".", metavar="[DIR]")
@format_option
@output_options
def command(folder: str, form: str, output: str | None, force: bool) -> None:
    """Start a folder of postmortems in DIR (the current folder unless named).

    Writes afterword.toml, postmortems/, and the lines of .gitignore that are missing.
    What exists stays as it is, so it can be run again. Which is which is printed.
    """
    refuse_existing(output, force=force)
    root = Path(folder)
    wrote: list[str] = []
    kept: list[str] = []
    try:
        (root / "postmortems").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from error
    _start(root / "afterword.toml", _SETTINGS.read_bytes(), wrote, kept)
    if any((root / "postmortems").iterdir()):
        kept.append(str(root / "postmortems"))
    else:
        _start(root / "postmortems" / ".gitkeep", b"", wrote, kept)
    _ignore(root / ".gitignore", wrote, kept)
    print_to(output, _told(wrote, kept, form), force=force)


def _start(path: Path, content: bytes, wrote: list[str], kept: list[str]) -> None:
    """Write a file where there is none; anything there, even a dangling link, is the user's."""
    if path.exists() or path.is_symlink():
        kept.append(str(path))
        return
    write_output(str(path), content)
    wrote.append(str(path))


def _ignore(path: Path, wrote: list[str], kept: list[str]) -> None:
    """Add the lines that are missing, in the file's own line ends."""
    try:
        old = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    present = {line.strip() for line in old.splitlines()}
    missing = [line.encode() for line in _IGNORED if line.encode() not in present]
    if not missing:
        kept.append(str(path))
        return
    end = b"\r\n" if b"\r\n" in old else b"\n"
    before = old if not old or old.endswith(b"\n") else old + end
    write_output(str(path), before + b"".join(line + end for line in missing), force=True)
    wrote.append(str(path))


def _told(wrote: list[str], kept: list[str], form: str) -> str:
    if form == "json":
        return as_json({"wrote": [*wrote], "kept": [*kept]})
    lines = [f"wrote  {path}" for path in wrote] + [f"kept   {path}  (was there already)" for path in kept]
    return "\n".join(
        [*lines, "", "Next: afterword new 'TITLE', or afterword draft EVIDENCE... --house HOUSE -o postmortems/NAME.md"]
    )
