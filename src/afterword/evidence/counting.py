"""Which logs are read in counts, and which of their zones."""

from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from afterword.evidence.blob import Blob
from afterword.evidence.condensing import Likeness, plan
from afterword.evidence.options import Options
from afterword.evidence.sample import Sample
from afterword.evidence.span import Span
from afterword.evidence.text import Text
from afterword.evidence.workshop import Work
from afterword.evidence.zonemap import Zone, ZoneMap, way_of
from afterword.model.values import dataclass

LEAST: Final = 8 * 1024 * 1024
CHUNK: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How long logs are read in counts."""

    likeness: Callable[[str], Likeness | None]
    """By the name of a kind, what makes its lines alike; None: its logs are read record by record."""
    least: int = LEAST
    """Bytes from which on a log is read so."""
    chunk: int = CHUNK
    """Bytes of a chunk."""
    never: frozenset[str] = frozenset()
    """Logs, by name, that are read record by record all the same."""
    zones: ZoneMap = field(default_factory=ZoneMap)
    """What is known of logs that were read before."""

    def work(
        self,
        blob: Blob,
        text: Text,
        kind: str,
        sample: Callable[[], Sample],
        options: Options,
        span: Span | None,
        *,
        alone: bool,
    ) -> Work | None:
        """What there is to do for a log; None where it is to be read record by record.

        shape: so is a log whose records have names, unless it is ``alone`` of its kind: another may hold copies.
        """
        if blob.path is None or blob.size < self.least or text.encoding != "utf-8" or blob.name in self.never:
            return None
        alike = self.likeness(kind)
        made = plan(blob.name, kind.replace("-", "_"), sample(), options, alike) if alike else None
        if made is None or (made.named and not alone):
            return None
        known = self.zones.zones(blob.member_sha256 or blob.sha256, way_of(made, self.chunk)) if span else ()
        read = [zone for zone in known if span and zone.low and span.touches(zone.low, zone.high)]
        if not read:
            # nothing is known, or nothing of it is asked for: a log is never skipped whole without a look
            return Work(made, text, Path(blob.path))
        return Work(made, text, Path(blob.path), tuple(read), tuple(zone for zone in known if zone not in read))

    def keep(self, blob: Blob, work: Work, zones: Sequence[Zone]) -> None:
        """Remembers the zones of a log that was read whole."""
        if not work.zones:
            self.zones.keep(blob.member_sha256 or blob.sha256, way_of(work.plan, self.chunk), zones)
