"""Windows events as XML."""

from collections.abc import Callable

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
EVENT = (
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Shop"/>'
    "<EventID>7</EventID><Level>{level}</Level><TimeCreated SystemTime='{time}'/><Computer>app-1</Computer></System>"
    '<EventData><Data Name="param">{data}</Data></EventData></Event>\n'
)


def test_events_without_a_root_are_read(reading: Reading) -> None:
    """Wevtutil writes one element after another, and Windows in UTF-16."""
    text = EVENT.format(level=2, time="2026-03-12T14:02:10.1234567Z", data="a &amp; b") * 2
    found = reading("\ufeff".encode("utf-16-le") + text.encode("utf-16-le"))
    first, second = found.entries()
    assert (first.at, first.severity, first.who) == ("2026-03-12T14:02:10.1234567Z", "error", "app-1")
    assert first.what == "Shop 7: param=a & b"
    assert [entry.sources[0].line for entry in (first, second)] == [1, 2]


def test_an_event_that_is_broken_costs_no_other(reading: Reading) -> None:
    """It is reported with its line, and its bytes are unparsed."""
    good = EVENT.format(level=4, time="2026-03-12T14:02:10Z", data="x")
    found = reading(good + good.replace("</System>", "") + good)
    assert len(list(found.entries())) == 2
    assert [(finding.code, finding.line) for finding in found.findings] == [("EV204", 2)]
    assert found.ledger()[0].unparsed.lines == 1


def test_nothing_in_an_event_is_expanded(reading: Reading) -> None:
    """An entity that a document type would define is an error of that event, not a bomb."""
    text = '<!DOCTYPE Event [<!ENTITY a "aaaa">]>\n' + EVENT.format(level=4, time="2026-03-12T14:02:10Z", data="&a;")
    found = reading(text)
    assert not list(found.entries())
    assert "EV204" in {finding.code for finding in found.findings}
