"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from trax.commands.output import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.commands.output import Form

Command = TypeVar("Command", bound="Callable[..., object]")


def workspace_option(function: Command) -> Command:
    """Add --workspace: the folder of the newsletter; the current folder, or one above it, without the option."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        help="Folder of the newsletter (the one that holds issues/).",
    )(function)


def json_option(function: Command) -> Command:
    """Add --json: one JSON document on stdout instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document for scripts.")(function)


def format_option(function: Command) -> Command:
    """Add --format: how findings are printed; with --json as the short form of one of them, see `chosen_form`."""
    add_format = click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="How findings are printed: text for people, json for scripts, github for annotations, sarif for sites.",
    )
    return add_format(click.option("--json", "as_json", is_flag=True, help="Short for --format json.")(function))


def chosen_form(form: Form | None, *, as_json: bool) -> Form:
    """Return the one form that --format and --json ask for."""
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json is short for --format json; it does not go with --format {form}")
    return form or ("json" if as_json else "text")


def recipients_option(function: Command) -> Command:
    """Add --recipients: the number of readers, typed by a script instead of a person."""
    return click.option(
        "--recipients", type=int, metavar="NUMBER", help="The number of readers, instead of typing it when asked."
    )(function)


def take_over_option(function: Command) -> Command:
    """Add --take-over: another machine began this send and is gone for good."""
    return click.option(
        "--take-over", is_flag=True, help="Another machine began to send this issue and is gone for good."
    )(function)


def issue_argument(function: Command) -> Command:
    """Add the number of an issue (or its folder) as argument."""
    return click.argument("issue")(function)
