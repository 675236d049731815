"""Measure how well messages are grouped by template, on logs whose templates are known.

Grouping accuracy is the share of messages whose group holds all messages of their template and no other.

Run: ``python tools/grouping_accuracy.py [--lines N] [--seeds N] [LABELS...]``. Without LABELS it makes up one log for
each file of ``log_templates`` by filling its holes. LABELS are TOML files for logs that somebody labelled by hand:
``log`` is the log, beside the file or from the root, and ``templates`` are expressions, each of which matches whole
first lines of messages of one template; the first that matches counts, and every message has to have one.
"""

import argparse
import random
import re
import string
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.timeline.templates import Templates

FOLDER = Path(__file__).with_name("log_templates")
"""A file for each kind of log, one template a line."""
HELD_BACK = ("cluster", "mail")
"""Kinds by which the grouping was never tuned."""

_HOLE = re.compile(r"\{([a-z]\w*)\}")
_LETTERS = string.ascii_lowercase


def grouped(messages: Sequence[str]) -> list[int]:
    """The number of each message's template, as a timeline groups it."""
    templates = Templates()
    numbers = [templates.number(message) for message in messages]
    return [templates.final(number) for number in numbers]


def accuracy(truth: Sequence[str], found: Sequence[int]) -> float:
    """The share of messages whose group is exactly their template's."""
    pairs, true, groups = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    right = sum(count for (one, other), count in pairs.items() if count == true[one] == groups[other])
    return right / len(truth) if truth else 1.0


def made(kind: str, lines: int, seed: int) -> tuple[list[str], list[str]]:
    """Messages of a kind of log, and the template of each: a few templates are frequent, most are not."""
    dice = random.Random(f"{kind} {seed}")
    templates = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    dice.shuffle(templates)
    values = Values(dice)
    truth = dice.choices(templates, [1 / (rank + 1) for rank in range(len(templates))], k=lines)
    return [_HOLE.sub(lambda hole: values.of(hole[1]), template) for template in truth], truth


class Values:
    """What holes are filled with; names are drawn anew for each log, a few of them far more often than others."""

    def __init__(self, dice: random.Random) -> None:
        """Draws the names."""
        self._dice = dice
        self._names: dict[str, list[str]] = {}

    def of(self, hole: str) -> str:
        """A value for a hole of this name."""
        made = _MADE.get(hole)
        return made(self) if made else self._dice.choice(_CHOICES[hole])

    def number(self, digits: int = 6) -> str:
        """A number of up to so many digits."""
        return str(self._dice.randrange(10 ** self._dice.randint(1, digits)))

    def float(self) -> str:
        """A number with a fraction."""
        return f"{self._dice.expovariate(0.1):.{self._dice.randint(1, 3)}f}"

    def hex(self, digits: int) -> str:
        """A number of so many hexadecimal digits."""
        return f"{self._dice.getrandbits(4 * digits):0{digits}x}"

    def signs(self, signs: str, least: int, most: int) -> str:
        """A row of signs."""
        return "".join(self._dice.choices(signs, k=self._dice.randint(least, most)))

    def name(self, sort: str, many: int, make: Callable[[], str]) -> str:
        """One of so many names of a sort."""
        names = self._names.setdefault(sort, [])
        while len(names) < many:
            names.append(make())
        return self._dice.choices(names, [1 / (rank + 1) for rank in range(many)])[0]

    def word(self) -> str:
        """A made-up word."""
        return self.signs(_LETTERS, 3, 9)

    def some(self, make: Callable[[], str], most: int, between: str = ", ") -> str:
        """One or more values."""
        return between.join(make() for _ in range(self._dice.randint(1, most)))

    def path(self) -> str:
        """A path of a few names, now and then with a number in it."""
        names = [self.name("folder", 40, self.word) for _ in range(self._dice.randint(1, 4))]
        return "/" + "/".join(self.number(4) if self._dice.random() < 0.15 else name for name in names)

    def file(self) -> str:
        """The path of a file."""
        return f"{self.path()}/{self.word()}.{self._dice.choice(('html', 'json', 'yml', 'log', 'pdf'))}"

    def host(self) -> str:
        """A host, by its bare name or with its domain."""
        return self.name("host", 12, lambda: self._dice.choice((
            f"{self.word()}-{self.number(2)}",
            f"{self.word()}.example.com",
            f"ip-10-0-{self.number(2)}-{self.number(2)}",
        )))  # fmt: skip

    def ip(self) -> str:
        """An address, in version 6 now and then."""
        if self._dice.random() < 0.03:
            return f"2001:db8:{self.hex(4)}::{self.hex(2)}"
        return ".".join(str(self._dice.randrange(256)) for _ in range(4))

    def pod(self) -> str:
        """A pod, with what is made up for each."""
        return f"{self.service()}-{self.hex(9)}-{self.signs(_LETTERS + '2456789', 5, 5)}"

    def service(self) -> str:
        """A service."""
        return self.name("service", 9, lambda: self._dice.choice((self.word(), f"{self.word()}-{self.word()}")))

    def user(self) -> str:
        """Someone's name."""
        return self.name(
            "user", 25, lambda: self._dice.choice((self.word(), self.word(), f"{self.word()}{self.number(2)}"))
        )

    def title(self) -> str:
        """A name in camel case."""
        return "".join(self.word().title() for _ in range(self._dice.randint(1, 3)))

    def duration(self) -> str:
        """A length of time."""
        return self._dice.choice((f"{self.number(3)}ms", f"{self.float()}s", f"{self.number(1)}m{self.number(2)}s"))

    def dictionary(self) -> str:
        """Keys with values."""
        return "{" + self.some(lambda: f'"{self.word()}"=>"{self.word()}"', 5) + "}"


