"""Whether a document may be closed: each criterion with its evidence in the document, and what is missing."""

import re
from collections.abc import Iterator
from dataclasses import field

from afterword.houses.fields import Path, is_empty, items_of, main_name
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.action_items import DONE, is_answered, is_day
from afterword.review.asked import says_nothing
from afterword.review.case import Case
from afterword.review.policy.criteria import ALL, Criterion, criteria_of
from afterword.review.policy.outside import Kept
from afterword.review.policy.people import contributions, is_same, responders, verdict_of
from afterword.review.policy.sharing import is_named, sharings
from afterword.review.policy.shown import Shown, at, brief, shown, value_of
from afterword.review.policy.terms import is_grade
from afterword.review.smart import LETTERS, verdicts
from afterword.text.expressions import later

_NO_ACTION = later(
    r"\W*(?:none|no (?:further )?actions?)\b.*(?:\b(?:because|since|decision|decided|accepted)\b|:)", re.IGNORECASE
)
_NOUNS = {"done_when": "criterion by which it is done", "due": "due date", "actions": "action that addresses it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A criterion, and what the document shows for it."""

    criterion: Criterion
    """The criterion."""
    evidence: tuple[Shown, ...]
    """What shows it."""
    missing: tuple[Shown, ...]
    """What is missing; empty where the criterion holds."""

    @property
    def holds(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(slots=True)
class _Account:
    """Evidence and what is missing, as they are found."""

    evidence: list[Shown] = field(default_factory=list)
    missing: list[Shown] = field(default_factory=list)

    def lacks(self, text: str, line: int | None = None) -> None:
        """Notes what is missing."""
        self.missing.append(Shown(text=text, line=line, end_line=line))


def judge(case: Case, kept: Kept | None = None) -> tuple[Judged, ...]:
    """Each criterion that holds for this document, in the order of the policy.

    Without ``kept``, what only version control can show is left out.
    """
    return tuple(
        _judged(case, criterion, kept)
        for criterion in criteria_of(case.policy)[0]
        if not criterion.only_for or any(is_grade(case.record, grade) for grade in criterion.only_for)
    )


def _judged(case: Case, criterion: Criterion, kept: Kept | None) -> Judged:
    account = _Account()
    _fields(case, criterion, account)
    if criterion.every:
        _items(case, criterion, criterion.every, account)
    if criterion.approved is not None:
        _approvals(case, criterion.approved, account)
    if criterion.contributed and kept is not None:
        _contributions(case, kept, account)
    if criterion.shared_with is not None:
        _sharing(case, criterion.shared_with, account)
    if criterion.committed and kept is not None:
        place = Shown(text=kept.reason)
        (account.evidence if kept.is_clean else account.missing).append(place)
    return Judged(criterion=criterion, evidence=tuple(account.evidence), missing=tuple(account.missing))


def spoken(path: Path) -> str:
    """A field in words: ``root cause`` for ``analysis.root_cause``."""
    return " ".join(path[-1:]).replace("_", " ")


def _fields(case: Case, criterion: Criterion, account: _Account) -> None:
    found = [each for path in criterion.any for each in shown(case, path)]
    account.evidence += found
    if criterion.any and not found:
        account.lacks(f"no {spoken(criterion.any[0])}")
    for path in criterion.filled:
        places = shown(case, path)
        account.evidence += places
        if not places:
            account.lacks(f"no {spoken(path)}")


def _items(case: Case, criterion: Criterion, path: Path, account: _Account) -> None:
    value = value_of(case, path)
    every = [item for item in items_of(path, value) if not is_empty(item)]
    if path == ("actions",):
        every = [item for item in every if _is_meant(item, criterion.where)]
    lines = _lines(case, path)
    if len(items_of(path, value)) < criterion.fewest and not _decided_none(case, path, account):
        count = f"{len(every)} {spoken(path)}; {criterion.fewest} are asked"
        account.lacks(count if items_of(path, value) else f"no {spoken(path)}")
    for item in every:
        words = brief(str(item.get(main_name(path)) or item.get("value") or "?"))
        line = lines.get(words) or (int(str(item["line"])) if item.get("line") else None)
        lacking = [_noun(name) for name in criterion.has if not _has(case, path, item, name)]
        label = f"{item['id']}: {words}" if item.get("id") else words
        if lacking:
            account.lacks(f"{label} \u2014 no {', no '.join(lacking)}", line)
        else:
            account.evidence.append(Shown(text=label, line=line, end_line=line))
    for verdict in verdicts(case) if criterion.smart else ():
        if verdict.item.is_open and verdict.score < min(criterion.smart or 0, len(LETTERS)):
            action = verdict.item.action
            words = f"{action.id or brief(action.what or '?')} \u2014 {verdict.spoken}"
            account.lacks(words, verdict.item.unit.first + 1)


def _noun(name: str) -> str:
    return _NOUNS.get(name, name.replace("_", " "))


def _is_meant(action: dict[str, Plain], where: str | None) -> bool:
    status = action.get("status")
    token = status.get("value") if isinstance(status, dict) else None
    return token == where if where else token not in DONE


def _lines(case: Case, path: Path) -> dict[str, int]:
    """The line of each item of a list by its words."""
    return {each.text: each.line for each in shown(case, path) if each.line is not None}


def _has(case: Case, path: Path, item: dict[str, Plain], name: str) -> bool:
    value = item.get(name)
    if name == "actions":
        return bool(value) or is_answered(case, str(item.get("text") or ""))
    if path == ("actions",) and name == "due":
        return isinstance(value, str) and is_day(value)
    if isinstance(value, dict):
        value = value.get("written") or value.get("value")
    return not is_empty(value) and not (isinstance(value, str) and says_nothing(value))


def _decided_none(case: Case, path: Path, account: _Account) -> bool:
    """Whether the document says, with a reason, that there are to be no actions."""
    for passage in case.passages_in("actions") if path == ("actions",) else ():
        if passage.kind != "heading" and _NO_ACTION.match(passage.text):
            account.evidence.append(at(case, case.line(passage.line + 1)))
            return True
    return False


def _approvals(case: Case, fewest: int, account: _Account) -> None:
    reviewers = [reviewer for reviewer in case.record.reviewers if reviewer.name]
    lines = _lines(case, ("reviewers",))
    approvals = 0
    for reviewer in reviewers:
        name, verdict = str(reviewer.name), verdict_of(reviewer)
        line, said = lines.get(name), reviewer.verdict or "no verdict"
        day = f", {reviewer.date}" if reviewer.date else ""
        if verdict:
            approvals += 1
            account.evidence.append(Shown(text=f"{name}: {said}{day}", line=line, end_line=line))
        elif verdict is False or fewest == ALL:
            account.lacks(f"{name}: {said}{day}", line)
    if not reviewers:
        account.lacks("no reviewer is named")
    elif fewest != ALL and approvals < fewest:
        account.lacks(f"{approvals} of {fewest} approvals")


def _contributions(case: Case, kept: Kept | None, account: _Account) -> None:
    known = list(contributions(case, kept.authors if kept else ()))
    named = responders(case)
    for name in named:
        role = next((role for other, role in known if is_same(name, other)), None)
        if role:
            account.evidence.append(Shown(text=f"{name}: {role}"))
        else:
            account.lacks(f"{name} responded, and is no author, scribe, or reviewer, in no meeting, and in no commit")
    if not named:
        account.lacks("no responder is named; write them as responders in the front matter")


def _sharing(case: Case, audiences: tuple[str, ...], account: _Account) -> None:
    found = list(sharings(case))
    account.evidence += found
    for audience in audiences:
        if not any(is_named(each.text, audience) for each in found):
            account.lacks(
                f"nothing says that it was shared with {audience}; write it as shared_with in the front matter"
            )
    if not audiences and not found:
        account.lacks("nothing says with whom it was shared; write it as shared_with in the front matter")


def unmet(case: Case) -> Iterator[str]:
    """What the text itself lacks to be closed, a few words for each criterion that does not hold."""
    for judged in judge(case):
        if not judged.holds:
            first, more = judged.missing[0].text, len(judged.missing) - 1
            yield f"{judged.criterion.name} ({first}{f', and {more} more' if more else ''})"
