"""One made-up incident as every format would export it; run by the tests that read foreign formats."""

# ruff: noqa: E501  # exports write long lines
import html
import io
import json
from email.message import EmailMessage

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

TITLE = "Checkout refused cards for 34 minutes"
SEVERITY = "SEV-1"
SUMMARY = ("Half of all orders failed for ", "34 minutes", " after ", "db.pool.max", " fell to 10.")
LINK = ("the dashboard", "https://grafana.example.org/d/checkout?from=1&to=2")
EVENTS = [
    ("2024-02-14 14:02", "Release v212 goes out | stage 2"),
    ("2024-02-14 14:09", "Alert: error ratio above 5%"),
    ("2024-02-14 14:21", "Ana finds the limit of db.pool.max"),
    ("2024-02-14 14:36", "The limit is back at 40, orders go through"),
]
CAUSE = "The new settings module read another key (see below), so the default of 10 was used."
CODE = 'pool = settings["db.pool"]\nif pool < 40:\n    warn("small *pool*")'
WELL = [("The alert named the right service", ["within a minute"]), ("The rollback was known to all", [])]
ACTIONS = [
    (False, "Alert on pool use (Owner: Ana, due 2024-03-01)"),
    (True, "Name the key once (Owner: Bo, due 2024-02-20)"),
]


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def markdown() -> bytes:
    """As a person would write it."""
    rows = "\n".join("| {} | {} |".format(at, what.replace("|", "\\|")) for at, what in EVENTS)
    well = "\n".join(f"- {line}" + "".join(f"\n  - {inner}" for inner in more) for line, more in WELL)
    actions = "\n".join(f"- [{'x' if done else ' '}] {what}" for done, what in ACTIONS)
    first, strong, between, code, last = SUMMARY
    return f"""# {TITLE}

**Severity:** {SEVERITY}

## Summary

{first}**{strong}**{between}`{code}`{last} See [{LINK[0]}]({LINK[1]}).

## Timeline

All times are UTC.

| Time | Event |
|---|---|
{rows}

## Root cause

{CAUSE}

```python
{CODE}
```

## What went well

{well}

## Action items

{actions}
""".encode()


def _sections(code: str, actions: str, heading: str = "h2", table: str = "<table>") -> str:
    rows = "".join(f"<tr><td><p>{at}</p></td><td>{_e(what)}</td></tr>" for at, what in EVENTS)
    well = "".join(
        f"<li>{a}{'<ul>' + ''.join(f'<li>{i}</li>' for i in m) + '</ul>' if m else ''}</li>" for a, m in WELL
    )
    first, strong, between, name, last = SUMMARY
    return (
        f"<p><strong>Severity:</strong> {SEVERITY}</p>"
        f"<{heading} id='s'>Summary</{heading}><p>{first}<strong>{strong}</strong>{between}<code>{name}</code>{last} See "
        f'<a href="{html.escape(LINK[1])}">{LINK[0]}</a>.</p><{heading}>Timeline</{heading}><p>All times are&nbsp;UTC.</p>'
        f"{table}<tbody><tr><th>Time</th><th>Event</th></tr>{rows}</tbody></table>"
        f"<{heading}>Root cause</{heading}><p>{_e(CAUSE)}</p>{code}"
        f"<{heading}>What went well</{heading}><ul>{well}</ul><{heading}>Action items</{heading}>{actions}"
    )


def plain_html() -> bytes:
    """A page that somebody wrote, with end tags left out."""
    boxes = "".join(f"<li><input type=checkbox{' checked' if done else ''}> {_e(what)}" for done, what in ACTIONS)
    code = f'<pre><code class="language-python">{_e(CODE)}</code></pre>'
    body = _sections(code, f"<ul>{boxes}</ul>")
    return f"<!doctype html><html><head><title>x</title></head><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def confluence_storage() -> bytes:
    """The JSON of a page with its storage format."""
    tasks = "".join(
        f"<ac:task><ac:task-id>{n}</ac:task-id><ac:task-status>{'complete' if done else 'incomplete'}</ac:task-status>"
        f'<ac:task-body><span class="placeholder-inline-tasks">{_e(what)}</span></ac:task-body></ac:task>'
        for n, (done, what) in enumerate(ACTIONS)
    )
    code = (
        '<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">python</ac:parameter>'
        f"<ac:plain-text-body><![CDATA[{CODE}]]></ac:plain-text-body></ac:structured-macro>"
    )
    body = _sections(code, f"<ac:task-list>{tasks}</ac:task-list>", heading="h1")
    page = {
        "id": "7",
        "type": "page",
        "title": TITLE,
        "body": {"storage": {"value": body, "representation": "storage"}},
    }
    return json.dumps(page).encode()


