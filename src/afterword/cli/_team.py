"""A team's settings: the nearest ``afterword.toml`` above a document."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from afterword.errors import InputError
from afterword.model.plain import Plain

NAME = "afterword.toml"
"""What the file is called."""


def settings_file(path: str) -> Path | None:
    """The nearest one above a document, ``-`` being in the working directory; None where there is none."""
    start = Path.cwd() if path == "-" else Path(path).resolve().parent
    return next((folder / NAME for folder in (start, *start.parents) if (folder / NAME).is_file()), None)


def team_settings(path: str) -> Mapping[str, Plain]:
    """What the settings above a document say; empty where there are none.

    errors: InputError where the file cannot be read or is no TOML.
    """
    file = settings_file(path)
    if file is None:
        return {}
    import tomllib  # only where there is such a file

    try:
        return cast(Mapping[str, Plain], tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: {error}") from error


def placed_setting(file: Path, key: str) -> str:
    """The file of settings with the line of one of them: ``afterword.toml:3``; the file alone where it has none."""
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", text)), None)
    return f"{file}:{line}" if line else str(file)
