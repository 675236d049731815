"""Free-form text logs."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
LOGS = {
    "brackets": ("[2024-02-15 14:32:10] [error] lost", ("2024-02-15T14:32:10", None, "error", "lost")),
    "level first": ("ERROR 2024-02-15 14:32:10,123 lost", ("2024-02-15T14:32:10.123", None, "error", "lost")),
    "tomcat": ("15-Feb-2024 14:32:10.123 SEVERE [main] x", ("2024-02-15T14:32:10.123", None, "severe", "[main] x")),
    "spark": ("17/06/09 20:10:40 INFO util.Utils: x", ("2017-06-09T20:10:40", None, "info", "util.Utils: x")),
    "logcat": ("01-02 01:02:04.156 I/tag(  190): x", ("--01-02T01:02:04.156", None, None, "I/tag(  190): x")),
    "compose": (
        "\x1b[2Kweb-1  | 2024-04-25T05:32:35.584725130Z up",
        ("2024-04-25T05:32:35.584725130Z", "web-1", None, "up"),
    ),
    "kubectl": ("[pod/web-1/app] 2024-04-25T05:32:35Z up", ("2024-04-25T05:32:35Z", "pod/web-1/app", None, "up")),
    "ctime": ("Wed Aug 11 05:51:02 2021 [176] <notice> x", ("2021-08-11T05:51:02", None, "notice", "[176] <notice> x")),
    "TAI64N": (
        "@40000000433225833b6e1a8c tcpserver: x",
        ("2005-09-22T03:31:05.997071500Z", None, None, "tcpserver: x"),
    ),
    "epoch": ("1157689312.049 5006 TCP_MISS/200 x", ("2006-09-08T04:21:52.049Z", None, None, "5006 TCP_MISS/200 x")),
    "epoch, ms": ("1157689312049 x", ("2006-09-08T04:21:52.049Z", None, None, "x")),
    "clock": ("14:32:10.123 [main] INFO x", (None, None, "info", "[main] INFO x")),
    "minutes": ("2024-02-15 14:32 x", ("2024-02-15T14:32:00", None, None, "x")),
    "HealthApp": (
        "20171223-22:15:29:606|Step_LSC|30002312|x",
        ("2017-12-23T22:15:29.606", None, None, "Step_LSC|30002312|x"),
    ),
    "in the middle": (
        "[pid: 88|app: 0] 127.0.0.1 () [Sun Mar 13 22:49:12 2016] POST /x",
        ("2016-03-13T22:49:12", None, None, "[pid: 88|app: 0] 127.0.0.1 () [Sun Mar 13 22:49:12 2016] POST /x"),
    ),
    "emoji": ("2024-02-15T14:32:10Z 🎉 Grüße", ("2024-02-15T14:32:10Z", None, None, "🎉 Grüße")),
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_is_read(reading: Reading, name: str) -> None:
    """Time, source, severity, and words of each make of log."""
    line, expected = LOGS[name]
    found = reading(f"{line}\n" * 3)
    assert [row.kind for row in found.ledger()] == ["text"]
    assert [(e.at, e.who, e.severity, e.what) for e in found.entries()] == [expected] * 3


def test_a_stack_trace_belongs_to_its_line(reading: Reading) -> None:
    """Lines below a record are part of it, blank ones between them too, and the citation covers them."""
    text = (
        "2024-02-15 14:32:10,123 ERROR lost\nTraceback (most recent call last):\n\n  File x\nValueError\n\n"
        "2024-02-15 14:32:11,123 INFO found\n"
    )
    first, second = reading(text).entries()
    assert first.what == "lost\nTraceback (most recent call last):\n\n  File x\nValueError"
    assert (first.sources[0].line, first.sources[0].end_line) == (1, 5)
    assert second.sources[0].line == 7


def test_head_lines_are_unparsed(reading: Reading) -> None:
    """What stands above the first time is no record."""
    found = reading("Starting up\n====\n" + "2024-02-15 14:32:10 x\n" * 4)
    assert found.ledger()[0].unparsed.lines == 2
    assert len(list(found.entries())) == 4


def test_day_and_month_that_cannot_be_told_apart_are_left_open(reading: Reading) -> None:
    """The records stay, without a time, and a finding says why."""
    found = reading("03/04/2024 14:32:10 x\n05/04/2024 14:32:10 y\n")
    assert [entry.at for entry in found.entries()] == [None, None]
    assert [entry.written for entry in found.entries()] == ["03/04/2024 14:32:10", "05/04/2024 14:32:10"]
    assert "EV203" in {finding.code for finding in found.findings}


def test_an_order_that_the_text_shows_is_used_and_explained(reading: Reading) -> None:
    """One day above twelve decides for all."""
    first, _ = reading("03/04/2024 14:32:10 x\n25/04/2024 14:32:10 y\n").entries()
    assert first.at == "2024-04-03T14:32:10"
    assert first.basis_reason


@pytest.mark.parametrize(
    "text",
    [
        "dec 31 21:11:55 --> You are now talking\n\n dec 31 21:11:55 --- Topic\n" * 3,
        "INSERT INTO t VALUES ('2024-02-15 14:32:10', 1);\n" * 5,
        "Version 10.2.3 of 12.04.2024\n" * 5,
        "# 2024-02-15 14:32:10 generated\nkey = value\nother = value\n" * 3,
        "1157689312 is a number\nand this is not\nnor this\nnor that\n",
    ],
)
def test_texts_that_are_no_log_are_not_taken(reading: Reading, text: str) -> None:
    """A time somewhere in a line does not make it a record."""
    assert not reading(text).understood
