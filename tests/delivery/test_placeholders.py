"""The placeholders that a mail must have, and what looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.delivery.placeholders import require_placeholders
from trax.errors import InvalidContent

HTML = '<p>Dear [[first_name|friend]]</p><a href="[[unsubscribe]]">x</a> [[postal_address]] <a href="[[view_online]]">'
TEXT = "[[unsubscribe]] [[postal_address]] [[preferences]]"


def test_a_whole_mail_passes() -> None:
    require_placeholders(HTML, TEXT)


@pytest.mark.parametrize(
    ("html", "text", "words"),
    [
        pytest.param(HTML.replace("[[unsubscribe]]", "x"), TEXT, "the HTML has no link to unsubscribe", id="html"),
        pytest.param(HTML, TEXT.replace("[[unsubscribe]]", ""), "the plain text has no link to unsub", id="text"),
        pytest.param(HTML.replace("[[postal_address]]", ""), TEXT, "the HTML has no postal address", id="address"),
        pytest.param(HTML, TEXT + "*|UNSUB|*", r"holds the tag \*\|UNSUB\|\* of another", id="mailchimp"),
        pytest.param(HTML + "{{ contact.FIRSTNAME }}", TEXT, "holds the tag {{ contact.FIRSTNAME }}", id="brevo"),
        pytest.param(HTML + "{{UnsubscribeURL}}", TEXT, "holds the tag {{UnsubscribeURL}}", id="listmonk"),
        pytest.param(HTML + "{% if x %}", TEXT, "holds the tag {% if x %}", id="liquid"),
        pytest.param(HTML + "[[unsubscirbe]]", TEXT, r"\[\[unsubscirbe\]\], which is no placeholder", id="a slip"),
        pytest.param(HTML + "[[ unsubscribe ]]", TEXT, "which is no placeholder", id="spaces"),
        pytest.param(HTML + "[[First_name|x]]", TEXT, "which is no placeholder", id="capitals"),
    ],
)
def test_what_is_missing_or_foreign_is_named(html: str, text: str, words: str) -> None:
    with pytest.raises(InvalidContent, match=words) as caught:
        require_placeholders(html, text)
    assert "[[first_name|friend]]" in caught.value.hint
    assert caught.value.exit_code == 1


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidContent) as caught:
        require_placeholders("*|A|* *|A|* {{ b }}", "")
    assert caught.value.detail.count(";") == 5
    assert caught.value.detail.count("*|A|*") == 1


@pytest.mark.parametrize(
    "words",
    [
        "<style>@media x{a{b:c}} .d{{e}}</style>",
        "[if mso]><table><![endif]",
        "footnote [1], [[2]], [a](b)",
        "5 * | 3 | * 2",
        "{a} {b} 100 % {c}",
        "**bold** | cell | **bold**",
    ],
)
def test_what_only_looks_odd_passes(words: str) -> None:
    require_placeholders(HTML + words, TEXT)


@given(st.text(), st.text())
def test_any_text_passes_or_is_refused(html: str, text: str) -> None:
    with pytest.raises(InvalidContent):
        require_placeholders(html, text)
    require_placeholders(HTML + html.translate(dict.fromkeys(map(ord, "[]{}*%"))), TEXT)
