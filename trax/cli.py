"""The lazy table of commands; turns an error into text and an exit code.

`trax --help` reads this table and imports no command: a command's module is imported when it is called.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from trax import __version__
from trax.errors import TraxError, Unforeseen

# The order in which an issue meets them. A test holds each line equal to the command's own help.
COMMANDS: dict[str, str] = {
    "check": "Hold an issue against the calendar, the session table and the house rules.",
    "explain": "Explain a finding by its code: what it means, and what to do.",
    "render": "Make the HTML mail and the plain text of an issue.",
    "approve": "Freeze an issue and put your name under these exact bytes.",
    "test": "Send an issue to a few addresses, to look at it in their inboxes.",
    "push": "Put the approved issue at the mailing provider as a draft.",
    "schedule": "Let the approved issue go out at a time to come.",
    "send": "Send the approved issue to its audience, once.",
    "cancel": "Take a scheduled issue back, as long as no mail has left.",
    "status": "Say where an issue stands: files, approval, provider.",
    "run-due": "Send what is due; for schedulers, says nothing when nothing is.",
    "resend": "Send an issue a second time, on the word of two people.",
    "doctor": "Say whether this machine is ready to send.",
    "archive": "Build the web archive of the issues that were sent.",
    "sessions": "Print the table of UPR sessions, or one session.",
    "help": "Explain a topic: the files, the kinds of item, the settings.",
}
INTERRUPTED = 130


class LazyCommands(click.Group):
    """A group whose commands are files of `trax.commands`, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - same
        """Import the command's module and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"trax.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - same
        """Write the table without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="trax", message="%(prog)s %(version)s")
def trax() -> None:
    """Write a newsletter as files; check, approve, send it once, keep it."""


def main() -> None:
    """Run the command line; a refusal is one line and its cure, never a traceback."""
    # Imports make hundreds of thousands of objects that stay: looking for garbage among them after every 700 takes
    # a fifth of a short command (measured on `trax render`).
    gc.set_threshold(200_000, 20, 20)
    # pydantic would search every installed package for plugins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        # Without a wish, click colours what a terminal reads, and nothing else. See `commands.terminal`.
        code = trax.main(standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except TraxError as error:
        show_error(error)
        code = error.exit_code
    except BrokenPipeError:
        # Whoever read (head, less) has what it wanted; nothing must be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    # The last net: a writer gets a line, whatever was not foreseen.
    except Exception as error:
        if os.environ.get("TRAX_DEBUG"):
            raise
        show_error(Unforeseen(error))
        code = Unforeseen.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def show_error(error: TraxError) -> None:
    """Print what is wrong and what to do, on stderr; first what was found in the files, where it was that."""
    findings = getattr(error, "findings", ())
    if findings:
        from trax.commands.output import print_findings  # noqa: PLC0415 - not for --help

        print_findings(findings, err=True)
    click.echo(f"trax: {error.message}", err=True)
    for line in getattr(error, "details", ()):
        click.echo(f"    {line}", err=True)
    if error.hint:
        click.echo(f"  hint: {error.hint}", err=True)
