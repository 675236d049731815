"""What tests of evidence share: a text read as a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

Reading = Callable[..., Collection]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """A function that writes a text to a file of no telling name and reads it as evidence."""

    def read_text(text: str | bytes, **options: object) -> Collection:
        path = tmp_path / "evidence"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read([path], options=Options(**options))  # type: ignore[arg-type]

    return read_text
