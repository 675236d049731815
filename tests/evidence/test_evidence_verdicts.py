"""Verdicts of recognition: a second run gives the same, whatever has become of the cache."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.evidence import verdicts as limits
from afterword.evidence.recognition import Verdict, recognise
from afterword.evidence.registry import registered_kinds
from afterword.evidence.sample import Sample
from afterword.evidence.verdicts import Verdicts

SAMPLES = (
    Sample(b'10.0.0.1 - - [15/Feb/2024:09:00:01 +0000] "GET / HTTP/1.1" 200 5\n' * 5),
    Sample(b"type=SYSCALL msg=audit(1708000000.123:45): arch=c000003e syscall=59 success=yes\n" * 3),
    Sample(b"what nobody reads, whatever it may be\n"),
    Sample(b""),
)


def asked(folder: Path, *, kept: bool = True) -> list[Verdict]:
    """The verdicts of one run."""
    verdicts = Verdicts(registered_kinds(), folder, kept=kept)
    found = [verdicts.of(sample) for sample in SAMPLES]
    verdicts.close()
    return found


def test_a_second_run_gives_the_same_without_asking_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is found again, kind, reason, and doubt."""
    first = asked(tmp_path)
    assert first == [recognise(sample, registered_kinds()) for sample in SAMPLES]
    with monkeypatch.context() as patch:
        patch.setattr(limits, "recognise", _never)
        assert asked(tmp_path) == first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"no database"),
        lambda file: file.write_bytes(b""),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["spoilt", "empty", "gone", "folder"],
)
def test_a_cache_that_cannot_be_used_changes_nothing(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    """It is only a cache."""
    first = asked(tmp_path)
    (file,) = tmp_path.iterdir()
    spoil(file)
    assert asked(tmp_path) == first


def test_a_changed_program_asks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict of another state of the program counts for nothing."""
    asked(tmp_path)
    monkeypatch.setattr(limits, "_reader", lambda: b"another")
    monkeypatch.setattr(limits, "recognise", _never)
    with pytest.raises(AssertionError):
        asked(tmp_path)


def test_the_same_head_of_another_text_is_another_text(tmp_path: Path) -> None:
    """A text that goes on after its sample is not the one that ends there."""
    verdicts = Verdicts(registered_kinds(), tmp_path)
    names = {verdicts._name(Sample(b"a\n", whole=whole)) for whole in (True, False)}
    names |= {verdicts._name(Sample(b"a\n", b"b", b"", whole=False)), verdicts._name(Sample(b"a\nb", whole=False))}
    assert len(names) == 4


def test_without_keeping_nothing_is_written(tmp_path: Path) -> None:
    """A caller that has no cache leaves none behind."""
    asked(tmp_path, kept=False)
    asked(Path(os.devnull))
    assert list(tmp_path.iterdir()) == []


def _never(*_: object) -> Verdict:
    raise AssertionError("asked again")
