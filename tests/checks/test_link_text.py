from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("link-text",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[here](https://x.org)", 'the link "here" does not say where it leads'),
        ("[**Click here!**](https://x.org)", "does not say where it leads"),
        ("[Read more](https://x.org)", "does not say where it leads"),
        ("[available\nhere](https://x.org)", "does not say where it leads"),
        ("[this link](https://x.org)", "does not say where it leads"),
        ("[](https://x.org)", "a link has no words"),
        ("[https://x.org/a](https://x.org/a)", "a link shows its bare address"),
        ("<https://x.org/a>", "a link shows its bare address"),
        ("see https://x.org/a now", "a link shows its bare address"),
        ("To register, click here.", '"click here" has no link'),
        ("The timetable is available\N{NO-BREAK SPACE}here.", '"available here" has no link'),
        ("For more, please read the concept note here.", '"note here" has no link'),
        ("The photos can be seen here.", '"seen here" has no link'),
        ("CLICK HERE TO REGISTER", '"CLICK HERE" has no link'),
        ("(Register here)", '"Register here" has no link'),
        ("See the “Lessons” video here!", '"video here" has no link'),
        ("[PDF](https://x.org/a.pdf)", "does not say where it leads"),
        ("[Cliquez ici](https://x.org)", "does not say where it leads"),
    ],
)
def test_a_link_that_says_nothing_by_itself_is_warned_of(check: Check, text: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "warning"
    assert message in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "[the timetable of the Pre-sessions](https://x.org)",
        "[Read more about the event](https://x.org)",
        "Everybody is welcome here.",
        "More people are found here in Geneva.",
        "![A hall](hall.png)",
        "[![A hall](hall.png)](https://x.org)",
        "<!-- click here --> `https://x.org`",
        "[to register, click here for the form](https://x.org)",
        "We found that here, too. We see our friends here. You can see many States here.",
        "Read on; here it is. The report here in Geneva is long. Everywhere, and where it is.",
        "He lives here. Is anybody here? You are here!",
    ],
)
def test_links_that_name_the_thing_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


@pytest.mark.parametrize(
    "text",
    ["See https://x.org/a and www.x.org", "<https://x.org/a>", "More information is available here: https://x.org/a"],
)
def test_plain_text_may_show_an_address(text: str) -> None:
    given = CheckInput(Document("a.txt", text, text), load_table(), date(2014, 11, 28))
    assert run_checks(given, only=ONLY) == ()


def test_the_words_of_a_button_are_held_to_the_same_rule(check: Check) -> None:
    (finding,) = check(title="News", link="https://x.org", link_text="Click here", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:4:8"


def test_the_entries_of_a_list_of_links_are_held_to_the_same_rule(check: Check) -> None:
    links = [{"text": "The report", "link": "https://x.org"}, {"text": "here", "link": "https://x.org"}]
    (finding,) = check(kind="links", title="News", links=links, only=ONLY)
    assert finding.text == "here"
