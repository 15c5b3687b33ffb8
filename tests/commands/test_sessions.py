from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trax.cli import COMMANDS, trax
from trax.commands import sessions
from trax.commands.session_text import days_in_words, describe_session, spell_out
from trax.errors import NotInTable, UsageError
from trax.upr.table import Adoption, load_table

TABLE = load_table()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(trax, ["sessions", *arguments])


def output(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.exception
    return result.stdout


def document(*arguments: str) -> Any:
    return json.loads(output(*arguments, "--json"))


def row(number: int) -> str:
    return next(line for line in output("list").splitlines() if line.startswith(f"{number:2} "))


def test_short_help_is_the_line_of_the_command_table() -> None:
    assert sessions.command.short_help == COMMANDS["sessions"]


def test_list_has_a_line_for_every_session_below_its_headings() -> None:
    lines = output("list").splitlines()
    assert lines[0].split() == ["No", "Cycle", "Start", "End", "States", "Confidence"]
    assert [int(line[:2]) for line in lines[1:55]] == list(range(1, 55))
    assert lines[-1].startswith("As known on 22 November 2026.")


def test_list_is_aligned_and_fits_80_columns() -> None:
    lines = output("list").splitlines()
    column = lines[0].index("Confidence")
    assert max(map(len, lines)) <= 80
    assert all(line[column - 2 : column] == "  " and line[column] != " " for line in lines[1:55])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(21, "21      2  19 January 2015   30 January 2015       14  verified", id="verified"),
        pytest.param(3, " 3      1   1 December 2008  15 December 2008      16  single source", id="single-source"),
        pytest.param(19, "19      2  28 April 2014      9 May 2014           14  start from memory", id="memory"),
        pytest.param(40, "40      3  24 January 2022   not established       12  end unknown", id="no-end"),
        pytest.param(
            54, "54      4  not established   not established       14  dates unknown, scheduled", id="no-dates"
        ),
    ],
)
def test_row_of_a_session(number: int, expected: str) -> None:
    assert row(number) == expected


def test_sessions_without_a_further_word_is_the_list() -> None:
    assert output() == output("list")


@pytest.mark.parametrize(("cycle", "first", "last"), [("1", 1, 12), ("2", 13, 26), ("3", 27, 40), ("4", 41, 54)])
def test_list_of_one_cycle(cycle: str, first: int, last: int) -> None:
    numbers = [one["number"] for one in document("list", "--cycle", cycle)["sessions"]]
    assert numbers == list(range(first, last + 1))
    assert len(output("list", "--cycle", cycle).splitlines()) == len(numbers) + 3


def test_list_as_json_says_how_old_the_table_is() -> None:
    found = document("list")
    assert found["compiled"] == "2026-11-22"
    assert len(found["sessions"]) == 54
    assert found["sessions"][53]["start"] is None


def test_show_prints_dates_place_states_and_what_follows() -> None:
    text = output("show", "21", "--as-of", "3 December 2014")
    for expected in (
        "Session 21 of the UPR Working Group (cycle 2)\n",
        "\nDates         19 to 30 January 2015\n",
        "\nPlace         Geneva, Palais des Nations\n",
        "\nStatus        held\n",
        "\n14 States     in the order of review\n               1  KGZ  Kyrgyzstan\n",
        "\n               6  LSO  Lesotho\n",
        "\n              12  TUR  Turkey\n",
        "\nPre-session   2 to 4 December 2014, CICG, 17 rue de Varembé, Room V (verified)\n",
        "\nAdoption      HRC 29, June 2015 (verified)\n",
        "\nNote          14 States, Lesotho among them; UPR Trax No50 names 13.\n",
        "\nConfidence    overall: verified\n",
        "\n              start: verified\n",
        "\nSources       ijrcenter.org 26 January 2015\n",
    ):
        assert expected in text


def test_show_names_the_states_as_of_today_without_a_day() -> None:
    assert "TUR  Türkiye" in output("show", "21")


def test_show_says_what_is_not_established() -> None:
    text = output("show", "40")
    assert "Dates         from 24 January 2022; end not established\n" in text
    assert "Pre-session   not established\n" in text
    assert "24 January to 9 February 2022 (upr-info.org fr/node/2342:" in text
    assert "end: unknown" in text
    assert "Dates         not established\n" in output("show", "54")


def test_show_says_that_a_session_is_only_scheduled() -> None:
    assert "Status        scheduled; no source confirms that it was held\n" in output("show", "53")


def test_show_names_a_state_that_was_not_reviewed_and_where_it_went() -> None:
    text = " ".join(output("show", "50").split())
    assert "Not reviewed United States: did not participate in its review scheduled on 7 November 2025;" in text
    assert "moved to session 53" in text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("23", "October 2015; days not established (single source)", id="month"),
        pytest.param("36", "October 2020; days not established, online (single source)", id="format"),
        pytest.param("13", "not established first round of Pre-sessions (2012); dates not established", id="note"),
        pytest.param("20", "6 to 9 October 2014 (verified) source: UPR Trax No 48", id="source"),
        pytest.param("4", "HRC 11, 9 to 12 June 2009 (single source) source: UPR Trax No 3", id="adoption-days"),
        pytest.param("1", "HRC 8, June 2008 (from memory)", id="adoption-without-source"),
        pytest.param("38", "Place Geneva, Palais des Nations, Assembly Hall (hybrid)", id="place"),
        pytest.param("49", "in alphabetical order (order of review not established)", id="order"),
    ],
)
def test_show_words(number: str, expected: str) -> None:
    assert expected in " ".join(output("show", number).split())


