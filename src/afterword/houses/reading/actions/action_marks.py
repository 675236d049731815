"""What the text of an action says beside its words: who, until when, where it is tracked, whether it is done."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from afterword.houses.fields import read_value, token
from afterword.houses.notation import read_id
from afterword.houses.reading.actions.action_signs import BOX, DONE_SIGN, ISSUE, OPEN_SIGN, SIGN
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text.dates import WEEKDAY
from afterword.text.expressions import later
from afterword.text.months import MONTH
from afterword.text.wording import name_key

_STRUCK = later(r"~~(?!\s)[^~]+~~[\s.]*$")
_SIGN_LAST = later(rf"[ \t]*(?:(?P<done>{DONE_SIGN})|(?P<open>{OPEN_SIGN}))[\s.]*$")
_GAP = later(r"\s{40}")
_HANDLE = r"(?:@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?|[a-z][\w.+-]*@(?:[\w-]+(?:\.[\w-]+)+)?|<@[A-Z0-9]+>)"
_HANDLES = later(rf"`?{_HANDLE}`?(?:\s*(?:,|&|/|\+|and)\s*`?{_HANDLE}`?)*")
_LINK = later(r"\[(?P<text>[^\[\]]*)\]\(<?(?P<to>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<?(?P<url>https?://[^\s>)\]]+)>?")
_KEY = r"(?:[A-Z][A-Z0-9]+-\d+|(?:[\w.-]+/[\w.-]+|[A-Za-z][\w.-]*)?[#!]\d+)"
_KEYS = later(rf"(?:{_KEY})(?:\s*(?:,|&|and)\s*{_KEY})*")
_MONTH = rf"(?:{MONTH})\b\.?"
_QUARTER = r"(?:(?:20\d\d[\s-]?)?(?:q[1-4]|h[12])(?:[\s-]?(?:fy)?\s?'?(?:20)?\d\d)?)"
_WHEN = later(
    rf"(?:(?:the\s+)?(?:end|start|middle|mid|early|late|beginning)[\s-](?:of\s+)?(?:the\s+|this\s+|next\s+)?)?(?:"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}/\d{{1,2}}"
    rf"|(?:{WEEKDAY},?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_QUARTER}(?:\s*[-\u2013/]\s*{_QUARTER})?|{WEEKDAY}|tomorrow|today|eo[dwmqy]"
    rf"|(?:next|this|coming|following)\s+(?:week|month|sprint|quarter|year|release|{WEEKDAY})"
    rf"|(?:week|month|sprint|quarter|year)|within\s+[\w-]+\s+(?:hours?|days?|weeks?|months?)|asap"
    r"|\d{4}\u5e74\d{1,2}\u6708(?:\d{1,2}\u65e5|\u672b)?|\d{1,2}\u6708(?:\d{1,2}\u65e5|\u672b|\u4e2d)?)\.?",
    re.IGNORECASE,
)
_ISO = later(r"\d{4}-\d{2}-\d{2}")
_PRIORITY = later(r"p[0-4]|(?:critical|urgent|high|medium|low|highest|lowest)(?:[\s-]pri(?:o|ority))?", re.IGNORECASE)
_GROUP_LAST = later(
    r"(?<!\])\s*(?:(?<=\s)[*_]{1,3})?(?<!\])(?P<open>[(\[\uff08])(?P<in>[^()\[\]\uff08\uff09]{1,120})[)\]\uff09][*_]*[\s.]*$"
)
_LINKED = r"(?P<in>\[(?P<text>[^\[\]]*)\]\(<?(?P<to>[^)\s>]+)>?\)|<?(?P<url>https?://[^\s>)\]]+)>?)"
_LINKED_LAST = re.compile(
    rf"(?P<gap>\s*(?:(?<!\])[(\[]|[-\u2013\u2014:,.;|]|\u2192|\n|\s))\s*{_LINKED}\s*[)\]]*[\s.]*$"
)
_LINKED_FIRST = re.compile(rf"{_LINKED}\s*(?:[:,]|[-\u2013\u2014]\s)?\s*(?=\S)")
_PART_LAST = later(
    r"(?:\s+(?:[-\u2013\u2014|\u2192]+>?|=>)\s+|\s*[,;|]\s+|\.\s+|\s{2,}|\s*<br\s*/?>\s*|\n\s*)"
    r"(?P<in>(?:(?!\s(?:[-\u2013\u2014|\u2192]+>?|=>)\s|[,;|]\s|\.\s)[^\n]){1,80}?)[\s.]*$"
)
_COLON_LAST = later(r"\s*[:\uff1a]\s+(?P<in>[^\n:,;|\uff1a]{2,20}?)[\s.]*$")
_BOLD_LAST = later(r"\s+(?P<bold>\*\*|__|`)(?P<in>[^*_`\n]{1,60})(?P=bold)[\s.]*$")
_GROUP_FIRST = later(r"[*_`]{0,3}[(\[](?P<in>[^()\[\]\n]{1,60})[)\]](?![(\[])[*_`]{0,3}\s*[:,\u2013\u2014-]?\s*")
_BOLD_FIRST = re.compile(
    r"(?P<bold>\*\*|__|`)(?P<in>[^*_`\n]{1,60}?)(?P<colon>:?)(?P=bold)(?P<after>\s*:|\s+[-\u2013\u2014])?\s+(?=\S)"
)
_PLAIN_FIRST = later(r"(?P<in>[^:\n|*`<>\[\]{}]{1,60}?)(?P<colon>:|\uff1a|\s+[-\u2013\u2014])\s+(?=\S)")
_HANDLE_FIRST = re.compile(rf"(?P<in>{_HANDLES.pattern})\s*[:,]?\s*(?:to\s+(?=[a-z]))?(?:[-\u2013\u2014]\s+)?(?=\S)")
_DOER = later(r"(?:[Tt]he )?(?P<who>[^\s:][^:\n]{0,50}?) (?P<verb>to|will|should|is going to)\s(?=[a-z])")
_DAY_AMONG = later(r"\s[-\u2013\u2014]\s(?P<day>20\d\d-(?:\d\d-\d\d|[QqHh][1-4]))\s[-\u2013\u2014]\s")
_LONGEST_NOTED = 1000
_WHAT = later(r"[*_]*([^\W\d_][\w ]{1,15})[*_]*\s*[:\uff1a][*_]*\s*(?=\S)")
_QUOTED = later(rf"`({_HANDLE})`")
_NEAR = 400
"""Characters from an end of a text within which its marks stand."""
_HANDLES_LAST = later(rf"\s+(?P<in>{_HANDLES.pattern})[\s.]*$")
_KEYS_LAST = later(rf"\s+(?P<in>{_KEYS.pattern})[\s.]*$")
_DIGIT = later(r"\d")
_AMONG_NAMES = later(r"[,;/|&\uff0c\uff1b\u3001]|\.(?=\s)|\s[-\u2013\u2014]+\s")
_SPLIT = later(r"[^,;|\uff0c\u3001]+")

Person = Callable[[str], bool]


@dataclass(slots=True, kw_only=True)
class Mark:
    """One thing that a text says of its action."""

    name: str
    """The field."""
    value: Plain
    """Its value."""
    span: tuple[int, int] | None = None
    """Where it stands in the text; None where it cannot be changed by itself."""


@dataclass(slots=True, kw_only=True)
class Marked:
    """The words of an action and the marks around them."""

    start: int
    """Where the words start."""
    end: int
    """Where they end."""
    marks: tuple[Mark, ...]
    """What stands before and behind them."""
    doubtful: str | None = None
    """What may be a name at the end, where nothing tells that it is somebody's."""


