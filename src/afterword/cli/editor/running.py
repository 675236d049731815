"""The language server on the standard streams of its process."""

import os
import sys

import click

from afterword.cli.editor.server import Server


def run(*, checks_all: bool) -> int:
    """Serves until the editor says that it is done or goes away.

    returns: 0 where the editor asked to shut down first, else 1, as the protocol wants it.
    """
    if sys.stdin.isatty():
        click.echo(
            "afterword lsp waits for an editor on standard input, which starts it itself; Ctrl-D ends it.", err=True
        )
    # what anything else prints must not stand between the messages
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    server = Server(checks_all=checks_all)
    server.start_io(requests, replies)
    sys.stdout.flush()
    return 0 if server.is_shut_down else 1