@pytest.mark.parametrize("number", [str(one.number) for one in TABLE.sessions])
def test_every_session_can_be_shown_within_80_columns(number: str) -> None:
    lines = output("show", number).splitlines()
    assert max(map(len, lines)) <= 80
    assert "None" not in "".join(lines)
    assert all(line == line.rstrip() for line in lines)


def test_an_adoption_that_is_not_known_is_not_established() -> None:
    one = TABLE.session(54)
    assert one is not None
    without = replace(one, adoption=None)
    unsure = replace(one, adoption=Adoption(hrc_session=None, when=None, confidence="unknown", sources=()))
    day = date(2026, 11, 22)
    assert "Adoption      not established\n" in describe_session(without, TABLE, day=day)
    assert "Adoption      session of the HRC not established, date not established (unknown)\n" in describe_session(
        unsure, TABLE, day=day
    )


def test_show_as_json_is_the_session_with_names_of_the_day() -> None:
    found = document("show", "48", "--as-of", "2025-01-20")
    one = found["session"]
    assert (found["compiled"], found["as_of"]) == ("2026-11-22", "2025-01-20")
    assert (one["number"], one["start"], one["end"]) == (48, "2025-01-20", "2025-01-31")
    assert one["states"][3] == {"iso3": "BOL", "name": "Bolivia", "formal_name": "Bolivia (Plurinational State of)"}
    assert one["confidence"]["start"] == "single-source"
    assert one["sources"]["ohchr48"].startswith("ohchr.org press release 15 January 2025")


def test_json_keeps_null_dates_and_claims() -> None:
    one = document("show", "40")["session"]
    assert (one["end"], one["pre_session"]) == (None, None)
    assert [claim["end"] for claim in one["other_date_claims"]] == ["2022-02-03", "2022-02-09", "2022-02-04"]


@pytest.mark.parametrize("number", ["0", "55", "99", "x", "²", "21st", ""])
def test_unknown_session_is_refused_with_the_range(number: str) -> None:
    result = run("show", number)
    assert isinstance(result.exception, NotInTable)
    assert result.exception.exit_code == 2
    assert result.exception.message == f"there is no session {number}"
    assert result.exception.hint == "the table holds sessions 1 to 54"


def test_unknown_cycle_is_refused_with_the_range() -> None:
    result = run("list", "--cycle", "5")
    assert isinstance(result.exception, NotInTable)
    assert result.exception.hint == "the table holds cycles 1 to 4"


def test_day_that_does_not_exist_is_refused_in_words() -> None:
    result = run("show", "21", "--as-of", "31 November 2014")
    assert isinstance(result.exception, UsageError)
    assert result.exception.message.startswith('--as-of: "31 November 2014" is not a date')
    assert result.exception.hint


def test_refusal_on_the_command_line_is_two_lines_and_exit_code_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trax", "sessions", "show", "99"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "trax: there is no session 99\n  hint: the table holds sessions 1 to 54\n"


def test_a_session_is_shown_without_loading_yaml_or_rich() -> None:
    code = (
        "import sys; from trax.commands.sessions import command\n"
        "command.main(['show', '21'], standalone_mode=False)\n"
        "print(sorted({'yaml', 'rich', 'pydantic', 'babel'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(date(2015, 1, 19), date(2015, 1, 30), "19 to 30 January 2015", id="one-month"),
        pytest.param(date(2014, 10, 27), date(2014, 11, 7), "27 October to 7 November 2014", id="two-months"),
        pytest.param(date(2014, 12, 29), date(2015, 1, 2), "29 December 2014 to 2 January 2015", id="two-years"),
        pytest.param(date(2014, 12, 3), date(2014, 12, 3), "3 December 2014", id="one-day"),
        pytest.param(date(2022, 1, 24), None, "from 24 January 2022; end not established", id="no-end"),
        pytest.param(None, date(2022, 2, 4), "until 4 February 2022; start not established", id="no-start"),
        pytest.param(None, None, "not established", id="neither"),
    ],
)
def test_days_in_words(start: date | None, end: date | None, expected: str) -> None:
    assert days_in_words(start, end) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("arith", "arithmetic: every UN Member State exactly once in the cycle", id="key"),
        pytest.param(
            "trax50, trax46", "UPR Trax No 50; UPR Trax No 46 (upr-info.org newsletter: ?page=0,6)", id="keys"
        ),
        pytest.param("a page of May, read twice", "a page of May, read twice", id="free-text"),
    ],
)
def test_source_is_spelled_out(source: str, expected: str) -> None:
    assert spell_out(source, TABLE) == expected


def test_words_behind_the_key_of_a_source_stay() -> None:
    assert spell_out("cehdi (placeholder 2026-08-01)", TABLE).endswith("planning dates, 2026) (placeholder 2026-08-01)")
