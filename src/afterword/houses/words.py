"""The words that mean the same, read from ``words.json`` beside this file.

Names are compared without case, number, emphasis, and trailing colon. JSON, because it is read at every start.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from afterword.model.values import dataclass
from afterword.text.expressions import later, one_of
from afterword.text.wording import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Synonyms, compared by ``name_key``."""

    headings: Mapping[str, str]
    """Heading to the first heading of its group."""
    weak: frozenset[str]
    """Headings among these that often mean something else."""
    qualifiers: frozenset[str]
    """Words at the ends of a heading that do not change what it means."""
    asking: frozenset[str]
    """Words with which a question starts."""
    asking_fillers: frozenset[str]
    """Words of a question that do not tell it from others."""
    questions: Sequence[tuple[Sequence[str], str]]
    """Stems that all stand in a question, and the heading that it means; the first that fits holds."""
    cues: Sequence[tuple[str, Sequence[str]]]
    """The usual name that a heading means in which all stems of a cue stand; the first that fits holds.

    A line holds the cues of some languages, parted by ``|``. A stem is the start of a word, with ``$`` behind it or
    with three letters the whole word, and in scripts without spaces any part of it.
    """
    first_cues: frozenset[str]
    """Usual names whose cues hold before any name does."""
    cue_fillers: frozenset[str]
    """Words of many languages that do not change what a heading means."""
    misspelt: frozenset[str]
    """Long words of headings that are known with one letter wrong."""
    lookalikes: frozenset[str]
    """Words that are no misspellings of these."""
    cores: frozenset[str]
    """Headings that mean this with other words too: ``Resolution timeline``, ``Timeline of the attack``."""
    endings: Mapping[str, str]
    """What a heading without spaces between its words ends with, and the usual name that it means then."""
    asked_by_others: frozenset[str]
    """With what the questions of readers start, which are no headings."""
    ends: frozenset[str]
    """Columns of a timeline that hold the end of an entry, not its time."""
    day_columns: frozenset[str]
    """Columns of a timeline that hold the day, where the time stands in another."""
    time_words: frozenset[str]
    """Words of a sentence that says no more than of which day or zone times are."""
    written_time: re.Pattern[str]
    """A word of a time as another house may write it: a unit or a half of the day with its number, a weekday."""
    updates: frozenset[str]
    """What a status page writes over each of its updates."""
    posted: frozenset[str]
    """Words before the time of such an update."""
    keys: Mapping[str, tuple[str, ...]]
    """Keys of the front matter that mean a field of another name, in every house."""
    readers: Sequence[str]
    """Words of a heading that turns to readers; what stands below it tells nothing of the incident's handling."""
    either: Mapping[str, Sequence[str]]
    """Headings that mean several things: the first that no other heading of the document means holds."""
    compared: frozenset[str]
    """Headings over what was so before something or after it, which name no section."""
    tasks: frozenset[str]
    """Names of a list of tasks, which is all that they name."""
    stand_in: Mapping[str, Sequence[str]]
    """Heading of the house that reads what no house knows, and further headings that mean it there."""
    untelling: frozenset[str]
    """Titles that say of any such document only what it is."""
    guiding: frozenset[str]
    """Words with which guidance for the writer starts."""
    instructs: re.Pattern[str]
    """How an instruction to the writer starts, wherever it stands."""
    instructs_prose: re.Pattern[str]
    """The same where a text of sentences is expected, which starts with no order."""
    numbered: re.Pattern[str]
    """What a template counts up in the place of items: ``Lesson 1``."""
    example_events: frozenset[str]
    """What a template writes in the place of what happened."""
    fillers: frozenset[str]
    """Words of the Latin that stands where nobody has written yet."""
    unwritten: tuple[str, ...]
    """Words with which a note starts that something is still to be written."""
    unfilled: re.Pattern[str]
    """The letters that stand for digits, as in ``YYYY-MM-DD``."""
    said: frozenset[str]
    """What says that there is nothing, though it looks like a placeholder."""
    placeholders: frozenset[str]
    """What stands in a template for a value that nobody has written."""
    columns: Mapping[str, Mapping[str, str]]
    """List name (``timeline``) to column name to field (``at``)."""
    labels: Mapping[str, str]
    """Label to field path."""
    labels_of_impact: Mapping[str, str]
    """Label to field path where it stands in the section of the impact, before those of ``labels``."""
    phases: Mapping[str, str]
    """Phrase to phase."""
    phase_names: Mapping[str, str]
    """Name to phase, where an entry says no more than it."""
    phrase: re.Pattern[str]
    """Any of these phrases, the longest first."""
    tokens: Mapping[str, Mapping[str, str]]
    """Field path to spelling to token."""
    grading: frozenset[str]
    """Labels of the severity that mean it in every section; others mean an action's priority there."""
    graded: frozenset[str]
    """Labels that mean the severity only where all that follows is a grade."""
    severities: Mapping[str, int]
    """Word to rank."""
    actions: Mapping[str, Sequence[object]]
    """The words of actions, by what they are for."""


