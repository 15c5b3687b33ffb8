"""Arithmetic in sentences, lists and tables: what does not come out is told once, what may be right is left alone.

The cases stand in `cases/sums_wrong.yaml` and `cases/sums_right.yaml`; here are forms that are filled with many
numbers, each once with the right result and once with a wrong one.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import parse_document
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]
    Numbers = Callable[[random.Random], dict[str, Any]]

ONLY = ("percentages",)
CASES = Path(__file__).parent / "cases"
ROUNDS = 12


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=(case if isinstance(case, str) else case["text"])[:70]) for case in found]


@pytest.mark.parametrize("case", cases("sums_wrong"))
def test_what_does_not_come_out_is_told_once_with_the_right_figure(check: Check, case: dict[str, str]) -> None:
    assert [case["say"]] == [finding.message for finding in check(case["text"], only=ONLY)]


@pytest.mark.parametrize("case", cases("sums_right"))
def test_figures_that_are_right_or_may_be_are_left_alone(check: Check, case: str) -> None:
    assert check(case, only=ONLY) == ()


@pytest.mark.parametrize("case", cases("sums_right"))
def test_the_same_words_in_a_file_from_outside_are_left_alone(case: str) -> None:
    assert read(case) == []


@pytest.mark.parametrize("case", cases("sums_wrong"))
def test_the_same_slip_is_told_in_a_file_from_outside(case: dict[str, str]) -> None:
    assert [finding.message for finding in read(case["text"])] == [case["say"]]


def read(text: str, path: str = "a.txt") -> list[Finding]:
    document, _ = parse_document(text.encode(), path=path)
    assert document is not None
    return list(run_checks(CheckInput(document, load_table(), date(2014, 11, 30)), only=set(ONLY)))


def parts(dice: random.Random) -> dict[str, Any]:
    a, b, c = (dice.randint(101, 260) for _ in "abc")
    return {
        "a": a,
        "b": b,
        "c": c,
        "right": f"{a + b + c:,}",
        "wrong": f"{a + b + c + dice.choice([-10, -1, 1, 9, 10]):,}",
    }


def average(dice: random.Random) -> dict[str, Any]:
    number = dice.randint(11, 16)
    total = dice.randint(120, 220) * number + dice.randint(1, 9)
    return {
        "total": f"{total:,}",
        "n": number,
        "right": f"{total / number:.0f}",
        "wrong": f"{total / number + 12.3:.0f}",
    }


def change(dice: random.Random) -> dict[str, Any]:
    first = dice.randint(101, 400)
    last = first + dice.randint(31, 90)
    percent = 100 * (last - first) / first
    right, wrong = f"{percent:.1f}", f"{percent + 5:.1f}"
    return {"first": first, "last": last, "by": last - first, "off": last - first + 10, "right": right, "wrong": wrong}


def share(dice: random.Random) -> dict[str, Any]:
    whole = dice.randint(120, 400)
    part = dice.randint(40, whole - 20)
    percent = 100 * part / whole
    return {
        "whole": whole,
        "part": part,
        "rest": whole - part,
        "too_many": whole - part + 10,
        "right": f"{percent:.1f}",
        "wrong": f"{percent + 3.1:.1f}",
        "others": f"{100 - percent:.1f}",
    }


FORMS: tuple[tuple[str, Numbers, str], ...] = (
    ("Kenya received {a} recommendations, Laos {b} and Fiji {c}, together {right}.", parts, "wrong"),
    ("There were {a} from Africa, {b} from Asia and {c} from Europe, in all {right}.", parts, "wrong"),
    ("Kenya ({a}), Laos ({b}) and Fiji ({c}) received {right} recommendations altogether.", parts, "wrong"),
    ("The {right} recommendations came from three regions: Africa {a}, Asia {b} and Europe {c}.", parts, "wrong"),
    (
        "Kenya received {a} recommendations. Laos received {b}. Fiji got {c}. Together the three have {right}.",
        parts,
        "wrong",
    ),
    ("{a} + {b} + {c} = {right}", parts, "wrong"),
    ("- Kenya: {a}\n- Laos: {b}\n- Fiji: {c}\n- Total: {right}\n", parts, "wrong"),
    (
        "| State | Received |\n|---|---|\n| Kenya | {a} |\n| Laos | {b} |\n| Fiji | {c} |\n| Total | {right} |",
        parts,
        "wrong",
    ),
    ("Kenya\t{a}\nLaos\t{b}\nFiji\t{c}\nTotal\t{right}\n", parts, "wrong"),
    ("The {n} States received {total} recommendations, an average of {right} per State.", average, "wrong"),
    ("The {n} States received {total} recommendations. That is on average {right} to each State.", average, "wrong"),
    ("In all, {total} recommendations were made, an average of {right} for each of the {n} States.", average, "wrong"),
    ("Kenya received {last} recommendations, {by} more than the {first} of 2010.", change, "off"),
    ("The session had {first} questions, {by} fewer than the {last} of 2012.", change, "off"),
    ("The most went to Kenya, {last}, the fewest to Laos, {first}, a difference of {by}.", change, "off"),
    ("The archive has {last} reports, up from {first}, a growth of {right}%.", change, "wrong"),
    ("The number of readers rose by {right} % from {first} to {last}.", change, "wrong"),
    ("We counted {last} visits, {right}% more than the {first} of 2010.", change, "wrong"),
    ("Of the {whole} readers {part} read it at once ({right}%) and {rest} later ({others}%).", share, "wrong"),
    ("Note that {part} is {right} % of {whole}.", share, "wrong"),
    ("We asked {whole} people. {part} of them, {right} %, were women.", share, "wrong"),
    ("Of the {whole} recommendations {part} were supported, the other {rest} came back.", share, "too_many"),
    ("Of the {whole} recommendations {part} are pending, which leaves {rest}.", share, "too_many"),
)
# What else stands in the place of the right figure when a form is made wrong.
IN_PLACE_OF = {"off": "by", "too_many": "rest", "wrong": "right"}


@pytest.mark.parametrize(("form", "numbers", "slip"), FORMS, ids=[form[:60] for form, _, _ in FORMS])
def test_a_form_is_silent_when_it_is_right_and_told_when_it_is_wrong(form: str, numbers: Numbers, slip: str) -> None:
    dice = random.Random(form)  # noqa: S311 - the same numbers each time
    for _ in range(ROUNDS):
        values = numbers(dice)
        assert read(form.format(**values)) == [], form.format(**values)
        wrong = form.format(**(values | {IN_PLACE_OF[slip]: values[slip]}))
        assert [finding.severity for finding in read(wrong)] in (["error"], ["warning"]), wrong


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Of the 214 readers 120 read it before (56.1&nbsp;%), 62 during (29.0&nbsp;%), 32 later (19.0&nbsp;%).",
            id="unbroken",
        ),
        pytest.param(
            "Of the 214 readers 120 read it\nbefore (56.1 %), 62 during\n(29.0 %), 32 later\n(19.0 %).", id="wrapped"
        ),
    ],
)
def test_a_percentage_is_read_across_spaces_that_may_not_break_and_line_breaks(check: Check, text: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.message.startswith("32 of 214 is 15%, not 19.0")


def test_a_table_of_a_web_page_is_read() -> None:
    rows = (
        ("State", "Received", "Supported", "Noted"),
        ("Kenya", 244, 200, 44),
        ("Laos", 249, 210, 49),
        ("Fiji", 221, 180, 41),
    )
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    (finding,) = read(f"<table>{page}</table>", "a.html")
    assert finding.message == "the parts of the row add up to 259, not to 249"
    assert finding.text == "249"


def test_a_row_and_its_column_with_one_slip_are_told_once() -> None:
    table = "| State | Received | Supported | Noted |\n|---|---|---|---|\n| Kenya | 244 | 200 | 44 |\n"
    table += "| Laos | 259 | 210 | 39 |\n| Fiji | 221 | 180 | 41 |\n| Total | 714 | 590 | 124 |\n"
    (finding,) = read(table)
    assert finding.message == "the parts of the row add up to 249, not to 259"


@pytest.mark.parametrize(
    "text",
    [
        "14, ",
        "14 of the 20 (30%) ",
        "= ",
        "1 + ",
        "| 1 ",
        "| 1 | 2 |\n",
        "- a: 1 (2%)\n",
        "from 1 to 2 ",
        "in all 3, ",
        "#%^ 3 ",
    ],
)
def test_figures_without_end_are_read_in_good_time_and_without_a_crash(text: str) -> None:
    read(text * (20_000 // len(text)))
