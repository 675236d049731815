"""Made-up postmortems of about 5 kB, in every house and in shapes of no house; the same ones at every run."""

import random
from collections.abc import Iterator
from dataclasses import replace

from afterword.houses import lens, library
from afterword.model.action import Action
from afterword.model.analysis import Analysis
from afterword.model.event import Event
from afterword.model.learning import WentWell
from afterword.model.record import Record

_SERVICES = ["checkout", "search", "billing", "ingest", "gateway", "sessions", "mailer", "reports", "scheduler"]
_PARTS = ["connection pool", "certificate", "feature flag", "cache key", "retry loop", "migration", "quota", "queue"]
_DEEDS = ["restarted", "rolled back", "scaled up", "drained", "paged the owner of", "opened a ticket for", "looked at"]
_ENDS = ["and error rates fell", "without effect", "after a second look", "as the runbook says", "by hand", "in canary"]


class Story:
    """One made-up incident."""

    def __init__(self, number: int) -> None:
        """A number, from which everything else follows."""
        self.chance = random.Random(number)
        self.service = self.chance.choice(_SERVICES)
        self.day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
        self.title = f"{self.service.title()} outage by an exhausted {self.chance.choice(_PARTS)}"

    def sentence(self) -> str:
        """A sentence of about 90 characters."""
        pick = self.chance.choice
        return f"We {pick(_DEEDS)} the {pick(_PARTS)} of {pick(_SERVICES)} in region {pick('abc')} {pick(_ENDS)}."

    def paragraph(self, sentences: int = 4) -> str:
        """Some sentences on lines of their own."""
        return "\n".join(self.sentence() for _ in range(sentences))

    def times(self, count: int) -> list[str]:
        """Clock times in order."""
        minutes = sorted(self.chance.sample(range(6 * 60, 23 * 60), count))
        return [f"{m // 60:02d}:{m % 60:02d}" for m in minutes]

    def record(self) -> Record:
        """The incident as a record."""
        events = tuple(
            Event(
                at=f"{self.day}T{clock}:00Z",
                written=f"{self.day} {clock} UTC",
                precision="minute",
                zone="UTC",
                zone_basis="stated",
                year_basis="stated",
                what=self.sentence(),
            )
            for clock in self.times(14)
        )
        actions = tuple(
            Action(id=f"A-{n}", what=self.sentence(), owner=f"@{self.chance.choice(_SERVICES)}", due=self.day)
            for n in range(1, 7)
        )
        return Record(
            title=self.title,
            summary=self.paragraph(6),
            timeline=events,
            analysis=Analysis(root_cause=self.paragraph(5)),
            went_well=tuple(WentWell(text=self.sentence()) for _ in range(3)),
            actions=actions,
        )

    def free(self, shape: int) -> str:
        """The incident in a shape of no house."""
        entries = [(clock, self.sentence()) for clock in self.times(18)]
        head = f"# {self.title}\n\n**Date:** {self.day}\n\n**Authors:** Ann Lee, Bo Chen\n\n**Status:** Complete\n\n"
        head += f"## Summary\n\n{self.paragraph(7)}\n\n## Impact\n\n{self.paragraph(4)}\n\n"
        cause = f"## Root cause\n\n{self.paragraph(7)}\n\n"
        timeline = ["## Timeline (all times UTC)", ""]
        if shape == 0:
            timeline += [f"- {clock} - {what}" for clock, what in entries]
        elif shape == 1:
            timeline += ["| Time | Event |", "|---|---|", *(f"| {clock} | {what} |" for clock, what in entries)]
        elif shape == 2:
            timeline += [f"### {clock}\n\n{what}\n" for clock, what in entries]
        else:
            timeline += [f"**{clock}** {what}\n" for clock, what in entries]
        actions = ["", "## Action items", "", *(f"- [ ] {self.sentence()} (@ann)" for _ in range(6))]
        well = ["", "## What went well", "", *(f"* {self.sentence()}" for _ in range(4)), ""]
        return head + cause + "\n".join([*timeline, *actions, *well])


def documents(count: int) -> Iterator[str]:
    """So many documents, houses and free shapes by turns."""
    houses = [library.load(name) for name in library.names()]
    for number in range(count):
        story = Story(number)
        if number % 2:
            yield story.free(number // 2 % 4)
        else:
            house = houses[number // 2 % len(houses)]
            record = replace(story.record(), house=house.name)
            yield lens.create(record, house)