@lru_cache(maxsize=1)
def words() -> Words:
    """The synonyms of the field, loaded once."""
    data = cast(
        dict[str, dict[str, Sequence[str]]],
        json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8")),
    )
    groups = cast(Sequence[Sequence[str]], data["headings"])
    columns: dict[str, dict[str, str]] = {}
    for path, names in data["columns"].items():
        owner, field = path.rsplit(".", 1)
        columns.setdefault(owner, {}).update(
            {name_key(str(n)): field for n in names if name_key(str(n)) not in columns.get(owner, {})}
        )
    phases = [(name_key(p), phase) for phase, phrases in data["phases"].items() for p in phrases]
    tokens = cast(Mapping[str, Mapping[str, Sequence[object]]], data["tokens"])
    return Words(
        headings={name_key(str(name)): name_key(str(group[0])) for group in groups for name in group},
        weak=frozenset(name_key(str(n)) for n in data["weak"]),
        qualifiers=frozenset(map(str, data["qualifiers"])),
        asking=frozenset(map(str, data["asking"])),
        asking_fillers=frozenset(map(str, data["asking_fillers"])),
        questions=[(s.split(), name_key(str(n))) for n, ss in _lists(data, "questions") for s in ss],
        cues=[(name_key(name), lines) for name, lines in _lists(data, "cues")],
        first_cues=frozenset(name_key(str(n)) for n in data["first_cues"]),
        cue_fillers=frozenset(str(word).casefold() for word in data["cue_fillers"]),
        misspelt=frozenset(map(str, data["misspelt"])),
        lookalikes=frozenset(map(str, data["lookalikes"])),
        cores=frozenset(map(str, data["cores"])),
        endings=cast(Mapping[str, str], data["endings"]),
        asked_by_others=frozenset(map(str, data["asked_by_others"])),
        ends=frozenset(map(str, data["ends"])),
        day_columns=frozenset(name_key(str(n)) for n in data["day_columns"]),
        time_words=frozenset(map(str, data["time_words"])),
        written_time=later(
            rf"\d+(?:t\d+)?(?:{_any(data['time_units'])})?|{_any(data['written_times'])}", re.IGNORECASE
        ),
        updates=frozenset(name_key(str(n)) for n in data["updates"]),
        posted=frozenset(name_key(str(n)) for n in data["posted"]),
        keys={k: tuple(str(v).split(".")) for k, v in data["keys"].items()},
        readers=[str(n) for n in data["readers"]],
        either={name_key(n): [name_key(m) for m in ms] for n, ms in _lists(data, "either")},
        compared=frozenset(name_key(str(n)) for n in data["compared"]),
        tasks=frozenset(name_key(str(n)) for n in data["tasks"]),
        stand_in=dict(_lists(data, "stand_in")),
        untelling=frozenset(name_key(str(n)) for n in data["untelling"]),
        guiding=frozenset(map(str, data["guiding"])),
        instructs=_starting(data["instructs"]),
        instructs_prose=_starting([*data["instructs"], *data["instructs_prose"]]),
        numbered=later(rf"(?:{_any(data['numbered'])}) ?(?:#? ?\d{{1,2}}|one|two|three|[abcnx])", re.IGNORECASE),
        example_events=frozenset(map(str, data["example_events"])),
        fillers=frozenset(map(str, data["fillers"])),
        unwritten=tuple(map(str, data["unwritten"])),
        unfilled=later(rf"\b(?:{_any(map(str, data['unfilled']))})"),
        said=frozenset(map(str, data["said"])),
        placeholders=frozenset(map(str, data["placeholders"])),
        columns=columns,
        labels={name_key(str(n)): path for path, names in data["labels"].items() for n in names},
        labels_of_impact={name_key(str(n)): p for p, names in data["labels_of_impact"].items() for n in names},
        phases=dict(phases),
        phase_names={name_key(n): phase for phase, names in data["phase_names"].items() for n in names},
        phrase=later(rf"(?<!\w)(?:{one_of(phrase for phrase, _ in phases)})(?!\w)"),
        tokens={
            p: {str(s).casefold(): t for t, spellings in ts.items() for s in [t, *spellings]}
            for p, ts in tokens.items()
        },
        grading=frozenset(name_key(str(n)) for n in data["grading"]),
        graded=frozenset(map(str, data["graded"])),
        severities={str(w): int(rank) for rank, ws in data["severities"].items() for w in ws},
        actions=cast(Mapping[str, Sequence[object]], data["actions"]),
    )


def _lists(data: Mapping[str, object], key: str) -> list[tuple[str, Sequence[str]]]:
    """The names and the lists of a part of the file; a name may stand several times in it, as pairs."""
    return [(str(pair[0]), pair[1:]) for pair in cast(Sequence[Sequence[str]], data[key])]


def _any(phrases: Iterable[str]) -> str:
    return one_of(phrases)


def _starting(phrases: Iterable[str]) -> re.Pattern[str]:
    return later(rf"(?:{_any(phrases)})(?!\w)", re.IGNORECASE)
