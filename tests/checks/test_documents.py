"""Files from outside a newsletter, through all checks: the same text in every shape, and texts made to break them."""

from __future__ import annotations

import html
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trax.checks.base import CheckInput
from trax.checks.registry import CODES, run_checks
from trax.content.document import parse_document
from trax.model import Finding, Place
from trax.upr.table import load_table

GOLDEN = Path(__file__).parent.parent / "golden" / "050" / "email.html"
AS_OF = date(2015, 2, 20)
NEWS = """[UPR Trax] No 53: What was promised, and what came of it

Dear friends,

The 21st session of the Universal Periodic Review Working Group took place in Geneva from 18 January to 30 January \
2015. Fourteen countries were reviewed: Kyrgyzstan, Kiribati, Guinea, Lao People's Democratic Republic, Spain, \
Sweden, Grenada, Turkey, Kuwait, Armenia, Guinea-Bissau, Guyana and Kenya. As in earlier years, our team followed \
every hour of the dialogue and wrote down each recommendation that was made.
A reception was held on Monday, 20 January 2015 from 6 pm to 8 am in the hall of the Palais des Nations, where \
diplomats and members of civil society met. The next reception will be on Wednesday 24 June 2015.
22nd session
The 22nd session of the UPR will be held from 4 May to 15 May 2015. The States under review are Belarus, \
Liberia, Malawi, Mongolia, Panama, Maldives, Andorra, Bulgaria, Honduras, United States of America, Marshall \
Islands, Croatia, Jamaica and Libya.
23rd session
The 23rd session will take place from 2 to 14 November 2015. We will write about it in the next issue (Room tbc).
"""
FOUND_IN_NEWS = {"session-date", "missing-state", "weekday", "time", "placeholder"}


def look(data: bytes, path: str = "news.txt", *, as_of: date = AS_OF) -> tuple[Finding, ...]:
    """Return all findings, after a look at whether each stands in the file."""
    document, findings = parse_document(data, path=path)
    if document is not None:
        findings += run_checks(CheckInput(document, load_table(), as_of))
        lines = document.source.split("\n")
        for finding in findings:
            assert finding.place.path == path
            assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
            assert "\n" not in finding.message
    return findings