def confluence_export() -> bytes:
    """A page of a space that was exported as HTML."""
    items = "".join(
        f'<li{" class=checked" if done else ""} data-inline-task-id="1"><span>{_e(what)}</span></li>'
        for done, what in ACTIONS
    )
    code = (
        '<div class="code panel pdl"><div class="codeContent panelContent pdl"><pre class="syntaxhighlighter-pre" '
        f'data-syntaxhighlighter-params="brush: python; gutter: false">{_e(CODE)}</pre></div></div>'
    )
    body = _sections(code, f'<ul class="inline-task-list">{items}</ul>', "h1", '<table class="confluenceTable">')
    return (
        f"<!DOCTYPE html><html><head><title>OPS : {TITLE}</title></head><body><div id='page'>"
        "<div id='breadcrumb-section'><ol id='breadcrumbs'><li>Operations</li></ol></div>"
        f"<h1 id='title-heading' class='pagetitle'><span id='title-text'> OPS : {TITLE} </span></h1>"
        "<div class='page-metadata'>Created by <span class='author'>Ana Ruiz</span>, last modified on Feb 16, 2024</div>"
        f"<div id='main-content' class=\"wiki-content group\">{body}</div>"
        "<div id='footer'><p>Document generated by Confluence on Feb 20, 2024</p></div></div></body></html>"
    ).encode()


def google_docs() -> bytes:
    """HTML of Google Docs: emphasis by classes, lists side by side, links by way of a redirection."""
    first, strong, between, name, last = SUMMARY
    address = "https://www.google.com/url?q=" + LINK[1].replace("&", "%26").replace("?", "%3F") + "&amp;sa=D&amp;ust=17"
    rows = "".join(
        f"<tr class='c5'><td colspan='1' rowspan='1'><p>{_s(a)}</p></td><td><p>{_s(w)}</p></td></tr>" for a, w in EVENTS
    )
    well = ""
    for line, more in WELL:
        well += f"<ul class='c8 lst-kix_w1-0'><li class='li-bullet-0'>{_s(line)}</li></ul>"
        well += "".join(f"<ul class='c8 lst-kix_w1-1 start'><li>{_s(inner)}</li></ul>" for inner in more)
    items = "".join(f"<li>{_s(('☑ ' if d else '☐ ') + w)}</li>" for d, w in ACTIONS)
    code = "".join(f"<p><span class='c9'>{_e(line).replace('  ', '&nbsp; ')}</span></p>" for line in CODE.split("\n"))
    css = ".c1{font-weight:700}.c3{font-weight:400}.c9{font-family:'Roboto Mono',monospace}.lst-kix_w1-0>li:before{content:'x'}"
    return (
        f"<html><head><style type='text/css'>{css}</style></head><body class='c12 doc-content'>"
        f"<p class='c0 title' id='h.t'>{_s(TITLE)}</p><p><span class='c1'>Severity:</span><span class='c3'>&nbsp;{SEVERITY}</span></p>"
        f"<h1 id='h.a'>{_s('Summary')}</h1><p><span>{first}</span><span class='c1'>{strong}</span><span>{between}</span>"
        f"<span class='c9'>{name}</span><span>{last} See </span><span><a href='{address}'>{LINK[0]}</a></span><span>.</span></p>"
        f"<h1>{_s('Timeline')}</h1><p>{_s('All times are UTC.')}</p><table class='c4'><tr><td><p><span class='c1'>Time</span></p></td>"
        f"<td><p><span class='c1'>Event</span></p></td></tr>{rows}</table><h1>{_s('Root cause')}</h1><p>{_s(CAUSE)}</p>"
        f"<table class='c4'><tr><td>{code}</td></tr></table><h1>{_s('What went well')}</h1>{well}"
        f"<h1>{_s('Action items')}</h1><ul class='lst-kix_a1-0 start'>{items}</ul></body></html>"
    ).encode()


def _s(text: str) -> str:
    return f"<span class='c3'>{_e(text)}</span>"


def notion() -> bytes:
    """HTML of Notion: a list for every item, the properties as a table."""
    boxes = "".join(
        f'<ul class="to-do-list"><li><div class="checkbox checkbox-{"on" if done else "off"}"></div> '
        f'<span class="to-do-children-unchecked">{_e(what)}</span><div class="indented"></div></li></ul>'
        for done, what in ACTIONS
    )
    code = f'<pre class="code"><code class="language-Python">{_e(CODE)}</code></pre>'
    body = _sections(code, boxes, heading="h1").replace(f"<p><strong>Severity:</strong> {SEVERITY}</p>", "")
    header = (
        f'<header><h1 class="page-title">{TITLE}</h1><table class="properties"><tbody><tr class="property-row"><th>Severity</th>'
        f'<td><span class="selected-value">{SEVERITY}</span></td></tr></tbody></table></header>'
    )
    return (
        f"<html><head><title>{TITLE}</title></head><body><article id='1' class=\"page sans\">{header}"
        f'<div class="page-body">{body}</div></article></body></html>'
    ).encode()