def read_marks(text: str, is_person: Person, may_be_person: Person = lambda _: False) -> Marked:
    """The marks at both ends of an action's text; at least one word is left between them.

    ``may_be_person`` says which texts are names where a day or an issue stands beside them.
    """
    return _Reader(text, is_person, may_be_person).read()


def as_status(written: str, *, value: str | None = None) -> Plain:
    """A status as written and the token that it means."""
    return {"value": value or deeds().status(written), "written": written}


class _Reader:
    """Takes marks from both ends of a text."""

    def __init__(self, text: str, is_person: Person, may_be_person: Person) -> None:
        self.text = text
        self.is_person = is_person
        self.may_be_person = may_be_person
        self.doubtful: str | None = None
        self.words = deeds()
        self.start, self.end = 0, len(text.rstrip())
        self.marks: dict[str, Mark] = {}

    def read(self) -> Marked:
        self._box()
        # expressions that look for marks at an end take the cube of the spaces that they may start with
        while not _GAP.search(self.text) and (self._first() or self._last()):
            pass
        body = self.text[self.start : self.end]
        if _STRUCK.fullmatch(body) and "status" not in self.marks:
            self.marks["status"] = Mark(name="status", value=as_status("~~", value="done"))
        self._links(body)
        self._doer(body)
        self._noted(body)
        doubtful = None if "owner" in self.marks else self.doubtful
        return Marked(start=self.start, end=self.end, marks=tuple(self.marks.values()), doubtful=doubtful)

    def _box(self) -> None:
        box = BOX.match(self.text)
        if box:
            value = as_status(f"[{box.group(1)}]", value="pending" if box.group(1) == " " else "done")
            self.marks["status"] = Mark(name="status", value=value, span=(0, 3))
            self.start = box.end()

    def _first(self) -> bool:
        # marks stand near the ends; what is looked at is bounded, so that long lines take no longer than short ones
        rest = self.text[self.start : min(self.end, self.start + _NEAR)]
        sign = SIGN.match(rest)
        if sign and rest[sign.end() :].strip():
            return self._sign(sign, self.start + sign.end(), self.end)
        if (what := _WHAT.match(rest)) and self.words.labels.get(
            name_key(what.group(1)).rstrip("0123456789 ")
        ) == "what":
            self.start += what.end()
            return True
        found = read_id(rest)
        if found and "id" not in self.marks and self.words.is_id(found[0]):
            at = self.start + rest.index(found[0])
            self.marks["id"] = Mark(name="id", value=found[0], span=(at, at + len(found[0])))
            self.start += found[1]
            return True
        for expression, loose in _FIRSTS:
            match = expression.match(rest)
            if match is None or not rest[match.end() :].strip():
                continue
            if self._take(match, self.start, loose=loose, leading=True):
                self.start += match.end()
                return True
        return False

    def _last(self) -> bool:
        base = max(self.start, self.end - _NEAR)
        rest = self.text[base : self.end]
        sign = None if rest.isascii() and ":" not in rest else _SIGN_LAST.search(rest)
        if sign and base + sign.start() > self.start:
            return self._sign(sign, self.start, base + len(rest[: sign.start()].rstrip()))
        for expression, loose, needs in _LASTS:
            if needs and not any(sign in rest for sign in needs):
                continue
            match = expression().search(rest)
            if match is None or not (base > self.start or rest[: match.start("in")].strip(" *_-:([{.,;")):
                continue
            end = match.start() + (1 if rest[match.start()] == "." else 0)
            if self._take(match, base, loose=loose, leading=False):
                self.end = base + len(rest[:end].rstrip(" \t\n,;:|-\u2013\u2014"))
                return True
        return False

    def _sign(self, sign: re.Match[str], start: int, end: int) -> bool:
        if "status" not in self.marks or sign.group("done"):
            done = "done" if sign.group("done") else "pending"
            written = sign.group().strip()
            self.marks["status"] = Mark(name="status", value=as_status(written, value=done))
        self.start, self.end = start, end
        return True

    def _take(self, match: re.Match[str], offset: int, *, loose: bool, leading: bool) -> bool:
        """Takes a stretch all of whose parts are marks."""
        begin = offset + match.start("in")
        inner = match.group("in")
        for whole in (True, False):
            found = self._of_parts(_parts(inner, whole=whole), match, begin, loose=loose, leading=leading)
            if found or leading or not loose:
                break
        taken = set(self.marks) - ({"status"} if any(m.name == "status" for m in found) else set())
        if not found or any(m.name in taken for m in found):
            return False
        self.marks.update({m.name: m for m in found})
        return True

    def _of_parts(
        self, parts: list[tuple[int, str]], match: re.Match[str], begin: int, *, loose: bool, leading: bool
    ) -> list[Mark]:
        """What all parts of a stretch say; nothing where one of them says something else."""
        found: list[Mark] = []
        names: list[tuple[int, str]] = []
        for start, part in parts:
            marks = list(self._classify(part, loose=loose, match=match, leading=leading))
            if not marks and not leading and not names and self.may_be_person(part.strip(" *_`\n")):
                names.append((start, part))
                continue
            if not marks:
                return []
            found += [self._moved(m, begin + start) for m in marks]
        said = {m.name for m in found} | set(self.marks)
        for start, part in names:
            if not said & {"due", "tracker"}:
                self._doubt(part, match)
                return []
            lead = len(part) - len(part.lstrip(" *_`"))
            text = part.strip(" *_`\n")
            found.append(self._mark("owner", text, (begin + start + lead, begin + start + lead + len(text))))
        return found

    def _doubt(self, name: str, match: re.Match[str]) -> None:
        """Notes what may be a name in brackets or behind a dash; behind other signs it is some of the words."""
        if "owner" not in self.marks and match.group().strip()[:1] in {
            "(",
            "[",
            "-",
            "\u2013",
            "\u2014",
            "\uff08",
            "*",
        }:
            self.doubtful = name.strip(" *_`\n")

    def _moved(self, mark: Mark, by: int) -> Mark:
        return Mark(
            name=mark.name, value=mark.value, span=(mark.span[0] + by, mark.span[1] + by) if mark.span else None
        )

    def _classify(self, part: str, *, loose: bool, match: re.Match[str], leading: bool) -> Iterator[Mark]:
        lead = len(part) - len(part.lstrip(" *_`"))
        text = part.strip(" *_`\n")
        span = (lead, lead + len(text))
        labelled = self.words.labelled(text)
        if labelled is not None:
            name, at = labelled
            value = text[at:].strip(" *_`")
            if value and self.words.is_none(value):
                begin = lead + text.index(value, at)
                yield Mark(name=name, value=None, span=(begin, begin + len(value)))
            elif value and name != "what" and self._fits(name, value):
                begin = lead + text.index(value, at)
                yield self._mark(name, value, (begin, begin + len(value)))
            return
        status = self.words.status_mark(text)
        if status is not None and (not leading or loose or match.re is not _HANDLE_FIRST):
            yield Mark(name="status", value=as_status(text, value=status), span=span)
        elif loose and match.group().strip()[:1] == "[" and (kind := token(("actions", "kind"), text)):
            yield Mark(name="kind", value=kind, span=span)
        elif _PRIORITY.fullmatch(text) and (loose or (text[:1] in "pP" and text[1:2].isdigit())):
            yield self._mark("priority", text, span)
        elif _HANDLES.fullmatch(part.strip(" *_\n")):
            inner = part.strip(" *_\n")
            yield Mark(name="owner", value=inner.replace("`", ""), span=None if "`" in inner[1:-1] else span)
        elif _KEYS.fullmatch(text) and (not leading or loose or match.re is not _HANDLE_FIRST):
            yield self._mark("tracker", text, span)
        elif (tracked := self.words.tracked(text)) is not None and _KEYS.fullmatch(text[tracked:]):
            yield self._mark("tracker", text[tracked:], (lead + tracked, span[1]))
        elif link := _LINK.fullmatch(text):
            if _HANDLES.fullmatch(link.group("text") or ""):
                yield Mark(name="owner", value=link.group("text"))
            elif self._tracks(link, match):
                yield Mark(name="tracker", value=link.group("to") or link.group("url"), span=span)
        elif self._says_day(text, loose=loose, match=match, leading=leading):
            yield self._mark("due", text, span)
        elif not leading and name_key(text) in words().placeholders and _is_behind_dash(match):
            yield Mark(name="owner", value=None, span=span)
        elif self._is_owner(text, loose=loose, match=match, leading=leading):
            yield self._mark("owner", text, span)

    def _says_day(self, text: str, *, loose: bool, match: re.Match[str], leading: bool) -> bool:
        """Whether a part is the day by which: a full one before a colon, or any at the end."""
        if leading:
            return match.re.pattern == _PLAIN_FIRST.pattern and bool(_ISO.fullmatch(text))
        return is_when(text) and (loose or bool(_ISO.fullmatch(text)) or _is_apart(text, match))

    def _fits(self, name: str, value: str) -> bool:
        """Whether a value behind a label is of the kind that the label says."""
        if name == "due":
            return is_when(value)
        if name == "status":
            return self.words.status(value) is not None
        if name == "tracker":
            return bool(_KEYS.fullmatch(value) or _LINK.fullmatch(value))
        return not re.search(r"[;|\uff1b\uff1a]|:\s", value) and not self._holds_more(value)

    def _holds_more(self, text: str) -> bool:
        """Whether something beside names stands among them: a day, an issue."""
        return any(
            is_when(part) or _KEYS.fullmatch(part) or self._until(part) or self.words.status_mark(part)
            for part in map(str.strip, _AMONG_NAMES.split(text))
        )

    def _until(self, text: str) -> bool:
        labelled = self.words.labelled(text)
        return labelled is not None and labelled[0] == "due" and is_when(text[labelled[1] :])

    def _is_owner(self, text: str, *, loose: bool, match: re.Match[str], leading: bool) -> bool:
        if self.is_person(text):
            return not self._holds_more(text)
        if not leading:
            return loose and self.words.is_team(text)
        is_bold = match.re is _BOLD_FIRST and not match.group("colon") and not match.group("after")
        follows = self.text[self.start + match.end() :][:1]
        return is_bold and follows.isupper() and self.words.is_initials(text)

    def _tracks(self, link: re.Match[str], match: re.Match[str]) -> bool:
        """Whether a link at an end of the text leads to the issue and is not itself some of the words."""
        name = link.group("text")
        if match.re is _LINKED_FIRST:
            return bool(_KEYS.fullmatch(name or ""))
        is_apart = match.re is not _LINKED_LAST or bool(match.group("gap").strip())
        is_issue = bool(ISSUE.search(link.group("to") or link.group("url")))
        if name is None:
            return is_apart
        plain = name.strip(" `*_")
        is_named = bool(_KEYS.fullmatch(plain)) or plain.casefold() in self.words.issue_names
        tracked = self.words.tracked(plain)
        is_named = is_named or (tracked is not None and bool(_KEYS.fullmatch(plain[tracked:])))
        return is_named or (is_apart and is_issue)

    def _mark(self, name: str, value: str, span: tuple[int, int]) -> Mark:
        if name == "tracker" and (link := _LINK.fullmatch(value)):
            return Mark(name=name, value=link.group("to") or link.group("url"), span=span)
        if name == "due" and value[-1:] == "." and value[-2:-1].isdigit():
            value, span = value[:-1], (span[0], span[1] - 1)
        read = read_value(("actions", name), value)
        # a day without its year is kept as written
        return Mark(name=name, value=value if isinstance(read, str) and read.startswith("--") else read, span=span)

    def _links(self, body: str) -> None:
        """The issue that the words themselves link to."""
        if "tracker" in self.marks:
            return
        links = [m.group("to") or m.group("url") for m in _LINK.finditer(body)]
        issues = [link for link in links if ISSUE.search(link)]
        if not issues and len(body) < _NEAR and _KEYS.fullmatch(body.strip()):
            issues = [body.strip()]
        # a text that is nothing but an address says it as what is to be done
        if issues and not (issues[-1] == body.strip(" <>") and "://" in body):
            self.marks["tracker"] = Mark(name="tracker", value=issues[-1])

    def _doer(self, body: str) -> None:
        """The person of whom the words say what they will do: ``Alice to check the logs``."""
        quoted = _QUOTED.findall(body)
        if len(quoted) == 1 and "owner" not in self.marks:
            self.marks["owner"] = Mark(name="owner", value=quoted[0])
        match = _DOER.match(body)
        if match and "owner" not in self.marks:
            name = match.group("who")
            is_teams = match.group("verb") != "should" and self.words.is_team(name) and name != name.title()[:3]
            if self.is_person(name) or is_teams:
                self.marks["owner"] = Mark(name="owner", value=name.replace("`", ""))

    def _noted(self, body: str) -> None:
        """The day that stands between dashes before a note: ``Add an alert - 2024-03-05 - it pages now``."""
        match = _DAY_AMONG.search(body) if "due" not in self.marks and len(body) < _LONGEST_NOTED else None
        if match and match.start() > 0:
            read = read_value(("actions", "due"), match.group("day"))
            self.marks["due"] = Mark(name="due", value=read)