_CHOICES: Mapping[str, Sequence[str]] = {
    "verb": ("GET", "POST", "PUT", "DELETE", "HEAD"),
    "status": ("200", "204", "302", "404", "500", "502", "503"),
    "errno": (
        "Connection refused", "Connection reset by peer", "Connection timed out", "No route to host", "Broken pipe",
    ),
    "reason": ("insufficient funds", "card expired", "do not honour", "suspected fraud"),
    "state": ("NEW", "PAID", "PACKED", "SHIPPED", "RETURNED"),
    "exception": ("NullPointerException", "IllegalStateException", "OutOfMemoryError", "TimeoutException"),
    "letter": tuple("abcd"),
}  # fmt: skip

_MADE: Mapping[str, Callable[[Values], str]] = {
    "n": Values.number,
    "f": Values.float,
    "kt": lambda v: f"{v.number(6):>5}.{v.number(6).zfill(6)}",
    "hex": lambda v: v.hex(12),
    "hex4": lambda v: v.hex(4),
    "hexb": lambda v: v.hex(2),
    "hexid": lambda v: v.hex(8),
    "hexbig": lambda v: v.hex(16),
    "lsn": lambda v: f"{v.hex(1).upper()}/{v.hex(7).upper()}",
    "uuid": lambda v: "-".join(v.hex(digits) for digits in (8, 4, 4, 4, 12)),
    "mac": lambda v: ":".join(v.hex(2) for _ in range(6)),
    "b64": lambda v: v.signs(string.ascii_letters + string.digits + "+/", 12, 44),
    "queue": lambda v: v.hex(10).upper(),
    "blk": lambda v: f"blk_{'-' if v.number(1) < '5' else ''}{v.number(19)}",
    "ip": Values.ip,
    "port": lambda v: str(1024 + int(v.number(5)) % 60000),
    "path": Values.path,
    "file": Values.file,
    "lib": lambda v: f"lib{v.name('lib', 5, v.word)}.so.{v.number(1)}",
    "url": lambda v: f"http://{v.host()}{v.path()}",
    "image": lambda v: f"registry.example.com/{v.service()}:{v.number(1)}.{v.number(2)}",
    "host": Values.host,
    "pod": Values.pod,
    "pods": lambda v: v.some(v.pod, 4),
    "rs": lambda v: f"{v.service()}-{v.hex(9)}",
    "service": Values.service,
    "namespace": lambda v: v.name("namespace", 5, v.word),
    "unit": lambda v: f"{v.name('unit', 20, v.title)} {v.name('unit2', 8, v.title)}",
    "program": lambda v: v.name("program", 15, v.word),
    "usb": lambda v: f"{v.number(1)}-{v.number(1)}.{v.number(1)}",
    "veth": lambda v: f"veth{v.hex(7)}",
    "user": Values.user,
    "email": lambda v: f"{v.user()}@{v.word()}.example",
    "word": lambda v: v.name("word", 6, v.word),
    "words": lambda v: v.some(v.word, 5, " "),
    "table": lambda v: v.name("table", 20, lambda: f"{v.word()}_{v.word()}"),
    "key": lambda v: v.name("key", 60, lambda: v.some(v.word, 3, "_")),
    "topic": lambda v: v.name("topic", 6, lambda: v.some(v.word, 2, ".")),
    "partitions": lambda v: f"[{v.some(lambda: f'{v.word()}-{v.number(2)}', 6)}]",
    "thread": lambda v: v.name("thread", 8, lambda: f"{v.word()}-{v.number(2)}"),
    "class": lambda v: v.name("class", 20, v.title),
    "method": lambda v: v.name("method", 20, lambda: v.word() + v.title()),
    "package": lambda v: v.name("package", 5, lambda: f"com.{v.word()}.{v.word()}"),
    "command": lambda v: v.name("command", 12, lambda: f"{v.path()} -{v.word()[0]} {v.some(v.word, 2, ' ')}"),
    "money": lambda v: f"{v.float()} EUR",
    "tests": lambda v: v.some(lambda: v.word().upper(), 6, ","),
    "list": lambda v: f"[{v.some(lambda: v.name('item', 30, v.word), 5)}]",
    "envs": lambda v: v.some(lambda: v.word().upper(), 4),
    "dict": Values.dictionary,
    "duration": Values.duration,
}  # fmt: skip


