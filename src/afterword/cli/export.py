"""Write a postmortem, or a version of it for others, as PDF, Word, HTML, and more."""

from typing import TYPE_CHECKING

import click

from afterword.cli.files import read_document, refuse_existing, write_output
from afterword.cli.main import tell
from afterword.errors import UsageError

if TYPE_CHECKING:
    from afterword.cli._versions import Derived
    from afterword.publish.formats.version import Written
    from afterword.publish.leaktest.proving import Proof

_FORMATS = ("md", "json", "html", "pdf", "docx", "txt", "confluence", "status", "message", "summary", "bundle")
_TO_STANDARD_OUTPUT = ("md", "json", "txt", "confluence", "status", "message")
_USUAL = {"status": "public", "message": "customer", "summary": "leadership", "bundle": "auditor"}
_INTERNAL = "internal"
_BUNDLE = "bundle"
_DRAWN = ("html", "pdf", "docx", "txt", "confluence", "bundle")
_MOST = 20


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--to", "target", type=click.Choice(_FORMATS), required=True, help="The format to write.")
@click.option(
    "--audience",
    metavar="AUDIENCE",
    help="Who it is for; without it internal, and for the last four formats those whom they are for.",
)
@click.option(
    "--pseudonyms",
    metavar="FILE",
    help="The owner's map of pseudonyms, read and continued, so that all versions and files say the same; it can undo"
    " them, so keep it to yourself.",
)
@click.option(
    "--proof",
    "proof_file",
    metavar="FILE",
    help="Write what was looked for, where, and what was found, with all figures, as JSON, whether it holds or not.",
)
@click.option(
    "--chart",
    "charts",
    metavar="METRICS",
    multiple=True,
    help="Draw this file of metrics (Prometheus, CSV ...) though FILE does not show it; say METRICS?unit=ms&tz=UTC for"
    " what it leaves open. May be repeated.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="The file to write; - is standard output, the default of all formats that are text, HTML apart.",
)
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(
    file: str,
    target: str,
    audience: str | None,
    pseudonyms: str | None,
    proof_file: str | None,
    charts: tuple[str, ...],
    output: str | None,
    force: bool,
) -> int:
    """Write the postmortem FILE (- is standard input) in another format.

    \b
    md          the document's own bytes; for others than internal, the Markdown of their version
    json        its record, as `afterword read --format json` prints it
    html        one self-contained file
    pdf         PDF/A-3a and PDF/UA-1, with the Markdown of its version attached
    docx        a Word document
    txt         plain text for e-mail and chat
    confluence  the body of a page in Confluence's storage format
    status      updates for a status page (public, unless --audience says otherwise)
    message     the message to customers, else a draft of it (customer)
    summary     an executive summary of exactly one page, as PDF (leadership)
    bundle      a ZIP file that can be verified, with PDF, Markdown, and data of the version, and what evidence, Git,
                rules, and closure say (auditor)

    AUDIENCE is internal, auditor, leadership, customer, public, interview, or one of the team's own. What it may see
    is for the house to say. The finished file is searched for everything else; where something is found, nothing is
    written, and the exit code is 1.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    audience = audience or _USUAL.get(target, _INTERNAL)
    if output is None and target not in _TO_STANDARD_OUTPUT:
        raise UsageError(f"--to {target} needs -o OUT; use -o - for standard output")
    refuse_existing(output, force=force)
    refuse_existing(proof_file, force=force)
    if audience == _INTERNAL and proof_file is not None:
        raise UsageError("--proof is about versions for others: the internal one holds everything")
    if proof_file == "-" and output in (None, "-"):
        raise UsageError("--proof - would mix with the version on standard output; name a file for one of them")
    if charts and target not in _DRAWN:
        raise UsageError(f"--chart: {target} has no place for a chart; it is for {', '.join(_DRAWN)}")
    if audience == _INTERNAL and target == "md":
        write_output(output, read_document(file), force=force)
        return 0
    from afterword.cli._versions import internal_version, keep_pseudonyms, version_for  # the lens is loaded only now
    from afterword.publish.formats.loading import write  # as above

    if target == _BUNDLE and audience == _INTERNAL:
        raise UsageError("--to bundle is for others: name an audience other than internal")
    if target == _BUNDLE and file == "-":
        raise UsageError("--to bundle needs a file: its history and its evidence stand beside it")
    if audience == _INTERNAL:
        written = write(internal_version(file, charts=charts), target)
    else:
        derived = version_for(file, audience, pseudonyms, charts)
        written = _bundle(file, derived) if target == _BUNDLE else write(derived.version, target)
        name = "" if output in (None, "-") else str(output)
        proof = derived.proof(written.data, name, target)
        if proof_file is not None:
            write_output(proof_file, derived.report(proof, written.data, name), force=force)
        if not _is_proven(proof, name or target):
            return 1
        keep_pseudonyms(pseudonyms, derived.pseudonyms)
    for warning in written.warnings:
        tell(f"warning: {warning}")
    write_output(output, written.data, force=force)
    return 0


def _bundle(file: str, derived: "Derived") -> "Written":
    from afterword.cli._bundle import bundled  # the rules are loaded only for a bundle
    from afterword.publish.formats.version import Written  # as above

    return Written(data=bundled(file, derived))


def _is_proven(proof: "Proof", name: str) -> bool:
    """Whether a file may go out; where not, what was found is told."""
    if proof.holds:
        return True
    from afterword.publish.leaktest.proving import sentences  # only where something was found

    found = sentences(proof)
    for sentence in found[:_MOST]:
        tell(f"{name}: {sentence}")
    more = f" ({len(found) - _MOST} more)" if len(found) > _MOST else ""
    why = "it would hold what its audience may not see" if proof.leaks else "its figures would not be the document's"
    tell(f"{name}: nothing is written: {why}{more}")
    return False
