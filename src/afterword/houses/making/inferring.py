"""Making a house from an example: a template, or a postmortem that is filled in.

laws: the house passes ``checking``; what it reads in a filled-in example is at least what is read without it; and
nothing that the example says of its incident stands in the house.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from afterword.houses import library
from afterword.houses.house import House
from afterword.houses.making.inferring_composing import ABSENT, PLAIN, RICH
from afterword.houses.making.inferring_doubts import Doubt, without_place
from afterword.houses.making.inferring_example import Example, looks_like_template, prepare
from afterword.houses.making.inferring_mending import Mender
from afterword.houses.making.inferring_outline import Chunk
from afterword.houses.making.inferring_settings import Base, Settings
from afterword.houses.making.inferring_writer import Body
from afterword.houses.making.lexicon import lexicon
from afterword.houses.reading.getting import get
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A house file that was made from an example."""

    text: str
    """The house file."""
    house: House
    """The house."""
    is_template: bool
    """Whether the example was taken for a template; else for a postmortem that is filled in."""
    mapped: int
    """How many sections have a place for what the record holds."""
    doubts: tuple[Doubt, ...]
    """What is doubtful, in the order of the example."""
    unmapped: tuple[int, ...]
    """Lines (from 1) of the sections that no field takes."""


def infer(text: str, name: str, base: Base | None = None, *, is_template: bool | None = None) -> Inferred:
    """The house that an example has the shape of.

    ``base`` is the house to extend; ``is_template`` overrides what is seen of the example.
    """
    names = lexicon(base.house if base else None)
    example = prepare(text, names)
    reading = get(example.text, library.fallback())
    if is_template is None:
        is_template = looks_like_template(reading)
    settings = Settings(name=name, summary="", base=base)
    if "<summary" in text and "<summary" not in example.text:
        settings.doubts.append("the folds of the example are headings in the house")
    known = get(text).house
    if base is None and not known.is_fallback:
        settings.doubts.append(
            f"the example has the shape of house {known.name}; --extends {known.name} takes its settings"
        )
    made = _Maker(reading, names, settings, is_template=is_template).make()
    return _placed(made, example)


def _placed(made: Inferred, example: Example) -> Inferred:
    """What was made, with the lines of the file that the example was given as."""
    if example.lines == tuple(range(len(example.lines))):
        return made
    where = {n + 1: line + 1 for n, line in enumerate(example.lines)}
    text = re.sub(
        r"^# - line (\d+) of", lambda m: f"# - line {where.get(int(m[1]), m[1])} of", made.text, flags=re.MULTILINE
    )
    doubts = tuple(replace(d, line=where.get(d.line, d.line) if d.line else None) for d in made.doubts)
    return replace(made, text=text, doubts=doubts, unmapped=tuple(where.get(n, n) for n in made.unmapped))


_OF_ROW = re.compile("no field is known for the row ")
_FATES = {
    PLAIN: "the labels, tables, and lists of this section are not kept: one place takes all that it holds",
    ABSENT: "this section is left out: with it, the house would not be read back right",
}


class _Maker(Mender):
    def make(self) -> Inferred:
        """The house: as rich as it can be without a fault and without losing anything of the example."""
        self.mend()
        if not self.is_template:
            self.keep_all()
        else:
            self.keep_unknown()
        text, _ = self.compose()
        bodies = [self.body(n) for n in range(len(self.chunks))]
        doubts = self._tell(bodies)
        text, _ = self.compose()
        house = self.checked(text).house
        assert house is not None, "a house that was made passes its own check"
        shown = [n for n, c in enumerate(self.chunks) if c.level and c.target.kind != "title" and self.is_mapped(n)]
        return Inferred(
            text=text,
            house=house,
            is_template=self.is_template,
            mapped=len(shown) or sum("{{" in " ".join(group) for body in bodies if body for group in body.groups),
            doubts=doubts,
            unmapped=tuple(c.first + 1 for n, c in enumerate(self.chunks) if self.is_unmapped(n)),
        )

    def _unkept_headings(self) -> list[Doubt]:
        """That headings over single entries, or over groups that no field tells apart, are not in the house."""
        found: dict[int, list[Chunk]] = {}
        for number, chunk in enumerate(self.chunks):
            outer = next((c for c in chunk.around if c.target.kind == "list"), None)
            if outer is not None and chunk.target.kind == "none" and self.body(number) is None:
                found.setdefault(outer.first, []).append(chunk)
        return [
            Doubt(
                line=inner[0].first + 1,
                message=f"{len(inner)} heading{'s' if inner[1:] else ''} within a list, from here on, "
                f"{'are' if inner[1:] else 'is'} not kept; new documents have items of one list",
            )
            for inner in found.values()
        ]

    def _tell(self, bodies: Sequence[Body | None]) -> tuple[Doubt, ...]:
        """What is doubtful, in the order of the example; the settings take it as comments."""
        general = [Doubt(line=None, message=m) for m in self.settings.doubts]
        for number, (chunk, body) in enumerate(zip(self.chunks, bodies, strict=True)):
            if body is not None:
                fate = "; it is the house's own text" if self.keeps_unknown else "; it is left out"
                told = ((line, f"{text}{fate if _OF_ROW.match(text) else ''}") for line, text in body.doubts)
                self.doubts += [Doubt(line=line + 1, message=message) for line, message in told]
            if body is not None and chunk.level and not chunk.target.is_sure and chunk.target.path:
                path = ".".join(chunk.target.path)
                self.doubts.append(Doubt(line=chunk.first + 1, message=f"the section was taken for {path}"))
            if chunk.level and chunk.target.kind in {"text", "list", "group"} and self.modes[number] != RICH:
                self.doubts.append(Doubt(line=chunk.first + 1, message=_FATES[self.modes[number]]))
            if self.is_unmapped(number):
                fate = "kept as the house's own text" if body is not None else "left out; documents keep it as it is"
                fate = "kept as a comment" if body is not None and self.modes[number] == PLAIN else fate
                self.doubts.append(Doubt(line=chunk.first + 1, message=f"no field takes this section: {fate}"))
        self.doubts += self._unkept_headings()
        house = self.house()
        if not self.is_template and house is not None:
            self.doubts += [Doubt(line=line, message=message) for line, message in without_place(self.reading, house)]
        own = sorted({(d.line or 0, d.message) for d in self.doubts})
        self.settings.doubts += [f"line {line} of the example: {message}" for line, message in own]
        return (*general, *(Doubt(line=line, message=message) for line, message in own))