@lru_cache(maxsize=1)
def _when() -> re.Pattern[str]:
    """A day, and what says that its end is meant."""
    return later(rf"(?:{_WHEN.pattern})(?:,?\s+(?:{deeds().day_ends}))?", re.IGNORECASE)


def is_when(text: str) -> bool:
    """Whether a text is a day or a time by which something is to be done."""
    return _when().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _by_last() -> re.Pattern[str]:
    """A day at the end of a text, and the word before it."""
    return later(rf"[\s,(]+(?P<in>(?:{deeds().until})\s+(?P<when>{_WHEN.pattern}))[)\s.]*$", re.IGNORECASE)


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a day with a number stands behind a dash."""
    return _is_behind_dash(match) and bool(_DIGIT.search(text))


def _is_behind_dash(match: re.Match[str]) -> bool:
    return match.re.pattern == _PART_LAST.pattern and match.group().lstrip()[:1] in "-\u2013\u2014"


_KEY_FIRST = later(rf"(?P<in>{_KEYS.pattern})\s+(?=[A-Z])")
_FIRSTS = (
    (_LINKED_FIRST, False),
    (_GROUP_FIRST, True),
    (_BOLD_FIRST, False),
    (_HANDLE_FIRST, False),
    (_KEY_FIRST, False),
    (_PLAIN_FIRST, False),
)
# last what a text must have for an expression to be looked for; those whose words are data are made when they are used
_LASTS: tuple[tuple[Callable[[], re.Pattern[str]], bool, tuple[str, ...]], ...] = (
    (lambda: _GROUP_LAST, True, (")", "]", "\uff09")),
    (lambda: _LINKED_LAST, False, ("](", "://")),
    (_by_last, True, ()),
    (lambda: _BOLD_LAST, True, ("**", "__", "`")),
    (lambda: deeds().last_label, False, (":", "\uff1a")),
    (lambda: _COLON_LAST, False, (":", "\uff1a")),
    (lambda: _PART_LAST, False, ()),
    (lambda: _HANDLES_LAST, False, ("@",)),
    (lambda: _KEYS_LAST, False, tuple("0123456789")),
)


def _parts(text: str, *, whole: bool) -> list[tuple[int, str]]:
    return [(0, text)] if whole else [(m.start(), m.group()) for m in _SPLIT.finditer(text) if m.group().strip()]
