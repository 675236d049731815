"""Loading houses: the built-in ones beside this file, a team's own from its folder, and the fallback."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path as FilePath

from afterword.errors import InputError, UsageError
from afterword.houses.fields import field_at
from afterword.houses.house import House, TimeStyle
from afterword.houses.reading.frontmatter import FACTS
from afterword.houses.template import compile_template
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.vocabulary import PHASES
from afterword.text import yaml
from afterword.text.source import Source

_HERE = FilePath(__file__).parent

MAX_BYTES = 1024 * 1024
"""A house file larger than this is refused."""

TOO_LARGE = "a house file may have 1 MiB at most"
"""What is said of one."""


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The built-in houses, sorted."""
    folder = _HERE / "library"
    return tuple(sorted(entry.name[:-3] for entry in folder.iterdir() if entry.name.endswith(".md")))


@lru_cache(maxsize=64)
def load(name: str) -> House:
    """A built-in house, or the house in the file ``name`` where that ends in ``.md``.

    errors: UsageError for a name that is no house, and with path for a house that means nothing; InputError for a
    file that cannot be read.
    """
    if name.endswith(".md"):
        return _load_file(FilePath(name))
    if name not in names():
        raise UsageError(
            f"there is no house {name!r}; the houses are {', '.join(names())}, or a house file ending in .md"
        )
    return compile_house(text(name), name)


def _load_file(path: FilePath) -> House:
    try:
        return replace(compile_house(read_house_file(path), path.stem, path.parent), file=path)
    except UsageError as error:
        message = str(error)
        is_own = message.startswith((f"{path.stem}:", f"{path.stem} line "))
        raise UsageError(f"{path}{message.removeprefix(path.stem)}" if is_own else f"{path}: {message}") from error


@lru_cache(maxsize=64)
def text(name: str) -> str:
    """The house file of a built-in house."""
    return (_HERE / "library" / f"{name}.md").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def fallback() -> House:
    """The house by which documents of no known house are read."""
    source = (_HERE / "fallback.md").read_text(encoding="utf-8")
    return House(
        name="fallback",
        summary="How documents of no known house are read",
        root=compile_template(source, 0, "fallback", {k: tuple(v) for k, v in words().stand_in.items()}),
        document={key: (key,) for key in FACTS},
        source=source,
        is_fallback=True,
    )