def restructuredtext() -> bytes:
    """As a team with Sphinx would write it."""
    rows = "\n".join(f"   * - {at}\n     - {what}" for at, what in EVENTS)
    well = "\n".join(f"- {line}\n" + "".join(f"\n  - {inner}\n" for inner in more) for line, more in WELL)
    actions = "\n".join(f"- [{'x' if done else ' '}] {what}" for done, what in ACTIONS)
    code = "\n".join(f"   {line}" for line in CODE.split("\n"))
    first, strong, between, name, last = SUMMARY
    parts = [f"{TITLE}\n{'=' * len(TITLE)}\n\n:Severity: {SEVERITY}\n"]
    for heading, content in (
        ("Summary", f"{first}**{strong}**{between}``{name}``{last} See `{LINK[0]} <{LINK[1]}>`_."),
        ("Timeline", f"All times are UTC.\n\n.. list-table::\n   :header-rows: 1\n\n   * - Time\n     - Event\n{rows}"),
        ("Root cause", f"{CAUSE}\n\n.. code-block:: python\n\n{code}"),
        ("What went well", well),
        ("Action items", actions),
    ):
        parts.append(f"{heading}\n{'-' * len(heading)}\n\n{content}\n")
    return "\n".join(parts).encode()


def word() -> bytes:
    """A Word document, written by another library."""
    document = docx.Document()
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH).font.name = "Consolas"
    document.add_heading(TITLE, 0)
    document.add_paragraph().add_run("Severity:").bold = True
    document.paragraphs[-1].add_run(f" {SEVERITY}")
    first, strong, between, name, last = SUMMARY
    document.add_heading("Summary", 1)
    line = document.add_paragraph(first)
    line.add_run(strong).bold = True
    line.add_run(between)
    line.add_run(name).font.name = "Consolas"
    line.add_run(f"{last} See ")
    _linked(line)
    line.add_run(".")
    document.add_heading("Timeline", 1)
    document.add_paragraph("All times are UTC.")
    table = document.add_table(rows=1, cols=2)
    for row in (("Time", "Event"), *EVENTS):
        cells = table.rows[0].cells if row[0] == "Time" else table.add_row().cells
        cells[0].text, cells[1].text = row
    document.add_heading("Root cause", 1)
    document.add_paragraph(CAUSE)
    for code in CODE.split("\n"):
        document.add_paragraph(code, style="Source Code")
    document.add_heading("What went well", 1)
    for text, more in WELL:
        document.add_paragraph(text, style="List Bullet")
        for inner in more:
            document.add_paragraph(inner, style="List Bullet 2")
    document.add_heading("Action items", 1)
    for done, what in ACTIONS:
        document.add_paragraph(f"{'☒' if done else '☐'} {what}").paragraph_format.space_after = Pt(2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _linked(paragraph: "docx.text.paragraph.Paragraph") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    key = paragraph.part.relate_to(LINK[1], address, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    link.append(paragraph.add_run(LINK[0])._r)
    paragraph._p.append(link)


def word_html() -> bytes:
    """What Word saves as a web page: no lists, but paragraphs with markers."""

    def listed(text: str, sign: str, level: int) -> str:
        gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
        mark = f"<![if !supportLists]><span style='mso-list:Ignore'>{sign}{gap}</span><![endif]>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{mark}{_e(text)}<o:p></o:p></p>\n"

    well = "".join(listed(a, "·", 1) + "".join(listed(i, "o", 2) for i in m) for a, m in WELL)
    actions = "".join(listed(("☑ " if done else "☐ ") + what, "·", 1) for done, what in ACTIONS)
    code = f"<pre>{_e(CODE)}</pre>"
    body = _sections(code, actions, heading="h1")
    start, end = body.index("<ul>"), body.index("</ul><h1>Action") + len("</ul>")
    page = f"<p class=MsoTitle>{TITLE}</p>{body[:start]}{well}{body[end:]}"
    space = "xmlns:o='urn:schemas-microsoft-com:office:office'"
    return f"<html {space}><body lang=EN-US><div class=WordSection1>{page}</div></body></html>".encode()


def web_archive() -> bytes:
    """The Word export of Confluence, which is a message with the page and its images."""
    message = EmailMessage()
    message.set_content(confluence_export().decode(), subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    picture = b"\x89PNG\r\n\x1a\nmade up"
    message.add_related(picture, maintype="image", subtype="png", headers=["Content-Location: file:///C:/a1b2"])
    return message.as_bytes()


FORMATS = {
    "html": plain_html,
    "confluence-storage": confluence_storage,
    "confluence-export": confluence_export,
    "google-docs": google_docs,
    "notion": notion,
    "restructuredtext": restructuredtext,
    "docx": word,
    "word-html": word_html,
    "web-archive": web_archive,
}
