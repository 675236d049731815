"""Whether a version states the same figures as the document: times, counts, and durations."""

import re
from collections.abc import Iterator

from afterword.model.measure import Metrics
from afterword.model.plain import to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.leaktest.files.opening import places
from afterword.publish.leaktest.normal import flat
from afterword.timeline.durations import measure

_FIGURE = re.compile(r"(?<![\w.])\d[\d.,:]*\d(?!\w)")
_ITEM = re.compile(r"^\s*(?:\d+[.)]\s|#+\s*\d+(?:\.\d+)*\.?\s)", re.MULTILINE)
_TARGET = re.compile(r"\]\([^()\s]*\)")
_GIVEN = frozenset({"recorded", "range"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that is another one in a version than in the document, or is not there."""

    what: str
    """Which: ``time_to_detect``, ``14:06``."""
    message: str
    """One sentence."""


def differing(view: Record, whole: Record) -> tuple[Difference, ...]:
    """Durations that the events of a version would give and that are not those of the whole document."""
    return tuple(_durations(measure(view), whole.metrics))


def _durations(seen: Metrics, whole: Metrics) -> Iterator[Difference]:
    for name in Metrics.__dataclass_fields__:
        here, there = getattr(seen, name), getattr(whole, name)
        if here.status in _GIVEN and (here.seconds, here.min, here.max) != (there.seconds, there.min, there.max):
            yield Difference(
                what=name,
                message=f"{name}: the events that this version shows give {_said(here)}, and all events give"
                f" {_said(there)}; show or hide both ends alike",
            )


def _said(figure: object) -> str:
    plain = to_plain(figure)
    assert isinstance(plain, dict)
    return f"{plain['seconds']:g} seconds" if plain["status"] == "recorded" else str(plain["status"])


def missing(data: bytes, text: str, elsewhere: str = "") -> tuple[Difference, ...]:
    """Figures of a version's Markdown that neither a finished file of it nor a text that stands elsewhere shows."""
    shown = flat("\n".join([elsewhere, *(place.text for place in places(data) if not place.is_raw)]))
    there = set(_FIGURE.findall(shown))
    wanted = dict.fromkeys(_FIGURE.findall(flat(_TARGET.sub("] ", _ITEM.sub("", text)))))
    return tuple(
        Difference(what=figure, message=f"{figure} stands in the version, and the file does not show it")
        for figure in wanted
        if figure not in there and figure not in shown
    )