def facts(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    """Return what was found, wherever it stands."""
    return sorted((each.code, each.severity, " ".join(each.text.split())) for each in findings if each.code != "file")


def wrapped(width: int) -> str:
    lines = (textwrap.fill(line, width, break_on_hyphens=False) for line in NEWS.split("\n"))
    return "\n".join(lines)


def paragraphs(tag: str) -> str:
    return "\n".join(f"<{tag}>{html.escape(line)}</{tag}>" for line in NEWS.split("\n"))


def test_a_text_with_faults_has_findings() -> None:
    assert {each.code for each in look(NEWS.encode()) if each.severity != "notice"} >= FOUND_IN_NEWS


@pytest.mark.parametrize(
    ("data", "path"),
    [
        *(pytest.param(wrapped(width).encode(), "a.txt", id=f"wrapped at {width}") for width in range(60, 101, 4)),
        pytest.param(wrapped(72).replace("\n", "\n> ").encode(), "a.txt", id="quoted in an answer"),
        pytest.param(wrapped(72).replace("\n", "\r\n").encode(), "a.eml", id="Windows line ends"),
        pytest.param(NEWS.encode("utf-16"), "-", id="UTF-16"),
        pytest.param(NEWS.replace("'", "\u2019").encode("cp1252"), "a.txt", id="Windows-1252"),
        pytest.param(NEWS.replace("\n\n", "\n").encode(), "a.txt", id="without empty lines"),
        pytest.param(NEWS.replace(" ", "\u00a0").encode(), "a.txt", id="hard spaces"),
        pytest.param(NEWS.encode(), "a.md", id="Markdown"),
        pytest.param(f"<title>News</title>{paragraphs('p')}".encode(), "a.html", id="a page of paragraphs"),
        pytest.param(f"<ul>{paragraphs('li')}</ul>".encode(), "a.html", id="a page of lists"),
        pytest.param(f"<table><tr>{paragraphs('td')}".encode(), "a.html", id="a page of cells"),
        pytest.param(html.escape(NEWS).replace("\n", "<br>\n").encode(), "a.html", id="a page of line breaks"),
        pytest.param(wrapped(60).encode().join([b"<pre>", b"</pre>"]), "a.html", id="a page as typed"),
    ],
)
def test_one_text_has_the_same_faults_in_every_shape(data: bytes, path: str) -> None:
    said = facts(look(data, path))
    plain = (
        [each for each in said if each[2] != "tbc"],
        [each for each in facts(look(NEWS.encode())) if each[2] != "tbc"],
    )
    assert [(code, severity, text.replace("\u2019", "'")) for code, severity, text in plain[0]] == plain[1]


def test_a_range_broken_before_its_dash_is_read_as_one() -> None:
    text = (
        "All are invited to the 21st UPR session (18 January\n- 30 January 2015), and to what follows it, of\ncourse."
    )
    found = facts(look(text.encode()))
    assert [each for each in found if each[1] == "error"] == [("session-date", "error", "18 January - 30 January 2015")]


def test_the_mail_of_an_issue_raises_no_alarm() -> None:
    findings = look(GOLDEN.read_bytes(), "email.html", as_of=date(2014, 11, 28))
    assert [finding for finding in findings if finding.severity != "notice"] == []


@pytest.mark.parametrize(
    ("right", "wrong", "at", "code"),
    [
        ("Wednesday, 3 December", "Tuesday, 3 December", "Tuesday", "weekday"),
        ("Launched on 31 October 2014", "Launched on 31 November 2014", "31 Nov", "weekday"),
        ("Room V, Geneva", "Room tbc, Geneva", "tbc", "placeholder"),
        (
            "the 21st with the Pre-sessions of 2-4 December",
            "the Pre-sessions of the 21st session, held on 3-4 December",
            "3-4",
            "session-date",
        ),
        ("More than 40 Permanent", "At 10:00-9:00, 40 Permanent", "10:00", "time"),
    ],
)
def test_a_slip_in_the_mail_of_an_issue_is_found_where_it_stands(right: str, wrong: str, at: str, code: str) -> None:
    page = GOLDEN.read_text(encoding="utf-8")
    assert page.count(right) == 1
    page = page.replace(right, wrong)
    offset = page.index(wrong) + wrong.index(at)
    place = Place("email.html", page.count("\n", 0, offset) + 1, offset - page.rfind("\n", 0, offset))
    findings = look(page.encode(), "email.html", as_of=date(2014, 11, 28))
    assert [(place, code)] == [(each.place, each.code) for each in findings if each.severity != "notice"]


def test_a_state_that_is_missing_from_the_mail_of_an_issue_is_found() -> None:
    page = GOLDEN.read_text(encoding="utf-8").replace("Lesotho", "").encode()
    findings = look(page, "email.html", as_of=date(2014, 11, 28))
    assert "missing-state" in [each.code for each in findings if each.severity == "error"]


LINE = "Monday, 3 May 2014 at 10:00 to 9:00, the 20th session of the UPR with Fiji, Kenya and Angola, tbc. "
HOSTILE = {
    "a line of 20,000 characters": LINE * 220,
    "a word of 20,000 characters": "a" * 20_000,
    "5,000 links": "[here](https://example.org/a) " * 5_000,
    "5,000 addresses": "https://example.org/a?b=c ",
    "links in links": "[" * 2_000 + "a" + "](b)" * 2_000,
    "brackets": "[(" * 10_000 + ")]" * 9_000,
    "brackets that open": "[" * 20_000,
    "lists in lists": "\n".join(f"{' ' * depth}- Fiji {depth}" for depth in range(1_000)),
    "quotes in quotes": "> " * 10_000 + LINE,
    "emphasis": "**_" * 7_000,
    "code": "`` ` " * 4_000,
    "fences": "```\nFiji\n~~~\n" * 1_500,
    "comments": "<!-- " * 4_000,
    "tags": "<b " * 7_000 + "<div>" * 4_000,
    "nothing closed": "<a href='" * 2_000,
    "marks of direction": "\u202e\u200f\u2067Monday, 3 May 2014\u2069 \u05e9\u05dc\u05d5\u05dd tbc " * 400,
    "control characters": "\0\x07Monday, 3 May\0 2014 tbc " * 10,
    "scripts": "Обзор Fiji \u4e2d\u56fd Kenya \u0627\u0644\u0639 \U0001f600 e\u0301 20th session of the UPR " * 300,
    "accents on one letter": "a" + "\u0301\u0323" * 10_000,
    "line ends": "\n\r\n\r" * 5_000,
    "spaces": " \t\u00a0\u2003" * 5_000,
    "numbers": "1 2 3. 14 - 27 " * 1_500,
    "dates": "27 October - 7 November 2014 to " * 600,
    "sentences": "A. B! C? " * 2_000,
    "states": "Guinea-Bissau, Congo, Republic of Korea and " * 450,
    "entities": "&amp;&lt;&#0;&#x110000;&nosuch; " * 600,
}


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_a_text_made_to_break_the_checks_breaks_none(text: str, path: str) -> None:
    look(text.encode(), path)


WORDS = [
    "20th session",
    "of the UPR",
    "from 26 October",
    "to 7 November 2014",
    "Monday,",
    "Angola",
    "Fiji,",
    "Kenya and",
]
MORE = [
    "14 States",
    "12:00 am",
    "tbc",
    "[here](#)",
    "\n",
    "\n\n",
    "- ",
    "<p>",
    "<br>",
    "&nbsp;",
    "\0",
    "\xf4",
    "1. ",
    "|",
]


@settings(deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.lists(st.sampled_from([*WORDS, *MORE]), max_size=40).map(lambda words: " ".join(words).encode("latin-1")),
    ),
    path=st.sampled_from(["a.txt", "a.md", "a.html"]),
    day=st.dates(min_value=date(2006, 1, 1), max_value=date(2030, 1, 1)),
)
def test_any_file_is_checked_without_a_crash(data: bytes, path: str, day: date) -> None:
    assert {finding.code for finding in look(data, path, as_of=day)} <= {*CODES, "file"}
