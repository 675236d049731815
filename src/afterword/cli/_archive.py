"""The documents that a command over many records works on: files, folders, or the globs of ``afterword.toml``."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from afterword.cli._team import settings_file, team_settings
from afterword.cli.main import tell
from afterword.errors import InputError, UsageError

T = TypeVar("T")

SUFFIXES = frozenset({".md", ".markdown"})
"""What a folder's postmortems are called."""
_USUAL_FOLDER = "postmortems"


def documents_of(paths: Sequence[str], globs: Sequence[str]) -> list[str]:
    """The documents that paths name, else globs, else the globs of the nearest ``afterword.toml``; each once.

    shape: a folder stands for the Markdown files in and below it, sorted; hidden ones are left out.
    errors: UsageError where nothing is named; InputError where what is named holds no document.
    """
    if not paths and not globs:
        folder, globs = _settings()
    else:
        folder = Path()
    found = list(dict.fromkeys(_named(paths) if paths else _matching(folder, globs)))
    if not found:
        raise InputError(f"{', '.join(paths or globs)}: no Markdown file is there")
    return found


class OneByOne(Generic[T]):
    """Documents, read one after the other; one that cannot be read is told and passed over."""

    def __init__(self, files: Sequence[str], read: Callable[[str], T]) -> None:
        """The documents, and what reads one of them."""
        self.files = files
        self.refused = 0
        self._read = read

    def __iter__(self) -> Iterator[tuple[str, T]]:
        """Each document that can be read, with its file.  errors: InputError where none can."""
        for file in self.files:
            try:
                read = self._read(file)
            except InputError as error:
                self.refused += 1
                if self.refused == len(self.files):
                    raise
                tell(str(error))
                continue
            yield file, read


def _named(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path != "-" and Path(path).is_dir():
            yield from _in_folder(Path(path))
        else:
            yield path


def _in_folder(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder).parts
        if file.suffix.lower() not in SUFFIXES or any(part.startswith(".") for part in inner) or file.is_dir():
            continue
        if why := _why_passed_over(file, folder):
            tell(f"{file}: passed over: {why}")
        else:
            yield str(file)


def _why_passed_over(file: Path, folder: Path) -> str:
    """Why what is called like a postmortem is not read; empty for a file of the folder."""
    try:
        if file.is_symlink() and not file.resolve(strict=True).is_relative_to(folder.resolve()):
            return "a link to a file outside of the folder; name it itself to read it"
    except (OSError, RuntimeError):  # an endless circle of links is the one or the other, by the version of Python
        return "a link that leads nowhere"
    return "" if file.is_file() else "no regular file"


def _matching(folder: Path, globs: Sequence[str]) -> Iterator[str]:
    for pattern in globs:
        try:
            files = sorted(folder.glob(pattern))
        except (ValueError, NotImplementedError) as error:
            raise UsageError(f"{pattern}: is no glob below this folder: {error}") from error
        yield from (str(file) for file in files if file.is_file())


def team_documents(path: str) -> list[str]:
    """The records of the team of a document; none where no settings above it name any."""
    if settings_file(path) is None:
        return []
    try:
        folder, globs = _settings(path)
    except UsageError:
        return []
    return list(dict.fromkeys(_matching(folder, globs)))


def _settings(path: str = "-") -> tuple[Path, Sequence[str]]:
    settings = settings_file(path)
    if settings is None:
        raise UsageError("name a FILE or a folder, or give --records; there is no afterword.toml here that names them")
    folder = settings.parent
    globs = team_settings(path).get("records")
    if globs is None and (folder / _USUAL_FOLDER).is_dir():
        globs = [f"{_USUAL_FOLDER}/**/*.md"]
    if globs is None:
        raise UsageError(f'{settings} names no records, as in records = ["postmortems/*.md"]; name a FILE or a folder')
    if not isinstance(globs, list) or not globs or not all(isinstance(glob, str) for glob in globs):
        raise UsageError(f'{settings}: records must list globs, as in records = ["postmortems/*.md"]')
    return (Path() if folder == Path.cwd() else folder), [str(glob) for glob in globs]
