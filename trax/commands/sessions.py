"""`trax sessions`: the table of UPR sessions, or one session in full."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from trax.commands.options import json_option
from trax.commands.session_text import describe_session, list_sessions, session_document
from trax.content.dates import DateError, day_in_words, parse_day
from trax.errors import NotInTable, UsageError
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.upr.table import Session, Table


@click.group(short_help="Print the table of UPR sessions, or one session.", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Print the table of UPR sessions, or one session.

    Without a further word it prints the table, as list does.

    Every date and list says how sure it is. "verified": two sources agree, or one source and the arithmetic of the
    cycle. "single source": one source. "from memory": found in no source that was read. "unknown": not established.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_command, cycle=None, as_json=False)


@command.command("list", short_help="Print all sessions, or those of one cycle.")
@click.option("--cycle", metavar="NUMBER", help="Only the sessions of this cycle: 2.")
@json_option
def list_command(cycle: str | None, *, as_json: bool) -> None:
    """Print all sessions, one a line: dates, number of States, cycle, how sure it is."""
    table = load_table()
    sessions = table.sessions if cycle is None else _sessions_of_cycle(table, cycle)
    if as_json:
        day = _today()
        documents = [session_document(one, table, day=day) for one in sessions]
        _print_json({"compiled": table.compiled.isoformat(), "as_of": day.isoformat(), "sessions": documents})
        return
    click.echo(list_sessions(sessions))
    click.echo(f"\nAs known on {day_in_words(table.compiled)}. One session in full: trax sessions show NUMBER")


@command.command("show", short_help="Print everything known about one session.")
@click.argument("number")
@click.option("--as-of", metavar="DATE", help="Name the States as they were called on this day: 3 November 2014.")
@json_option
def show_command(number: str, as_of: str | None, *, as_json: bool) -> None:
    """Print session NUMBER: dates, place, States, Pre-session, adoption, doubts and sources."""
    table = load_table()
    session = table.session(_number(number))
    if session is None:
        raise NotInTable("session", number, table.sessions[0].number, table.sessions[-1].number)
    day = _today() if as_of is None else _parse_as_of(as_of)
    if as_json:
        document = session_document(session, table, day=day)
        _print_json({"compiled": table.compiled.isoformat(), "as_of": day.isoformat(), "session": document})
        return
    click.echo(describe_session(session, table, day=day))


def _sessions_of_cycle(table: Table, cycle: str) -> tuple[Session, ...]:
    sessions = tuple(one for one in table.sessions if one.cycle == _number(cycle))
    if not sessions:
        raise NotInTable("cycle", cycle, table.cycles[0].number, table.cycles[-1].number)
    return sessions


def _number(typed: str) -> int:
    """Return the number, or 0, which nothing carries, for other text."""
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def _parse_as_of(typed: str) -> date:
    try:
        return parse_day(typed)
    except DateError as error:
        raise UsageError(f"--as-of: {error.message}", hint=error.hint) from error


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