def read_house_file(path: FilePath) -> str:
    """The text of a house file.

    errors: InputError with the path for one that cannot be read, is too large, or is no text.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: is no file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: {TOO_LARGE}")
    if b"\0" in data:
        raise InputError(f"{path}: is no text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}") from error


def compile_house(text: str, name: str, folder: FilePath | None = None) -> House:
    """The house that a house file describes.

    ``folder`` is where the team's houses stand that it may extend.

    errors: UsageError with file and line for front matter or holes that mean nothing.
    """
    source = Source(text)
    lines = [source.content(n) for n in range(len(source.bounds))]
    end = settings_end(lines)
    if end is None:
        raise UsageError(f"{name}: a house file starts with front matter between two lines ---")
    settings = _settings(source, name, end)
    base = extended_by(settings, name, folder)
    if base is not None:
        settings = _extended(base.settings, settings)
    synonyms = {str(k): tuple(str(s) for s in _list(v)) for k, v in _map(settings, "synonyms", name).items()}
    has_body = any(line.strip() for line in lines[end + 1 :])
    root = compile_template(text, end + 1, name, synonyms) if has_body or base is None else base.root
    phases = {str(k): str(v) for k, v in _map(settings, "phases", name).items()}
    for label, phase in phases.items():
        if phase not in PHASES:
            raise UsageError(f"{name}: the phase {phase!r} of {label!r} is unknown; phases are {', '.join(PHASES)}")
    document = {str(k): tuple(str(v).split(".")) for k, v in _map(settings, "document", name).items()}
    for key, path in document.items():
        if field_at(path) is None:
            raise UsageError(f"{name}: document.{key} names no field of the record")
    time = _map(settings, "time", name)
    return House(
        name=str(settings.get("house") or name),
        summary=str(settings.get("summary") or ""),
        root=root,
        time=TimeStyle(
            zone=_text(time.get("zone")),
            clock=_text(time.get("clock")) or "24h",
            zone_in=_text(time.get("zone_in")) or "none",
            day_heading=_text(time.get("day_heading")),
        ),
        phases=phases,
        synonyms=synonyms,
        document=document,
        settings=settings,
        source=text if has_body or base is None else text + base.source.split("\n---\n", 1)[-1],
        spelling={
            str(p): {str(t): str(s) for t, s in words.items()}
            for p, words in _map(settings, "spelling", name).items()
            if isinstance(words, dict)
        },
    )


def settings_end(lines: Sequence[str]) -> int | None:
    """The line, from 0, that closes the settings of a house file; None where none are opened or closed."""
    if not lines or lines[0].rstrip() != "---":
        return None
    return next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)


def extended_by(settings: Mapping[str, Plain], name: str, folder: FilePath | None = None) -> House | None:
    """The house that another extends: one of ``folder``, or a built-in; None where it extends none.

    errors: UsageError for one that is not known or stands elsewhere, and for houses that extend each other in a
    circle.
    """
    named = settings.get("extends")
    if named is None:
        return None
    if not isinstance(named, str):
        raise UsageError(f"{name}: extends names another house")
    if not named or FilePath(named).name != named or "\\" in named:
        raise UsageError(f"{name}: extends names a built-in house or a house file in the same folder, not {named!r}")
    first = _own_file(named, folder, name)
    passed, file = [name], first
    while file is not None:
        passed.append(file.stem)
        if file.stem in passed[:-1]:
            raise UsageError(f"{name}: the houses extend each other in a circle: {' -> '.join(passed)}")
        following = _extends_of(file)
        file = _own_file(following, file.parent, file.stem) if following else None
    return load(str(first)) if first else load(named)


def _own_file(named: str, folder: FilePath | None, by: str) -> FilePath | None:
    """The file of the team's house that house ``by`` names; None for a built-in, which may be extended by its name."""
    if folder is None:
        return FilePath(named) if named.endswith(".md") else None
    if named.endswith(".md"):
        return folder / named
    file = folder / f"{named}.md"
    return file if file.is_file() and not (named == by and named in names()) else None


def _extends_of(file: FilePath) -> str | None:
    """What the settings of a house file extend; None for nothing, or where they cannot be read."""
    lines = Source(read_house_file(file)).contents
    end = settings_end(lines)
    if end is None:
        return None
    try:
        settings = yaml.load("\n".join(lines[1:end]))
    except yaml.YamlError:
        return None
    named = settings.get("extends") if isinstance(settings, dict) else None
    return named if isinstance(named, str) else None


def _extended(base: Mapping[str, Plain], own: Mapping[str, Plain]) -> dict[str, Plain]:
    """The settings of a house over those of the one that it extends; maps are joined key by key, maps in them too."""
    made = dict(base)
    for key, value in own.items():
        old = made.get(key)
        made[key] = _extended(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return made


def _settings(source: Source, name: str, end: int) -> dict[str, Plain]:
    span = source.lines(1, end)
    try:
        settings = yaml.load(source.text[span.start : span.end])
    except yaml.YamlError as error:
        raise UsageError(f"{name} line {error.line + 1}: the front matter {error}") from error
    if not isinstance(settings, dict):
        raise UsageError(f"{name}: the front matter is no map")
    return settings


def _map(settings: Mapping[str, Plain], key: str, name: str) -> dict[str, Plain]:
    value = settings.get(key) or {}
    if not isinstance(value, dict):
        raise UsageError(f"{name}: {key} must be a map")
    return value


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]


def _text(value: Plain) -> str | None:
    return None if value is None else str(value)
