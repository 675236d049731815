"""logfmt."""

from collections.abc import Callable

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]


def test_a_line_of_pairs_is_read(reading: Reading) -> None:
    """Time, component, level, message, and the pairs that are left."""
    line = 'logger=settings t=2025-04-24T19:51:48.520963849Z level=info msg="Config \\"x\\" loaded" file=/etc/a.ini\n'
    first, _ = reading(line * 2).entries()
    assert (first.at, first.who, first.severity) == ("2025-04-24T19:51:48.520963849Z", "settings", "info")
    assert first.what == 'Config "x" loaded file=/etc/a.ini'
    assert first.sources[0].kind == "logfmt"


def test_the_usual_names_of_the_time_are_known(reading: Reading) -> None:
    """logrus, go-kit, and others name it differently."""
    for key, value in (("time", '"2024-02-15T14:32:10Z"'), ("ts", "2024-02-15T14:32:10Z"), ("ts", "1708007530.0")):
        first, _ = reading(f"{key}={value} level=info msg=up\n" * 2).entries()
        assert first.at is not None
        assert first.at.startswith("2024-02-15T14:32:10")


def test_lines_below_belong_to_the_record(reading: Reading) -> None:
    """A stack trace that follows is part of it."""
    first, _ = reading("time=2024-02-15T14:32:10Z msg=lost\ngoroutine 1:\nmain.go\n" * 2).entries()
    assert first.what == "lost\ngoroutine 1:\nmain.go"


def test_settings_are_no_log(reading: Reading) -> None:
    """Pairs without a time are not taken."""
    assert not reading("key=value\nother=value more=x\n" * 3).understood
