"""What systems themselves call their records, where line-based formats state it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
SAMPLES = Path(__file__).with_name("samples")
NAMES = {
    "journal-export.bin": "s=1a;i=1;b=2c;m=1;t=64c0;x=9",
    "auditd.log": "1773324131.243:24287",
    "mail.eml": "<1@example.com>",
    "windows-event-xml.xml": "app-1.example.com/System/1842",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_record_keeps_the_name_that_its_source_gave_it(reading: Reading, name: str) -> None:
    """A second export of the same record can be known by it."""
    first = next(iter(reading((SAMPLES / name).read_bytes()).entries()))
    assert first.native_id == NAMES[name]
