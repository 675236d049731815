"""Serve an editor: findings, explanations, fixes, and offers while you write."""

import click


@click.command()
@click.option("--all", "checks_all", is_flag=True, help="Check every document, not only what is a postmortem.")
@click.option("--stdio", is_flag=True, hidden=True, help="As editors call it; there is no other way.")
def command(checks_all: bool, stdio: bool) -> int:  # noqa: ARG001
    """Speak the Language Server Protocol over standard input and output, for an editor that starts this.

    It shows what `afterword check` finds while you write, explains it, mends what is safe, and offers the sections,
    labels, and values of the document's house that are missing. A Markdown file that is no postmortem is left alone:
    one without a house, a timeline, or the usual sections, that `records` of afterword.toml does not name.
    """
    from afterword.cli.editor.running import run  # the protocol's library takes half a second to import

    return run(checks_all=checks_all)
