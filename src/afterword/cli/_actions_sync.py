"""The command that follows actions in a tracker; what it does is loaded only when it is called."""

import click

from afterword.cli._many import records_options
from afterword.cli._printing import format_option


@click.command(name="sync")
@records_options
@click.option("--tracker", "written", metavar="TRACKER", required=True, help="The project whose issues follow them.")
@click.option("--apply", "applies", is_flag=True, help="Do it; without it, only say what would be done.")
@click.option("--issue-type", metavar="NAME", help="Jira: which type of issue is opened; without it Task.")
@click.option("--audience", metavar="AUDIENCE", default="internal", help="Who sees the tracker; without it internal.")
@format_option
def sync(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    written: str,
    applies: bool,
    issue_type: str | None,
    audience: str,
    form: str,
) -> int:
    """Open an issue for each action that is to be done, and keep both equally far.

    \b
    afterword actions sync postmortems --tracker github:acme/shop
    afterword actions sync postmortems --tracker gitlab:acme/shop@https://git.example.org --apply
    afterword actions sync pm.md --tracker jira:INFRA@https://acme.atlassian.net --apply

    Without --apply nothing is changed, here or there. Where the issue is closed, the action is set done; where the
    action is done, the issue is closed; where both changed, both are left, and it is said. Of an action goes out what
    AUDIENCE may see. The token is read from AFTERWORD_GITHUB_TOKEN (or GITHUB_TOKEN), AFTERWORD_GITLAB_TOKEN, or
    AFTERWORD_JIRA_TOKEN with AFTERWORD_JIRA_USER, else from the keyring, where the package keyring is installed, under
    afterword and the name of the tracker. The exit code is 1 where something could not be done.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    from afterword.cli._tracker_run import run  # asking over the network costs the other commands nothing

    return run(paths, globs, written, audience, issue_type=issue_type, applies=applies, form=form)
