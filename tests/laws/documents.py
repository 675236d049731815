"""Makes postmortems as people write them, in the shapes that archives hold; a number gives the same one every time."""

import random
from collections.abc import Callable

_TEXT = """
the checkout returned errors for half of all requests after a deploy raised memory of pool three; we rolled back and
watched the queue drain until alerts cleared on every node while support answered customers naïve café Ответ 障害 復旧
über-slow O(n²) 99.9% p99 `kubectl get pods` [dashboard](https://grafana.example.com/d/1?a=b&c=d) _maybe_ **bold**
<b>html</b> a|b x<y it's "quoted" #1234 INFRA-3009 @ana user@example.com $HOME 5/6 ~40 -- … → 😀 \\* &amp; {{ x }}
"""
WORDS = _TEXT.split()
TITLES = [
    "Checkout outage",
    "2024-02-15: Database full",
    "Post-mortem: DNS",
    "Incident #42 — Ошибка",
    "障害報告",
    "API: 500s",
]
SECTIONS: dict[str, tuple[str, ...]] = {
    "summary": ("Summary", "Incident Summary", "Executive summary", "Overview", "What happened"),
    "impact": ("Impact", "Customer Impact", "Impact on users", "Severity and impact"),
    "timeline": (
        "Timeline",
        "Incident Timeline",
        "Timeline (all times UTC)",
        "Chronology",
        "Timeline - March 12, 2026",
    ),
    "cause": ("Root Cause", "Root cause analysis", "Cause", "Trigger", "Contributing factors"),
    "well": ("What went well", "What Went Well?", "Things that went well"),
    "wrong": ("What went wrong", "What went poorly", "What could be better"),
    "lucky": ("Where we got lucky", "Got lucky"),
    "actions": ("Action items", "Action Items", "Follow-ups", "Corrective actions", "Next steps"),
    "lessons": ("Lessons learned", "Lessons"),
    "other": ("Vendor contact", "Appendix: logs", "Notes from legal", "Glossary", "Thanks"),
    "detection": ("Detection", "Response", "Recovery", "Lead-up", "Resolution"),
}
ZONES = ["UTC", "PST", "CEST", "EST", "UTC+1", "IST", "Europe/Paris", ""]


