"""Logs of JVM programs: Log4j, Logback, java.util.logging, Spring, Kafka, Hadoop, Elasticsearch, with stack traces."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, decoded, fitting, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTH

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_LEVELS: Final = (
    r"(?P<level>TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE|CONFIG|FINE|FINER|FINEST|DEPRECATION|CRITICAL|NOTICE)"
)
_STAMP: Final = rf"(?P<stamp>{DATE}[ T]{TIME}(?P<zone> ?Z| ?[+-]\d\d:?\d\d)?)"
_CLASS: Final = r"(?P<who>(?:[\w$\-]+\.)*[A-Z][\w$]*)"
_ANY: Final = r"(?P<who>[\w$.\-]+)"
_THREAD: Final = r"\[(?P<thread>[^\]\n]{0,120})\]"
_WHAT: Final = r"(?P<what>.*)"
_HALF: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>(?!))? (?P<half>[AP]M)"
_SPRING: Final = rf"{_STAMP} +{_LEVELS} +\d+ --- (?:\[[^\]]*\] ?)+ ?(?P<who>[\w$.\-\[\]/]+) *: {_WHAT}"
_THREAD_FIRST: Final = rf"{_STAMP} +{_THREAD} +{_LEVELS} +{_ANY}(?::\d+)?(?: \[[^\]]*\])?(?: -|:| *-) {_WHAT}"
_LEVEL_FIRST: Final = rf"{_STAMP}:? +\[?{_LEVELS}\]? +{_THREAD} *{_CLASS}(?:[.:]\w+)* *(?:\[[^\]]*\])? *[-:] {_WHAT}"
_JBOSS: Final = rf"{_STAMP} +{_LEVELS} +\[{_ANY}\] \([^)]*\) {_WHAT}"
_HADOOP: Final = rf"{_STAMP} +{_LEVELS} +{_CLASS}(?:\.\w+)?(?::\d+| \([^)]*\))?(?: -|:) {_WHAT}"
_KAFKA: Final = rf"\[{_STAMP}\] +{_LEVELS} +(?P<what>.*?)(?: \((?P<who>[\w$.\-]+)\))?\s*$"
_ZOOKEEPER: Final = rf"{_STAMP} +\[myid:[^\]]*\] - {_LEVELS} +\[(?P<who>.{{1,200}}?)\] - {_WHAT}"
_ELASTIC: Final = rf"\[{_STAMP}\]\[{_LEVELS} *\]\[(?P<who>[^\]]*?) *\] {_WHAT}"
_CASSANDRA: Final = rf"{_LEVELS} +{_THREAD} {_STAMP} (?P<who>\w+\.(?:java|scala|kt):\d+) - {_WHAT}"
_DROPWIZARD: Final = rf"{_LEVELS} +\[{_STAMP}\] {_ANY}: {_WHAT}"
_JENKINS: Final = rf"{_STAMP} \[id=\d+\]\t{_LEVELS}\t(?P<who>\S+?): {_WHAT}"
_VIRTUAL: Final = (
    rf"\[{_STAMP}\](?:\[[^\]]*\]){{0,6}}?\[(?P<level>error|warning|info|debug|trace) *\]\[(?P<who>[^\]]*?) *\] {_WHAT}"
)
_TOMCAT: Final = (
    rf"(?P<stamp>(?P<day>\d\d)-(?P<month>{MONTH})-(?P<year>\d{{4}}) {TIME}) {_LEVELS} {_THREAD} (?P<who>\S+) {_WHAT}"
)
_AMERICAN: Final = rf"(?P<stamp>(?P<month>{MONTH}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}}),? {_HALF}"
_JUL: Final = re.compile(rf"{_AMERICAN}) (?P<who>[\w$.]*\.[\w$.<>]+(?: [\w$<>]+)?)(?P<what>)\s*$")
_WEBLOGIC: Final = rf"####<{_AMERICAN}(?: (?P<zone>[A-Z]{{2,5}}))?)> <(?P<level>\w+)> <(?P<who>[^>]*)> {_WHAT}"
_PATTERNS: Final = (
    *(
        re.compile(pattern, re.DOTALL)
        for pattern in (
            _SPRING, _THREAD_FIRST, _LEVEL_FIRST, _JBOSS, _HADOOP, _ZOOKEEPER, _KAFKA, _ELASTIC, _CASSANDRA,
            _DROPWIZARD, _JENKINS, _VIRTUAL, _TOMCAT, _WEBLOGIC,
        )
    ),
    _JUL,
)  # fmt: skip
_BELOW: Final = re.compile(rf"{_LEVELS}: (?P<what>.*)", re.DOTALL)


def score(sample: Sample) -> float:
    """The share of records that have one of the forms; lines of stack traces go on."""
    return 0.95 * share_of(sample, opening(*fitting(sample, _PATTERNS)))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with its stack trace."""
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, opening(*fitting(context.sample, _PATTERNS))):
        what, severity = _said(head, [decoded(raw) for raw in more])
        who = head["who"] or None
        yield Record(offset, length, lines, moment(head), what, who, severity, None, None, None, (), line, None)


def _said(head: Head, below: list[str]) -> tuple[str, str | None]:
    """The message and its level, which java.util.logging writes on the line below."""
    if head.re is not _JUL:
        return "\n".join([head["what"], *below]), head["level"]
    found = _BELOW.match(below[0]) if below else None
    if found is None:
        return "\n".join(below) or head["who"], None
    return "\n".join([found["what"], *below[1:]]), found["level"]
