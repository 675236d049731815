"""Logs of JVM programs: Log4j, Logback, java.util.logging, Spring, Kafka, Hadoop, Elasticsearch, with stack traces."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTH

JSON: Final = False
"""Of texts that are JSON it is not asked."""

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
_LEVEL_FIRST: Final = (
    rf"{_STAMP}:? +\[?{_LEVELS}\]? +{_THREAD} *(?:\*?[\w\-]+\*? )?{_CLASS}(?:[.:]\w+)* *(?:\[[^\]]*\])? *[-:] {_WHAT}"
)
_JBOSS: Final = rf"{_STAMP} +{_LEVELS} +\[{_ANY}\] \([^)]*\) {_WHAT}"
_NAMED: Final = rf"{_STAMP} +{_LEVELS} +{_THREAD} +\[(?P<who>(?:[\w$\-]+\.)+[A-Z][\w$]*)\] (?:- )?{_WHAT}"
_ATLASSIAN: Final = rf"{_STAMP} (?P<thread>\S[^\[\n]{{0,120}}?) {_LEVELS} +[^\[\n]{{0,200}}\[(?P<who>[\w$.]+)\] {_WHAT}"
_DOMAIN: Final = rf"{_STAMP} +{_LEVELS} +\[(?P<who>(?:org|com|net|io|javax?)\.[\w$.\-]+)\] (?:- )?{_WHAT}"
_KARAF: Final = rf"{_STAMP} \| {_LEVELS} +\| [^|\n]* \| (?P<who>[^|\n]*?) +\| [^|\n]* \| {_WHAT}"
_HADOOP: Final = rf"{_STAMP} +{_LEVELS} +{_CLASS}(?:\.\w+)?(?::\d+| \([^)]*\))?(?: +\[[^\]]*\])?(?: -|:) {_WHAT}"
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
            _SPRING, _THREAD_FIRST, _LEVEL_FIRST, _JBOSS, _NAMED, _HADOOP, _ZOOKEEPER, _KAFKA, _ELASTIC, _CASSANDRA,
            _DROPWIZARD, _JENKINS, _VIRTUAL, _TOMCAT, _WEBLOGIC, _ATLASSIAN, _KARAF, _DOMAIN,
        )
    ),
    _JUL,
)  # fmt: skip
_LEAST: Final = 0.6
_BELOW: Final = re.compile(rf"{_LEVELS}: (?P<what>.*)", re.DOTALL)


def score(sample: Sample) -> float:
    """The share of records that have one of the forms; lines of stack traces go on."""
    share = share_of(sample, opening(*fitting(sample, _PATTERNS)))
    return 0.95 * share if share >= _LEAST else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with its stack trace."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    """The message and its level, which java.util.logging writes on the line below."""
    who = head["who"] or None
    if head.re is not _JUL:
        return who, spoken(head["what"], below), head["level"]
    found = _BELOW.match(below[0]) if below else None
    if found is None:
        return who, "\n".join(below) or head["who"], None
    return who, spoken(found["what"], below[1:]), found["level"]