class Maker:
    """Makes one document."""

    def __init__(self, number: int) -> None:
        """A number, from which everything follows."""
        self.chance = random.Random(number)  # noqa: S311  # the same document for a number every time
        self.pick = self.chance.choice
        self.day = f"20{self.chance.randint(18, 26)}-{self.chance.randint(1, 12):02d}-{self.chance.randint(1, 28):02d}"
        self.minute = self.chance.randint(0, 20 * 60)
        self.zone = self.pick(ZONES)

    def odds(self, percent: int) -> bool:
        """Whether something happens that happens in so many of a hundred cases."""
        return self.chance.random() * 100 < percent

    def words(self, most: int = 14) -> str:
        """Some words on a line."""
        return " ".join(self.pick(WORDS) for _ in range(self.chance.randint(1, most)))

    def prose(self) -> str:
        """A paragraph or two, at times with what stands between paragraphs."""
        parts = [
            "\n".join(self.words() for _ in range(self.chance.randint(1, 3))) for _ in range(self.chance.randint(1, 2))
        ]
        if self.odds(20):
            parts.insert(self.chance.randint(0, len(parts)), self.block())
        return "\n\n".join(parts)

    def block(self) -> str:
        """Something that is no paragraph."""
        return self.pick(
            [
                f"```{self.pick(['', 'console', 'yaml'])}\n$ {self.words(4)}\n\n# {self.clock()} not an event\n```",
                f"> {self.words()}\n> {self.clock()} quoted",
                f"![graph]({self.day}.png)",
                f"<!-- {self.words(5)} -->",
                f"| {self.words(1)} | b |\n|:--|--:|\n| {self.words(3)} | \\| |",
                f"- {self.words(5)}\n  - {self.words(3)}\n",
                f"    indented {self.words(3)}",
                "* * *",
                f"**{self.words(3)}**",
                f"[^1]: {self.words(4)}",
                f"[here]: https://example.com/{self.chance.randint(1, 99)}",
                f"<details><summary>{self.words(2)}</summary>\n\n{self.words(5)}\n\n</details>",
            ]
        )

    def clock(self) -> str:
        """The time of the next event, as somebody would write it."""
        self.minute = min(self.minute + self.chance.randint(0, 45), 24 * 60 - 1)
        hour, minute = divmod(self.minute, 60)
        plain = f"{hour:02d}:{minute:02d}"
        half = f"{(hour % 12) or 12}:{minute:02d}{self.pick(['am', ' AM']) if hour < 12 else self.pick(['pm', ' PM'])}"
        zone = f" {self.zone}" if self.zone and self.odds(40) else ""
        return (
            self.pick(
                [
                    *[plain] * 6,
                    half,
                    f"~{plain}",
                    f"{plain}:30",
                    f"{self.day} {plain}",
                    f"{plain}-{hour:02d}:59",
                    f"{hour:02d}:??",
                ]
            )
            + zone
        )

    # Sections

    def timeline(self) -> str:
        """A timeline in one of the forms in which they are written."""
        count = self.chance.randint(0, 7)
        form = self.pick(["bullets", "bullets", "table", "table", "headings", "lines", "days", "nested"])
        makers: dict[str, Callable[[int], str]] = {
            "bullets": self._bullets,
            "table": self._rows,
            "headings": self._headed,
            "lines": self._lines,
            "days": self._days,
            "nested": self._nested,
        }
        above = f"All times {self.zone}.\n\n" if self.zone and self.odds(40) else ""
        return above + makers[form](count)

    def _entry(self) -> str:
        text = self.words()
        if self.odds(12):
            text += "\n  " + self.words()
        if self.odds(8):
            text += f"\n  - {self.words(4)}\n  - {self.words(4)}"
        if self.odds(5):
            text += f"\n\n  ```\n  {self.words(4)}\n  ```"
        if self.odds(6):
            text += self.pick(
                [" <!-- phase: detected -->", " <!-- kind: action -->", " <!-- only: internal -->", " [^e1]"]
            )
        return text

    def _bullets(self, count: int) -> str:
        mark, join = self.pick(["-", "*", "+", "1."]), self.pick([" - ", ": ", " – ", " ", " | "])
        frame = self.pick(["{}", "{}", "**{}**", "[{}]", "`{}`"])
        return "\n".join(f"{mark} {frame.format(self.clock())}{join}{self._entry()}" for _ in range(count))

    def _rows(self, count: int) -> str:
        names = self.pick([("Time (UTC)", "Event"), ("Time", "Who", "What"), ("Date", "Time", "Event", "Notes")])
        lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
        for _ in range(count):
            cells = {"Date": self.day, "Who": f"@{self.pick(WORDS)}", "Notes": self.words(3) if self.odds(50) else ""}
            row = [
                self.clock() if n.startswith("Time") else cells.get(n, self.words(8).replace("|", "\\|")) for n in names
            ]
            lines.append(f"| {' | '.join(row)} |")
        return "\n".join(lines)

    def _headed(self, count: int) -> str:
        return "\n\n".join(f"### {self.clock()}\n\n{self.prose()}" for _ in range(count))

    def _lines(self, count: int) -> str:
        return self.pick(["\n", "\n\n"]).join(f"{self.clock()} - {self.words()}" for _ in range(count))

    def _days(self, count: int) -> str:
        head = self.pick([f"**{self.day}**", f"### {self.day}", f"{self.day}:"])
        return f"{head}\n\n{self._bullets(count)}\n\n**{self.pick(['June 25, 2021', 'Friday'])}**\n\n{self._bullets(1)}"

    def _nested(self, count: int) -> str:
        return f"- {self.day}\n" + "\n".join(f"  - {self.clock()} {self.words()}" for _ in range(count))

    def actions(self) -> str:
        """Action items in one of the forms in which they are written."""
        count = self.chance.randint(0, 5)
        marks = self.pick(["- ", "* ", "1. ", "- [ ] ", "- [x] ", "| "])
        if marks == "| ":
            rows = [
                f"| A-{n} | {self.words(6).replace('|', '')} | ana | {self.day} | open |" for n in range(1, count + 1)
            ]
            return "\n".join(["| ID | Action | Owner | Due | Status |", "|---|---|---|---|---|", *rows])
        group = f"### {self.pick(['Process', 'Monitoring', '@ana'])}\n\n" if self.odds(25) else ""
        tails = ["", "", f" ({self.pick(WORDS)})", " @ana", ", owner: ben", " INFRA-3009", f" due {self.day}", " (#12)"]
        return group + "\n".join(f"{marks}{self._entry()}{self.pick(tails)}" for _ in range(count))

    def items(self) -> str:
        """Bullets, or prose."""
        if self.odds(25):
            return self.prose()
        return "\n".join(f"- {self._entry()}" for _ in range(self.chance.randint(0, 3)))

    def section(self, kind: str) -> str:
        """What stands under a heading of a kind."""
        if self.odds(8):
            return self.pick(["", "TBD", "<!-- guidance -->", "N/A"])
        if kind == "timeline":
            return self.timeline()
        if kind == "actions":
            return self.actions()
        return self.items() if kind in {"well", "wrong", "lucky", "lessons"} else self.prose()

    def heading(self, text: str, level: int) -> str:
        """A heading in one of the ways of writing one."""
        if level == 2 and self.odds(6):
            return f"**{text}**"
        if level < 3 and self.odds(6):
            return f"{text}\n{'=-'[level - 1] * len(text)}"
        return f"{'#' * level} {text}{self.pick(['', '', '', ':', ' ' + '#' * level])}"

    def matter(self) -> str:
        """Front matter, or none."""
        if self.odds(60):
            return ""
        rows = [
            f"title: {self.pick(TITLES[:2]).replace(':', '')}",
            f"date: {self.day}",
            "authors: [ana, ben]",
            "tags:\n  - post-mortem\n  - db",
            "severity: P2",
            "layout: post",
            "draft: false",
            "state: closed # for good",
        ]
        text = "\n".join(self.chance.sample(rows, self.chance.randint(1, 5)))
        return f"---\n{text}\n{'  broken: [' if self.odds(5) else ''}\n---\n\n"

    def text(self) -> str:
        """The document."""
        kinds = [k for k in SECTIONS if self.odds(65)]
        if self.odds(30):
            self.chance.shuffle(kinds)
        level = self.pick([2, 2, 2, 1])
        parts = [self.heading(self.pick(TITLES), 1)] if self.odds(88) else []
        parts += [self.prose()] if self.odds(25) else []
        for kind in kinds:
            parts += [self.heading(self.pick(SECTIONS[kind]), level), self.section(kind)]
        body = self.matter() + self.pick(["\n\n", "\n\n", "\n", "\n\n\n"]).join(parts) + self.pick(["\n", "", "\n\n"])
        return self.pick(["", "", "", "", "", "", "", "", "", "\ufeff"]) + body.replace(
            "\n", self.pick(["\n", "\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r"])
        )


def document(number: int) -> str:
    """The postmortem of a number."""
    return Maker(number).text()
