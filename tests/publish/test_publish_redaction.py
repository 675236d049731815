"""People and things are taken out of a text under names that stay the same, and its Markdown stays whole."""

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from afterword.errors import InputError
from afterword.houses.lens import get
from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.people import Participant
from afterword.model.record import Record
from afterword.model.technical import Indicator, Technical
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import Known, known_of
from afterword.publish.redaction.pseudonyms import Pseudonyms, defanged
from afterword.publish.redaction.redacting import redact
from afterword.text.sensitive.hits import Hit

RECORD = Record(
    id="INC-7",
    incident_commander="Max Muster",
    authors=("Jane Doe", "Zoë van der Berg (@zberg)"),
    responders=("@kenji", "SRE team", "Jane Roe"),
    participants=(Participant(name="Ana Lima", role="On-call engineer"),),
    actions=(Action(owner="Platform"), Action(owner="Olga <olga.k@acme.io>")),
    timeline=(Event(who="PagerDuty"), Event(who="Jane Doe, Max")),
    technical=Technical(
        hosts=("db-01.corp.internal", "`edge-7`"),
        identities=("svc-deploy", "the account of the build"),
        indicators=(Indicator(type="domain", value="evil.ru"), Indicator(type="hash", value="ab" * 32)),
    ),
)


def redacted(text: str, record: Record = RECORD) -> str:
    """The text as others read it."""
    known = known_of(record, text)
    hits = find(text, known)
    names = Pseudonyms()
    names.prepare(known, hits)
    return redact(text, hits, names)


ROWS = {
    "Max Muster restarted it": "Incident commander restarted it",
    "MAX MUSTER and max.muster and @mmuster": "Incident commander and Incident commander and Incident commander",
    "M. Muster's laptop": "Incident commander's laptop",
    "Muster, Max": "Incident commander",
    "Zoe van der Berg, @zberg": "Engineer B, Engineer B",
    "Zoë\nvan der Berg": "Engineer B",
    "> Zoë\n> van der Berg": "> Engineer B",
    "@kenji and kenji": "Engineer C and Engineer C",
    "Jane Doe, Jane Roe": "Engineer A, Engineer D",
    "Jane said": "Engineer F said",
    "Ana asked": "On-call engineer asked",
    "Olga <olga.k@acme.io>": "Engineer E",
    "[Olga](mailto:olga.k@acme.io)": "Engineer E",
    "the SRE team, Platform, and PagerDuty": "the SRE team, Platform, and PagerDuty",
    "Maximum musters": "Maximum musters",
    "db-01 and db-01.corp.internal": "host-1 and host-1",
    "`edge-7` is up": "`host-1` is up",
    "ssh mmuster@jump.acme.net": "ssh Incident commander",
    "@kenji@hachyderm.io": "Engineer C",
    "password=hunter2 **Password:** tr0ub4dor": "password=REDACTED-password **Password:** REDACTED-password",
    "svc-deploy logged in": "account-1 logged in",
    "the account of the build": "the account of the build",
    "at 10.2.3.4 and 10.2.3.4": "at ip-1 and ip-1",
    "evil.ru answered": "evil[.]ru answered",
    "http://c2.evil.ru:80/a.b?x=1": "hxxp://c2[.]evil[.]ru:80/a.b?x=1",
    "[here](http://c2.evil.ru/x)": "here",
    "hash " + "ab" * 32: "hash " + "ab" * 32,
    '[a *b*](https://acme.slack.com/archives/C1 "t") c': "a *b* c",
    "![a graph](https://grafana.acme.com/d/1.png)": "a graph",
    "<https://acme.slack.com/archives/C1>": "link-1",
    "<max.muster@acme.io>": "Incident commander",
    "[a][t], [t][], [t]\n\n[t]: https://acme.slack.com/archives/C1\n[u]: https://x.example": "a, t, t\n\n[u]: https://x.example",
    '<a href="https://wiki.corp.internal/x">x</a>': '<a href="#">x</a>',
    "https://github.com/mmuster/shop/pull/3": "https://github.com/Engineer-G/shop/pull/3",
    "/home/mmuster/x": "/home/Engineer-G/x",
    "`[x](https://acme.slack.com/archives/C1)`": "`[x](link-1)`",
    "```\n[x](https://wiki.corp.internal/x) Max\n```": "```\n[x](link-1) Incident commander\n```",
    "| password | s3cr3t-9x |": "| password | REDACTED-password |",
    "**password: s3cretX9** and *token=ab12cd34x*": "**password: REDACTED-password** and *token=REDACTED-token*",
    "postgres://app:s3cr3t@db-9:5432/x": "REDACTED-password",
    "card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00": "card REDACTED-card-number, IBAN REDACTED-iban",
}  # fmt: skip


