"""The questions that a document leaves for its meeting, drawn from its gaps."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from afterword.houses.fields import field_at, main_name
from afterword.houses.house import Hole, LabelSlot
from afterword.houses.questions import open_questions
from afterword.houses.template import walk
from afterword.model.action import Action
from afterword.review.agenda.question import Asked, Question, Topic
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.review.figures.holes import Hole as Silence
from afterword.review.figures.holes import holes
from afterword.review.figures.rows import Row
from afterword.review.policy.shown import Shown, at, brief
from afterword.review.rules import (
    due_date_past_open,
    meeting_window,
    missing_phase_anchor,
    no_due_date,
    no_owner,
    no_priority,
    no_tracker_link,
    not_measurable,
    team_or_many_owners,
    unexplained_gap,
)
from afterword.review.smart import Letter, Verdict, verdicts
from afterword.text.wording import plain_text
from afterword.timeline.figures import spoken

_TOPIC_OF: dict[str, Topic] = {
    "timeline": "what happened",
    "lead_up": "what happened",
    "fault": "what happened",
    "summary": "what happened",
    "executive_summary": "what happened",
    "decisions": "what happened",
    "impact": "impact and response",
    "detection": "impact and response",
    "response": "impact and response",
    "recovery": "impact and response",
    "containment": "impact and response",
    "remediation": "impact and response",
    "technical": "impact and response",
    "analysis": "why",
    "unknowns": "why",
    "backlog": "why",
    "recurrence": "why",
    "went_well": "why",
    "went_wrong": "why",
    "lucky": "why",
    "lessons": "what will change",
    "runbooks": "what will change",
    "prevention": "what will change",
    "corrective_taken": "what will change",
    "actions": "what will change",
}
_OF_RULES: dict[str, Topic] = {
    "LNG": "why",
    "ANA": "why",
    "TIM": "what happened",
    "CON": "what happened",
    "IMP": "impact and response",
    "ACT": "what will change",
}
_ASKED_ELSEWHERE = frozenset(
    rule.CODE
    for rule in (
        due_date_past_open,
        meeting_window,
        missing_phase_anchor,
        no_due_date,
        no_owner,
        no_priority,
        no_tracker_link,
        not_measurable,
        team_or_many_owners,
        unexplained_gap,
    )
)
_FIELDS: dict[Letter, tuple[str, str]] = {
    "measurable": ("Done when", "done_when"),
    "assigned": ("Owner", "owner"),
    "timed": ("Due", "due"),
}
_MOST_HOLES = 6
_MOST_LINES = 4


def questions(case: Case, found: Sequence[Diagnostic]) -> tuple[Question, ...]:
    """What to ask, by topic, the weightiest first; ``found`` is what the rules find in the document."""
    every = [*_holes(case), *_whys(case), *_unknowns(case), *_actions(case), *_findings(case, found), *_open(case)]
    return tuple(sorted(every, key=lambda question: -question.weight))


def _holes(case: Case) -> Iterator[Question]:
    longest = sorted(holes(case, everywhere=True), key=lambda hole: -hole.length)[:_MOST_HOLES]
    for hole in sorted(longest, key=lambda each: each.below.lines):
        first, last = _clock(hole.above), _clock(hole.below)
        yield Question(
            topic="what happened",
            ask=f"What was looked at, tried, or waited for between {first} and {last}?",
            why=f"nothing is told for {spoken(hole.length.total_seconds())}",
            about=(_row(case, hole.above), _row(case, hole.below)),
            fields=(Asked(label="", path=_after(hole)),),
            code=unexplained_gap.CODE,
            weight=3,
            minutes=3,
        )


def _after(hole: Silence) -> str:
    """New entries of the timeline, on the day of the entry before the hole."""
    return f"timeline[+] after {hole.above.event.at}"


def _clock(row: Row) -> str:
    return plain_text(row.event.written or (row.event.at or "").replace("T", " ").replace("Z", " UTC"))


def _row(case: Case, row: Row) -> Shown:
    event = row.event
    words = " \u00b7 ".join(part for part in (event.who, event.what) if part)
    sources = ", ".join(plain_text(each.split(", bytes")[0]) for each in event.evidence[:2])
    cited = f" [{sources}]" if sources else ""
    return at(case, row.whole, f"{_clock(row)} {plain_text(words)}{cited}")


def _whys(case: Case) -> Iterator[Question]:
    for number, chain in enumerate(case.record.analysis.whys, 1):
        for step, why in enumerate(chain, 1):
            if why.question and not why.answer:
                path = f"analysis.whys[{number}][{step}].answer"
                before = [w.answer for w in chain[: step - 1] if w.answer]
                yield Question(
                    topic="why",
                    ask=brief(plain_text(why.question)),
                    why=f"the last answer was: {brief(before[-1])}" if before else "the chain of whys is open here",
                    fields=(Asked(label="", path=path),),
                    weight=3,
                    minutes=4,
                )


def _unknowns(case: Case) -> Iterator[Question]:
    units = case.units("unknowns")
    for number, unknown in enumerate(case.record.unknowns):
        if not unknown.what:
            continue
        told = f"evidence so far: {brief(unknown.evidence_so_far)}" if unknown.evidence_so_far else "no evidence so far"
        check = f"; next check: {brief(unknown.next_check)}" if unknown.next_check else ""
        place = (at(case, case.cell(units[number], "what"), unknown.what),) if number < len(units) else ()
        fields = [] if unknown.next_check else [Asked(label="Next check", path=f"unknowns[{number + 1}].next_check")]
        yield Question(
            topic="why",
            ask=f"Is it known by now: {brief(plain_text(unknown.what))}?",
            why=told + check,
            about=place,
            fields=(Asked(label="Answer" if fields else "", path=""), *fields),
            weight=2,
            minutes=2,
        )


def _actions(case: Case) -> Iterator[Question]:
    for number, verdict in enumerate(verdicts(case), 1):
        fields = [
            Asked(label=label, path=f"actions[{address(verdict.item.action, number)}].{name}")
            for letter, (label, name) in _FIELDS.items()
            if letter in verdict.lacking
        ]
        if verdict.item.is_open and (fields or verdict.lacking):
            yield _action(case, verdict, fields)


def address(action: Action, number: int) -> str:
    """How an action is named in a path: by its id, else by its place in the list, from 1."""
    return action.id or str(number)


def _action(case: Case, verdict: Verdict, fields: Sequence[Asked]) -> Question:
    action = verdict.item.action
    words = brief(plain_text(action.what or "")).rstrip(".")
    told = " \u00b7 ".join(part for part in (action.owner, action.due) if part) or words
    lacks_words = {"specific", "realistic"} & set(verdict.lacking)
    more = [Asked(label="Instead", path="")] if lacks_words else []
    ask = {"Owner": "who sees it through", "Due": "by when", "Done when": "how will anybody see that it is done"}
    asks = [ask[field.label] for field in fields] + (["which deed would hold by itself"] if lacks_words else [])
    return Question(
        topic="what will change",
        ask=f"{f'{action.id}: ' if action.id else ''}{words}: {', '.join(asks)}?",
        why=verdict.spoken,
        about=(at(case, case.line(verdict.item.unit.first + 1), told),),
        fields=(*fields, *more),
        weight=3 if "assigned" in verdict.lacking else 2,
        minutes=1,
    )


def _findings(case: Case, found: Sequence[Diagnostic]) -> Iterator[Question]:
    """What rules found and ask about; the same question about several places once."""
    asking = [d for d in found if d.suggestion and d.code[:3] in _OF_RULES and d.code not in _ASKED_ELSEWHERE]
    weights = {"error": 3, "warning": 2, "info": 1}
    for (code, _), group in groupby(
        sorted(asking, key=lambda d: (d.code, d.suggestion or "", d.span)), key=lambda d: (d.code, d.suggestion)
    ):
        each = list(group)
        places = list(dict.fromkeys(at(case, d.span, _sentence(case, d)) for d in each))
        more = f", and {len(places) - _MOST_LINES} more" if len(places) > _MOST_LINES else ""
        ask, why = _as_question(each[0])
        yield Question(
            topic=_OF_RULES[code[:3]],
            ask=ask,
            why=why + more,
            about=tuple(places[:_MOST_LINES]),
            code=code,
            weight=weights[each[0].severity],
        )


def _as_question(found: Diagnostic) -> tuple[str, str]:
    """The question of a finding, and what it rests on."""
    suggestion = (found.suggestion or "").strip()
    if "?" in suggestion:
        return suggestion, f"{found.code}: {found.message}"
    if found.code.startswith("LNG"):
        return "What was seen, done, or known, in facts?", f"{found.code}: {found.message}; perhaps: {suggestion}"
    return f"{found.message[:1].upper()}{found.message[1:]}: what is right?", f"{found.code}: {suggestion}"


def _sentence(case: Case, found: Diagnostic) -> str:
    line = case.source.line_at(found.span.start)
    return plain_text(case.source.content(line).strip(" |\t"))


def _open(case: Case) -> Iterator[Question]:
    """What the house asks and the document leaves open."""
    if case.house.is_fallback:
        return
    keys = _keys(case)
    for question in open_questions(case.house, case.record):
        path, field = tuple(question.field.split(".")), question.field
        topic = _TOPIC_OF.get(path[0])
        if topic is None or path[0] == "actions":
            continue
        known = field_at(path)
        asks = question.asks or question.section
        if field == "timeline.phase":
            label = next((p for words, p in case.house.phases.items() if words == question.asks), question.asks)
            target = f"timeline[+] phase {label}"
        elif path[-1] == "answer" and asks in keys:
            target = f"{'.'.join(path[:-1])}[{keys[asks]}].answer"
        elif known is not None and known.owner is not None and known.owner != path:
            target = f"{'.'.join(known.owner)}[+].{known.name}"
        elif known is not None and known.shape in {"objects", "chains"}:
            target = f"{field}[+].{main_name(path)}"
        else:
            target = f"{field}[+]" if known is not None and known.shape == "strings" else field
        words = asks if asks.endswith("?") else _what_is(question.section, question.asks)
        yield Question(
            topic=topic, ask=words, why="the house asks, and it is open", fields=(Asked(label="", path=target),)
        )


def _what_is(section: str, asks: str | None) -> str:
    section = section.capitalize() if section.isupper() else section
    return (
        f"{section}: {asks}?" if asks and asks.casefold() != section.casefold() else f"{section}: what belongs there?"
    )


def _keys(case: Case) -> dict[str, str]:
    """The key of each of the house's questions, by its words."""
    found: dict[str, str] = {}
    for part in walk(case.house.root):
        for node in part.nodes:
            if isinstance(node, LabelSlot):
                for hole in node.pattern:
                    if isinstance(hole, Hole) and dict(hole.fixed).get("key"):
                        found[" ".join(node.label.replace("*", "").replace("_", "").split())] = dict(hole.fixed)["key"]
    return found
