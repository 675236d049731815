"""What the text of an action says beside its words: who, until when, where it is tracked, whether it is done."""

import re
from collections.abc import Callable, Iterator

from afterword.houses.fields import read_value, token
from afterword.houses.notation import read_id
from afterword.houses.reading.actions.action_days import DAY_AMONG, ISO, by_last, is_when, may_end_in_day
from afterword.houses.reading.actions.action_edges import (
    BOLD_FIRST,
    FIRSTS,
    HANDLE_FIRST,
    HANDLES,
    KEYS,
    LASTS,
    LINK,
    LINKED_FIRST,
    LINKED_LAST,
    PART_LAST,
    PLAIN_FIRST,
    QUOTED,
    SIGN_LAST,
    parts_of,
    signs_of,
)
from afterword.houses.reading.actions.action_signs import BOX, FLAG_OF, ISSUE, SIGN
from afterword.houses.reading.actions.action_words import deeds, is_flag
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.wording import name_key

_PRIORITY = later(r"p[0-4]|(?:critical|urgent|high|medium|low|highest|lowest)(?:[\s-]pri(?:o|ority))?", re.IGNORECASE)
_GAP = later(r"\s{40}")
_STRUCK = later(r"~~(?!\s)[^~]+~~[\s.]*$")
_DOER = later(r"(?:[Tt]he )?(?P<who>[^\s:][^:\n]{0,50}?) (?P<verb>to|will|should|is going to)\s(?=[a-z])")
_DOES = (" to", " will", " should", " is going")
"""What stands in every such text."""
_LONGEST_NOTED = 1000
_FULL_STOP = later(r"(?:\d|[^\W\d_]{5})\.$")
"""The end of a sentence, and not of a short name of a month."""
_BEHIND_TITLE = later(r"(?:\*\*|__)[^*_\n]{2,80}(?:\*\*|__)\s*\((?P<in>[^()\n]{5,120})\)\s*(?:[:\u2013\u2014-]|$)")
_WHAT = later(r"[*_]*([^\W\d_][\w -]{1,18})[*_]*\s*[:\uff1a][*_]*\s*(?=\S)")
_NEAR = 400
"""Characters from an end of a text within which its marks stand."""
_DIGIT = later(r"\d")
_AMONG_NAMES = later(r"[,;/|&\uff0c\uff1b\u3001]|\.(?=\s)|\s[-\u2013\u2014]+\s")

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
        self.signs = frozenset[str]()
        self.start, self.end = 0, len(text.rstrip())
        self.marks: dict[str, Mark] = {}

    def read(self) -> Marked:
        self._box()
        # expressions that look for marks at an end take the cube of the spaces that they may start with
        if not _GAP.search(self.text):
            while self._next():
                pass
        body = self.text[self.start : self.end]
        if _STRUCK.fullmatch(body) and "status" not in self.marks:
            self.marks["status"] = Mark(name="status", value=as_status("~~", value="done"))
        self._links(body)
        self._doer(body)
        self._noted(body)
        self._titled(body)
        doubtful = None if "owner" in self.marks else self.doubtful
        return Marked(start=self.start, end=self.end, marks=tuple(self.marks.values()), doubtful=doubtful)

    def _box(self) -> None:
        box = BOX.match(self.text)
        if box:
            value = as_status(f"[{box.group(1)}]", value="pending" if box.group(1) == " " else "done")
            self.marks["status"] = Mark(name="status", value=value, span=(0, 3))
            self.start = box.end()

    def _next(self) -> bool:
        """Takes one mark from an end of what is left; False where neither has one."""
        self.signs = signs_of(self.text[self.start : self.end])
        return self._first() or self._last()

    def _first(self) -> bool:
        # marks stand near the ends; what is looked at is bounded, so that long lines take no longer than short ones
        rest = self.text[self.start : min(self.end, self.start + _NEAR)]
        sign = SIGN.match(rest)
        if sign and rest[sign.end() :].strip():
            return self._sign(sign, self.start + sign.end(), self.end)
        if (flag := FLAG_OF.match(rest)) and is_flag(flag["flag"]):
            self._flagged(flag)
            return True
        if (what := _WHAT.match(rest)) and self.words.names_action(what.group(1)):
            self.start += what.end()
            return True
        found = read_id(rest)
        if found and "id" not in self.marks and self.words.is_id(found[0]):
            at = self.start + rest.index(found[0])
            self.marks["id"] = Mark(name="id", value=found[0], span=(at, at + len(found[0])))
            self.start += found[1]
            return True
        for expression, loose, signs in FIRSTS:
            match = None if signs.isdisjoint(self.signs) else expression.match(rest)
            if match is None or not rest[match.end() :].strip():
                continue
            if self._take(match, self.start, loose=loose, leading=True):
                self.start += match.end()
                return True
        return False

    def _last(self) -> bool:
        base = max(self.start, self.end - _NEAR)
        rest = self.text[base : self.end]
        sign = None if rest.isascii() and ":" not in rest else SIGN_LAST.search(rest)
        if sign and base + sign.start() > self.start:
            return self._sign(sign, self.start, base + len(rest[: sign.start()].rstrip()))
        for expression, loose, signs in LASTS:
            if signs and signs.isdisjoint(self.signs):
                continue
            match = None if expression is by_last and not may_end_in_day(rest) else expression().search(rest)
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

    def _flagged(self, flag: re.Match[str]) -> None:
        """Takes how far it is and whose it is: ``TODO(ann): watch the disks``."""
        at = self.start
        for name, group in (("status", "flag"), ("owner", "who")):
            span = (at + flag.start(group), at + flag.end(group))
            value = as_status(flag[group]) if name == "status" else flag[group]
            self.marks.setdefault(name, Mark(name=name, value=value, span=span))
        self.start += flag.end()

    def _take(self, match: re.Match[str], offset: int, *, loose: bool, leading: bool) -> bool:
        """Takes a stretch all of whose parts are marks."""
        begin = offset + match.start("in")
        inner = match.group("in")
        for whole in (True, False):
            found = self._of_parts(parts_of(inner, whole=whole), match, begin, loose=loose, leading=leading)
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
        if status is not None and (not leading or loose or match.re is not HANDLE_FIRST):
            yield Mark(name="status", value=as_status(text, value=status), span=span)
        elif loose and match.group().strip()[:1] == "[" and (kind := token(("actions", "kind"), text)):
            yield Mark(name="kind", value=kind, span=span)
        elif _PRIORITY.fullmatch(text) and (loose or (text[:1] in "pP" and text[1:2].isdigit())):
            yield self._mark("priority", text, span)
        elif HANDLES.fullmatch(part.strip(" *_\n")):
            inner = part.strip(" *_\n")
            yield Mark(name="owner", value=inner.replace("`", ""), span=None if "`" in inner[1:-1] else span)
        elif KEYS.fullmatch(text) and (not leading or loose or match.re is not HANDLE_FIRST):
            yield self._mark("tracker", text, span)
        elif (tracked := self.words.tracked(text)) is not None and KEYS.fullmatch(text[tracked:]):
            yield self._mark("tracker", text[tracked:], (lead + tracked, span[1]))
        elif link := LINK.fullmatch(text):
            if HANDLES.fullmatch(link.group("text") or ""):
                yield Mark(name="owner", value=link.group("text"))
            elif self._tracks(link, match):
                yield Mark(name="tracker", value=link.group("to") or link.group("url"), span=span)
        elif self._says_day(text, loose=loose, match=match, leading=leading):
            yield self._mark("due", text, span)
        elif name_key(text) in self.words.ownerless or (
            not leading and name_key(text) in words().placeholders and _is_behind_dash(match)
        ):
            yield Mark(name="owner", value=None, span=span)
        elif self._is_owner(text, loose=loose, match=match, leading=leading):
            yield self._mark("owner", text, span)

    def _says_day(self, text: str, *, loose: bool, match: re.Match[str], leading: bool) -> bool:
        """Whether a part is the day by which: a full one before a colon, or any at the end."""
        if leading:
            return match.re.pattern == PLAIN_FIRST.pattern and bool(ISO.fullmatch(text))
        return is_when(text) and (loose or bool(ISO.fullmatch(text)) or _is_apart(text, match))

    def _fits(self, name: str, value: str) -> bool:
        """Whether a value behind a label is of the kind that the label says."""
        if name == "due":
            return is_when(value)
        if name == "status":
            return self.words.status(value) is not None
        if name == "tracker":
            return bool(KEYS.fullmatch(value) or LINK.fullmatch(value))
        return not re.search(r"[;|\uff1b\uff1a]|:\s", value) and not self._holds_more(value)

    def _holds_more(self, text: str) -> bool:
        """Whether something beside names stands among them: a day, an issue."""
        return any(
            is_when(part) or KEYS.fullmatch(part) or self._until(part) or self.words.status_mark(part)
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
        is_bold = match.re is BOLD_FIRST and not match.group("colon") and not match.group("after")
        follows = self.text[self.start + match.end() :][:1]
        return is_bold and follows.isupper() and self.words.is_initials(text)

    def _tracks(self, link: re.Match[str], match: re.Match[str]) -> bool:
        """Whether a link at an end of the text leads to the issue and is not itself some of the words."""
        name = link.group("text")
        if match.re is LINKED_FIRST:
            return bool(KEYS.fullmatch(name or ""))
        is_apart = match.re is not LINKED_LAST or bool(match.group("gap").strip())
        is_issue = bool(ISSUE.search(link.group("to") or link.group("url")))
        if name is None:
            return is_apart
        plain = name.strip(" `*_")
        is_named = bool(KEYS.fullmatch(plain)) or plain.casefold() in self.words.issue_names
        tracked = self.words.tracked(plain)
        is_named = is_named or (tracked is not None and bool(KEYS.fullmatch(plain[tracked:])))
        return is_named or (is_apart and is_issue)

    def _mark(self, name: str, value: str, span: tuple[int, int]) -> Mark:
        if name == "tracker" and (link := LINK.fullmatch(value)):
            return Mark(name=name, value=link.group("to") or link.group("url"), span=span)
        if name == "due" and _FULL_STOP.search(value):
            value, span = value[:-1], (span[0], span[1] - 1)
        read = read_value(("actions", name), value)
        # a day without its year is kept as written
        return Mark(name=name, value=value if isinstance(read, str) and read.startswith("--") else read, span=span)

    def _links(self, body: str) -> None:
        """The issue that the words themselves link to."""
        if "tracker" in self.marks:
            return
        links = [m.group("to") or m.group("url") for m in LINK.finditer(body)]
        issues = [link for link in links if ISSUE.search(link)]
        if not issues and len(body) < _NEAR and KEYS.fullmatch(body.strip()):
            issues = [body.strip()]
        # a text that is nothing but an address says it as what is to be done
        if issues and not (issues[-1] == body.strip(" <>") and "://" in body):
            self.marks["tracker"] = Mark(name="tracker", value=issues[-1])

    def _doer(self, body: str) -> None:
        """The person of whom the words say what they will do: ``Alice to check the logs``."""
        quoted = QUOTED.findall(body)
        if len(quoted) == 1 and "owner" not in self.marks:
            self.marks["owner"] = Mark(name="owner", value=quoted[0])
        match = _DOER.match(body) if any(verb in body for verb in _DOES) else None
        if match and "owner" not in self.marks:
            name = match.group("who")
            is_teams = match.group("verb") != "should" and self.words.is_team(name) and name != name.title()[:3]
            if self.is_person(name) or is_teams:
                self.marks["owner"] = Mark(name="owner", value=name.replace("`", ""))

    def _noted(self, body: str) -> None:
        """The day that stands between dashes before a note: ``Add an alert - 2024-03-05 - it pages now``."""
        match = DAY_AMONG.search(body) if "due" not in self.marks and len(body) < _LONGEST_NOTED else None
        if match and match.start() > 0:
            read = read_value(("actions", "due"), match.group("day"))
            self.marks["due"] = Mark(name="due", value=read)

    def _titled(self, body: str) -> None:
        """What stands in brackets behind a bold title, before the words that explain it; all of it has labels."""
        match = _BEHIND_TITLE.match(body)
        parts = [part.strip() for _, part in parts_of(match["in"], whole=False)] if match else []
        said = [(found[0], part[found[1] :].strip(" *_`")) for part in parts if (found := self.words.labelled(part))]
        if not said or len(said) < len(parts):
            return
        for name, value in said:
            if name not in self.marks and value and not self.words.is_none(value) and self._fits(name, value):
                self.marks[name] = Mark(name=name, value=self._mark(name, value, (0, 0)).value)


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a day with a number stands behind a dash."""
    return _is_behind_dash(match) and bool(_DIGIT.search(text))


def _is_behind_dash(match: re.Match[str]) -> bool:
    return match.re.pattern == PART_LAST.pattern and match.group().lstrip(" \t\n.")[:1] in "-\u2013\u2014"