@pytest.mark.parametrize("text", ROWS)
def test_it_is_redacted(text: str) -> None:
    """Each is replaced whole, by the same name wherever it is written otherwise, and links become their words."""
    assert redacted(text) == ROWS[text]


@pytest.mark.parametrize("text", ROWS)
def test_redacting_again_changes_nothing(text: str) -> None:
    """What is redacted holds nothing more that is to be found, by the same knowledge or by that of the result."""
    known = known_of(RECORD, text)
    names = Pseudonyms()
    hits = find(text, known)
    names.prepare(known, hits)
    once = redact(text, hits, names)
    assert [once[hit.start : hit.end] for hit in find(once, known)] == []
    assert redact(once, find(once, known), names) == once


SAMPLES = Path(__file__).parents[1] / "text" / "sensitive" / "found.txt"
LINES = [line.split(" ", 1)[1] for line in SAMPLES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
KINDS = {
    "m": "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789",
    "h": "0123456789abcdef",
    "c": "ABCDEFGHKLMN234567",
    "l": "abcdefghijkmnopqrstuvwxyz",
}


def drawn(line: str, chance: random.Random) -> str:
    """A line of the samples with what is made up in it."""
    whole = line.replace("{guid}", "{h8}-{h4}-4{h3}-a{h3}-{h12}")
    made = re.sub(r"\{([mhcl])(\d+)\}", lambda m: "".join(chance.choice(KINDS[m[1]]) for _ in range(int(m[2]))), whole)
    return made.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


PIECES = st.sampled_from(
    [*LINES, *(text for text in ROWS), "and", "**", "`", "|", "(", ")", "[a](b)", "\n", "\n\n", "- ", "> "]
)


@given(st.lists(PIECES, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_nothing_is_found_in_what_was_redacted(pieces: list[str], chance: random.Random) -> None:
    """Whatever is planted side by side, redacting twice is redacting once."""
    text = " ".join(drawn(piece, chance) for piece in pieces)
    known = known_of(RECORD, text)
    names = Pseudonyms()
    hits = find(text, known)
    names.prepare(known, hits)
    once = redact(text, hits, names)
    twice = redact(once, find(once, known), names)
    assert twice == once, [once[hit.start : hit.end] for hit in find(once, known)]
    for hit in hits:
        words = text[hit.start : hit.end]
        assert len(words) < 6 or hit.family in {"indicator", "person"} or words not in once, (hit, once)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_gone_through(text: str) -> None:
    """No text is refused, and one in which nothing is found is not touched."""
    known = known_of(Record(), text)
    hits = find(text, known)
    assert hits or redact(text, hits, Pseudonyms()) == text


DOCUMENT = """---
status: final
incident_commander: Max Muster
authors: [Jane Doe]
---
# Checkout

## Summary

**Max Muster** saw [the thread of Jane](https://acme.slack.com/archives/C1/p2), `db-01.corp.internal`, and AKIA{key}.

| who | password | note |
|---|---|---|
| Jane Doe | password=s3cr3tX9z | ![graph](https://grafana.acme.com/d/1.png) |

> Jane\n> Doe ran:

```sh
ssh max.muster@db-01.corp.internal
```

- [ ] ask <jane.doe@acme.io>[^1], see [r]

[^1]: Jane Doe said so
[r]: https://wiki.corp.internal/x
"""


def test_markdown_stays_whole() -> None:
    """Headings, tables, code, lists, quotations, and notes are there as before, and no link is broken."""
    text = DOCUMENT.replace("{key}", "Q3EGSZ5XJYQ7LTBD")
    after = redacted(text, get(text).record)
    parser = MarkdownIt("commonmark").enable("table")

    def shape(markdown: str) -> list[str]:
        return [token.type for token in parser.parse(markdown.split("---\n", 2)[2]) if token.type != "inline"]

    assert shape(after) == shape(text)
    inline = [child.type for token in parser.parse(after) for child in token.children or ()]
    assert "link_open" not in inline
    assert "image" not in inline
    for word in ("Max", "Muster", "Jane", "Doe", "corp", "slack", "AKIA", "s3cr3t", "grafana", "acme"):
        assert word not in after, after
    assert get(after).record.incident_commander == "Incident commander"


def test_every_version_has_the_same_names() -> None:
    """What is found in the whole document has its name before a part of it is redacted; another file adds to them."""
    whole = "10.0.0.1 is Max Muster's; 10.0.0.2 is Jane Doe's and @kenji's"
    known = known_of(RECORD, whole)
    names = Pseudonyms()
    names.prepare(known, find(whole, known))
    part = "10.0.0.2 of Jane Doe"
    assert redact(part, find(part, known), names) == "ip-2 of Engineer A"
    kept = Pseudonyms.loads(names.dumps())
    other = Record(id="INC-8", incident_commander="Jane Doe", scribe="Ben Ito")
    text = "Jane Doe and Ben Ito at 10.0.0.2 and 10.0.0.9; Max Muster"
    later = known_of(other, text, kept.people)
    kept.prepare(later, find(text, later))
    assert redact(text, find(text, later), kept) == "Incident commander and Scribe at ip-2 and ip-3; Engineer G"
    told = json.loads(kept.dumps())
    assert told["pseudonyms"]["Engineer"]["Engineer G"] == "Max Muster"
    assert told["pseudonyms"]["ip"]["ip-2"] == "10.0.0.2"
    assert told["roles"] == {
        "INC-7": {"Incident commander": "Max Muster", "On-call engineer": "Ana Lima"},
        "INC-8": {"Incident commander": "Jane Doe", "Scribe": "Ben Ito"},
    }


OWNERS = {
    "Payments": "The Payments team met; payments failed.",
    "Trust & Safety": "Trust and Safety took over; trust and safety matter.",
    "Kubernetes": "Kubernetes restarted the pod.",
    "Checkout Squad": "Checkout Squad is on it.",
    "on-call": "The on-call restarted it.",
    "TBD": "TBD",
    "開発担当者": "開発担当者",
    "-": "a - b",
    "Identity Access": "Identity Access: identity and access.",
    "QA, PM": "QA and PM agreed.",
    "engineer on duty": "The engineer on duty left.",
}


@pytest.mark.parametrize("owner", OWNERS)
def test_teams_and_tools_are_nobody(owner: str) -> None:
    """What stands where people stand and is a team, a role, a tool, or a word of the document is not replaced."""
    record = Record(actions=(Action(owner=owner),), timeline=(Event(who=owner),))
    assert redacted(OWNERS[owner], record) == OWNERS[owner]


PEOPLE = {
    "Natneam": ("Natneam restarted it", "Engineer A restarted it"),
    "Nóva": ("Nóva and Nova", "Engineer A and Engineer A"),
    "[Katharine Berry](https://github.com/Katharine)": (
        "Berry, K. Berry, @Katharine",
        "Engineer A, Engineer A, Engineer A",
    ),
    "Kris Nóva ([@krisnova](https://hachyderm.io/@nova))": ("@krisnova and @nova", "Engineer A and Engineer A"),
    "serathius@": ("serathius@ and @serathius", "Engineer A and Engineer A"),
    "Ed, Ana/Ben & Cy": ("Ed; Ana; Ben; Cy", "Engineer A; Engineer B; Engineer C; Engineer D"),
    "**JP**": ("JP merged it", "Engineer A merged it"),
    "O'Neil Byrne": ("O'Neil Byrne, Byrne", "Engineer A, Engineer A"),
    "Will Stone": ("Will Stone. Will it fail? Ask Stone.", "Engineer A. Will it fail? Ask Engineer A."),
    "Ludwig van Beethoven": ("Beethoven's fix", "Engineer A's fix"),
    "Иван Петров": ("Иван Петров и Петров", "Engineer A и Engineer A"),
    "Angi He": ("Angi He, he said, Angi", "Engineer A, he said, Engineer A"),
    "Vinicius (CTO)": ("Vinicius left", "CTO left"),
}


@pytest.mark.parametrize("author", PEOPLE)
def test_people_are_known_however_they_are_listed(author: str) -> None:
    """Links, handles, lists, remarks, particles, accents, and names that are words."""
    text, after = PEOPLE[author]
    assert redacted(text, Record(authors=(author,))) == after


SMITHS = (
    "John Smith",
    "Zo\u00eb M\u00fcller-L\u00fcdenscheidt",
    "Jane O'Brien",
    "Ann Baker",
    "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",
)
WRITTEN = {
    "SMITH ran it; john ran it; J.S. and SMITH's": "A ran it; A ran it; A and A's",
    "(AB) and | AB | and\n10:05 AB said\nAB: done": "(D) and | D | and\n10:05 D said\nD: done",
    "the AB test, (JS), JS: done": "the AB test, (JS), JS: done",
    "the Smiths' and Smith's": "the A' and A's",
    "J**oh**n and Smi~~t~~h and Jo`h`n": "A and A and A",
    "J\u200bohn Smi\u00adth and Smi\u200dth": "A and A",
    "John&nbsp;Smith, &#74;ohn, Jo\\hn": "A, A, Jo\\hn",
    "\uff2a\uff4f\uff48\uff4e\u3000\uff33\uff4d\uff49\uff54\uff48": "A",
    "John  \n> Smith": "A",
    "Zoe Mueller-Luedenscheidt, MULLER, M\u00fcller, mueller, Mu\u0308ller, L\u00fcdenscheidt": "B, B, B, B, B, B",
    "O\u2019Brien, OBrien, obrien; Jane O Brien, jobrien": "C, C, C; C, C",
    "smith.j, john_smith2, johnsmith42, @JSmith, @john_smith": "A, A, A, A, A",
    "report_john_smith.xlsx, smith-notes.txt": "report_A.xlsx, A-notes.txt",
    "bugfix/john-retry and https://x.example/~jsmith/JohnSmith": "bugfix/A-retry and https://x.example/~A/A",
    "Baker ran it, BAKER ran it; the baker's dozen, bakery": "D ran it, D ran it; the baker's dozen, bakery",
    "Petrov; Ivan Petrov; \u041f\u0415\u0422\u0420\u041e\u0412": "E; E; E",
    "johnson, smithy, blacksmith, Smithfield": "johnson, smithy, blacksmith, Smithfield",
    "am9obiBzbWl0aA==": "REDACTED-encoded",
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_people_are_known_however_they_are_written(text: str) -> None:
    """In any case, by initials, with marks and invisible characters within, in other letters, and as logins."""
    after = redacted(text, Record(authors=SMITHS))
    assert re.sub(r"Engineer[ -]([A-E])\b", r"\1", after) == WRITTEN[text]


def test_initials_of_a_field_are_the_persons() -> None:
    """Who is called by initials in a field is the same person, and is so everywhere."""
    record = Record(authors=("Quentin Zander",), timeline=(Event(who="QZ"),))
    assert redacted("Quentin Zander ran it. Then QZ left.", record) == "Engineer A ran it. Then Engineer A left."


def test_organisations_are_hidden_where_that_is_asked() -> None:
    """Companies by their legal form, by domain, and by tenant have one name each; otherwise they are named."""
    text = "Acme Corp. (jane@acme.io) told Globex GmbH; Globex and ACME agreed, see https://initech.slack.com/help"
    known = known_of(Record(), text, organisations=True)
    names = Pseudonyms()
    hits = find(text, known)
    names.prepare(known, hits)
    assert redact(text, hits, names) == (
        "Organisation A (email-1) told Organisation B; Organisation B and Organisation A agreed,"
        " see https://Organisation-C.slack.com/help"
    )
    assert known_of(Record(), text).organisations == ()


ORGANISATIONS = {
    "Our vendor Cloudflare failed, and cloudflare said so": "Our vendor A failed, and A said so",
    "AWS and Amazon Web Services": "A and A",
    "Slack was slow; people slack off": "A was slow; people slack off",
    "Customers: Globex, Umbrella and Initech": "Customers: A, B and C",
    "The customers Wonka Sweets and Hooli noticed.": "The customers A and B noticed.",
    "Provider: Hetzner. The wiki of it.": "Provider: A. The wiki of it.",
    "Contoso support answered; our customers waited": "A support answered; our customers waited",
    "see https://status.hooli.com/x": "see https://status.A.com/x",
    "Kubernetes; the provider was slow; Customer data": "Kubernetes; the provider was slow; Customer data",
    "This was a complete outage. Security Group sg, Working Group": "This was a complete outage. Security Group sg,"
    " Working Group",
}  # fmt: skip


@pytest.mark.parametrize("text", ORGANISATIONS)
def test_vendors_and_customers_have_pseudonyms(text: str) -> None:
    """Companies that everybody knows, and those that stand where customers and suppliers do; software has none."""
    known = known_of(Record(), text, organisations=True)
    names = Pseudonyms()
    hits = find(text, known)
    names.prepare(known, hits)
    assert re.sub(r"Organisation[ -]([A-E])\b", r"\1", redact(text, hits, names)) == ORGANISATIONS[text]


def test_no_secret_is_in_the_map() -> None:
    """Secrets, cards, accounts at banks, and national numbers are forgotten, also where a link holds one."""
    text = "password=hunter2x 4111 1111 1111 1111 123-45-6789 postgres://a:s3cr3t@db-1:5432/x DOB: 1980-01-31"
    known = known_of(Record(), text)
    names = Pseudonyms()
    names.prepare(known, find(text, known))
    assert json.loads(names.dumps())["pseudonyms"] == {}


def test_a_pseudonym_is_nobodys_name() -> None:
    """A host that is called host-1 does not stand for another one."""
    record = Record(technical=Technical(hosts=("host-1", "zed-9.corp.internal")))
    assert redacted("host-1 and zed-9.corp.internal", record) == "host-2 and host-3"


BROKEN = ("[]", '{"ip": 1}', '{"ip": {"a": 1}}', '{"ip": {"ip-1": "a", "ip-2": "a"}}')


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "{", "[" * 100_000, '{"schema": "x"}']
    + [f'{{"schema": "afterword/pseudonyms/1", "pseudonyms": {broken}}}' for broken in BROKEN],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    """A file that is not a map of pseudonyms is an error in one sentence that names it."""
    with pytest.raises(InputError, match=r"^names\.json: "):
        Pseudonyms.loads(text, "names.json")


@pytest.mark.parametrize(
    ("address", "shown"),
    [("http://a.b/c.d", "hxxp://a[.]b/c.d"), ("ftp://a.b", "fxp://a[.]b"), ("a@b.ru", "a[@]b[.]ru"),
     ("203.0.114.9", "203[.]0[.]114[.]9"), ("2a00::1", "2a00[:][:]1")],
)  # fmt: skip
def test_indicators_are_defanged(address: str, shown: str) -> None:
    """No program takes a defanged address for a link, and its path is as it was."""
    assert defanged(address) == shown


def test_hits_of_a_finished_document_are_found() -> None:
    """The plain words of a page break names anywhere between two words."""
    known = Known(people=known_of(RECORD, "").people)
    assert [hit.subject for hit in find("by Max\n  Muster and Ana\nLima", known)] == ["Max Muster", "Ana Lima"]


def test_a_hit_says_what_it_is() -> None:
    """Every spelling of one person has one subject."""
    known = known_of(RECORD, "")
    hits: tuple[Hit, ...] = find("Jane Doe, @jdoe, J. Doe", known)
    assert {(hit.kind, hit.subject) for hit in hits} == {("person", "Jane Doe")}


@pytest.mark.parametrize(
    ("author", "text", "left"),
    [
        ("Ottoline Vexley", "Ask Ottoline, ottoline.vexley@acme.io", "Ask Engineer A, Engineer A"),
        ("Ottoline Vexley", "Ask Ottoline; her login is ottoline_vexley", "Ask Engineer A; her login is Engineer A"),
        ("Zoe\u0308 Vexley", "Zo\u00eb Vexley and Vexley", "Engineer A and Engineer A"),
        ("Max Muster", "We asked Zo\u00eb Brandt and Jos\u00e9 Garc\u00eda", "We asked Engineer B and Engineer C"),
        ("Max Muster", "We asked Zo\u00eb \u00c5berg", "We asked Engineer B"),
    ],
)
def test_addresses_and_accents_hide_no_name(author: str, text: str, left: str) -> None:
    """A first name is known beside its own address, and however its accents are written."""
    assert redacted(text, Record(authors=(author,))) == left