def labelled(labels: Path) -> tuple[list[str], list[str]]:
    """The messages of a log that was labelled by hand, and the template of each."""
    told = tomllib.loads(labels.read_text(encoding="utf-8"))
    patterns = [re.compile(text) for text in told["templates"]]
    messages = [e.what or "" for e in read([labels.parent / told["log"]], options=Options()).entries()]
    truth = []
    for message in messages:
        first = message.partition("\n")[0]
        label = next((pattern.pattern for pattern in patterns if pattern.fullmatch(first)), None)
        if label is None:
            raise SystemExit(f"{labels}: no template for: {first}")
        truth.append(label)
    return messages, truth


def main() -> int:
    """Print the accuracy of each log; returns 1 where one is below 0.85."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labels", nargs="*", type=Path, help="Labels of real logs.")
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--wrong", action="store_true", help="Show what was grouped wrong.")
    given = parser.parse_args()
    logs = {path.stem: labelled(path) for path in given.labels}
    if not logs:
        kinds = sorted(path.stem for path in FOLDER.glob("*.txt"))
        logs = {f"{k} {seed}": made(k, given.lines, seed) for k in kinds for seed in range(given.seeds)}
    worst = 1.0
    print(f"{'log':14} {'messages':>9} {'templates':>10} {'groups':>7} {'accuracy':>9}")
    for name, (messages, truth) in logs.items():
        found = grouped(messages)
        share = accuracy(truth, found)
        worst = min(worst, share)
        note = "  (held back)" if name.partition(" ")[0] in HELD_BACK else ""
        print(f"{name:14} {len(messages):>9,} {len(set(truth)):>10} {len(set(found)):>7} {share:>9.3f}{note}")
        if given.wrong:
            _show(messages, truth, found)
    return 0 if worst >= 0.85 else 1


def _show(messages: Sequence[str], truth: Sequence[str], found: Sequence[int]) -> None:
    groups, true = Counter(found), Counter(truth)
    for (label, number), count in Counter(zip(truth, found, strict=True)).most_common():
        if not count == groups[number] == true[label]:
            rows = zip(messages, truth, found, strict=True)
            example = next(m for m, t, f in rows if (t, f) == (label, number))
            print(f"    {count:>6} of {true[label]} in a group of {groups[number]}: {example[:120]}")


if __name__ == "__main__":
    sys.exit(main())
