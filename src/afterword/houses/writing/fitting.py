"""Whether JSON fits a field: what each shape of field takes, said by the field's name."""

import json

from afterword.errors import UsageError
from afterword.houses.fields import Path, field_at, main_name, token_values
from afterword.model.plain import Plain


def fitted(path: Path, value: Plain, written: str) -> Plain:
    """A JSON value as its field holds it; ``written`` is how the user named the field.

    errors: UsageError that names the field within the value that does not fit, and what it takes.
    """
    known = field_at(path)
    if value is None or known is None:
        return value
    if known.shape == "objects" and known.owner == path:
        return [_object(path, item, f"{written}[{n}]") for n, item in enumerate(_list(path, value, written), 1)]
    if known.shape == "chains" and known.owner == path:
        chains = enumerate(_list(path, value, written), 1)
        return [
            [_object(path, item, f"{written}[{n}]") for item in _list(path, chain, f"{written}[{n}]")]
            for n, chain in chains
        ]
    if known.shape == "strings":
        if not all(isinstance(item, str) for item in _list(path, value, written)):
            raise _misfit(path, written)
        return value
    if known.shape == "object":
        return _object(path, value, written)
    fits = isinstance(value, bool) if known.shape == "flag" else isinstance(value, str)
    if known.shape in {"spelled", "severity"} and isinstance(value, dict):
        fits = value.keys() <= {"value", "written", "potential"} and isinstance(value.get("written", ""), str | None)
    if not fits:
        raise _misfit(path, written)
    return value


def _list(path: Path, value: Plain, written: str) -> list[Plain]:
    if not isinstance(value, list):
        raise _misfit(path, written)
    return value


def _object(path: Path, value: Plain, written: str) -> Plain:
    """An object with fields that its class has."""
    if not isinstance(value, dict):
        raise _misfit(path, written)
    unknown = next((key for key in value if field_at((*path, key)) is None), None)
    if unknown is not None:
        raise UsageError(f"{written}.{unknown}: there is no such field; `afterword schema` lists the fields")
    return {key: fitted((*path, key), inner, f"{written}.{key}") for key, inner in value.items()}


def _misfit(path: Path, written: str) -> UsageError:
    return UsageError(f"{written}: takes {_taken(path)}")


def _taken(path: Path) -> str:
    known = field_at(path)
    assert known is not None
    if known.shape in {"objects", "chains"}:
        items = json.dumps([{main_name(path): "..."}])
        return f"a list of {'chains, each a list of ' if known.shape == 'chains' else ''}objects, as {items}"
    if known.shape == "spelled":
        return f"one of {', '.join(token_values(path))}"
    taken = {
        "text": "text",
        "strings": 'a list of texts, as ["...", "..."]',
        "flag": "true or false",
        "object": "an object with its fields",
        "severity": "text, as P1 or SEV-2",
    }
    return taken.get(known.shape) or f"one of {', '.join(token_values(path))}"
