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

    from trax.content.document import Form
    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("leftover",)


@pytest.mark.parametrize(
    ("text", "found", "message"),
    [
        ("Read the [report](#).", "report", 'the link "report" leads nowhere'),
        ("[one](#) and [two]() and [three](https://)", "one", "leads nowhere, and 2 more"),
        ("The report](#) is out.", "](#)", "what is left of a link"),
        ("The report](https://example.org is out.", "](", "what is left of a link"),
        ("The [report] (https://example.org) is out.", "] (", "what is left of a link"),
        ("The the report was launched.", "The the", '"the" stands twice'),
        ("in **the** the hall", "the the", '"the" stands twice'),
        ("It was was launched with with care.", "with with", '"with" stands twice'),
        ("Angola,, Bolivia", ",,", "a mark or a space too many"),
        ("Angola, , Bolivia", ", ,", "a mark or a space too many"),
        ("See Error! Reference source not found. for more", "Error! Reference", "left by a program"),
        ("Click or tap here to enter text.", "Click or tap here to enter text", "left by a program"),
        ("See [cid:image001.png@01D0] there", "[cid:image001.png@01D0]", "left by a program"),
        ("The total is #REF! now", "#REF!", "left by a program"),
        ("<<<<<<< HEAD\nText", "<<<<<<< HEAD", "left by a program"),
        ("the annual%20report", "%20", "stands for a sign of an address"),
        ("CÃ´te dâ€™Ivoire", "Ã´", "was read in the wrong encoding, here and in 1 more places"),
        ("a \N{REPLACEMENT CHARACTER} sign", "\N{REPLACEMENT CHARACTER}", "wrong encoding"),
        ("A &amp;nbsp; sign", "&amp;nbsp;", "is code"),
        ("Dear [[salutation]],", "[[salutation]]", "is filled in by no one"),
        ("Dear %FIRSTNAME%,", "%FIRSTNAME%", "is filled in by no one"),
        ("## \n\nText", "##", "a heading has no words"),
    ],
)
def test_what_was_left_behind_is_a_warning(check: Check, text: str, found: str, message: str) -> None:
    findings = [finding for finding in check(text, only=ONLY) if finding.severity == "warning"]
    assert len(findings) == 1
    assert findings[0].text.startswith(found)
    assert message in findings[0].message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Text.\n\nUPR Info's\n\nStay connected!", "UPR Info's"),
        ("It is about human rights rights.", "rights rights"),
        ("It is is so.", "is is"),
        ("and so on..", ".."),
        ("Peru , Fiji", " ,"),
    ],
)
def test_what_is_a_slip_most_times_is_noted(check: Check, text: str, found: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.text) == ("notice", found)


@pytest.mark.parametrize(
    "text",
    [
        "[the report](https://example.org) and [below](#notes)",
        "He said that that had had an effect; very, very slow; very very slow.",
        "the The Hague Conference, Boutros Boutros-Ghali, Bora Bora, Group A a week ago",
        "We participated in in-country work, and an in-depth-depth one.",
        "the `code` the; the [x](y) the reader",
        "so,*, and so*",
        "| the | the |\n|-----|-----|\n| yes | yes |",
        "States\nStates\nthe\nthe",
        "and so on ... or so…, [..] . . . 1..5 e.g., etc.; U.S., in ../a",
        "Fran\u00e7ais\u202f: oui ; non !",
        "48% of 20 and 5%20 or 50%AND%5",
        "https://example.org/a%20b www.example.org/a%20b",
        "SÃO PAULO, NÃO, Âge, Ângela, IRMÃ",
        "[[unsubscribe]] [[first_name|friend]] *|FNAME|* {{ name }} {% if x %}",
        "Caf\u00e9 &amp; AT&amp;T &nbsp; so",
        "What's\n\nDo's\n\nNGO's\n\nIt is UPR Info's newsletter.",
        "```\n#\nthe the\n```\n\n<!-- the the [x](#) -->",
        "A heading\n=======\n\nAnother\n-------",
        "1. A\n2. B\n\n---\n\nText",
        "Guinea  Guinea-Bissau  Niger  Nigeria",
        "Will will come, and the report's reports report.",
    ],
)
def test_what_may_be_right_is_left_alone(check: Check, text: str) -> None:
    assert [finding for finding in check(text, only=ONLY) if finding.severity != "notice"] == []


def in_document(text: str, form: Form) -> list[str]:
    given = CheckInput(Document("a.txt", text, text, form=form), load_table(), date(2014, 11, 28))
    return [finding.text for finding in run_checks(given, only=ONLY)]


def test_a_document_has_no_tags_that_a_provider_fills_in() -> None:
    text = "Dear *|FNAME|*, dear {{ name }}, [[first_name|friend]]"
    assert in_document(text, "text") == ["*|FNAME|*", "{{ name }}"]


def test_tags_of_a_page_are_code_in_plain_text() -> None:
    assert in_document("<p>Hello</p> the 4<sup>th</sup> cycle, <https://example.org>", "text") == ["<p>"]
    assert in_document("# # #\n\n###\n", "text") == []


def test_headers_are_read_too(check: Check) -> None:
    (finding,) = check(title="News of the the session", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:2:16"
    (finding,) = check(title="News &nbsp; more", only=ONLY)
    assert finding.text == "&nbsp;"
