"""Mails for a server that fills them in with Django's templates: our placeholders become tags, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.providers._djangotags import BRACE, escape_django, render_django, unescape_django

ADDRESS = ("Rue de Varembé 3", "1202 <Geneva> {{")
FIRST_NAME = "{% if subscriber.metadata.first_name %}{{ subscriber.metadata.first_name }}{% else %}"
# Django's own: the first of these that begins, and its shortest end on the same line.
TAG = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#})")
KEPT = Path(__file__).parents[1] / "golden" / "050" / "email.html"


def fill(text: str) -> str:
    """Fill in as Django does: a brace where its tag is, any other tag as its words in angle brackets."""
    return TAG.sub(lambda found: "{" if found[0] == BRACE else f"‹{found[0][2:-2].strip()}›", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param('<a href="[[unsubscribe]]">', '<a href="{{ unsubscribe_url }}">', id="unsubscribe"),
        pytest.param("<!-- [[view_online]] -->", "<!-- {{ email_url }} -->", id="view online in a comment"),
        pytest.param("[[preferences]]", "{{ manage_subscription_url }}", id="preferences"),
        pytest.param(
            "[[postal_address]]",
            f"Rue de Varembé 3, 1202 &lt;Geneva&gt; {BRACE}{BRACE}",
            id="address",
        ),
        pytest.param("[[first_name|friend]]", FIRST_NAME + "friend{% endif %}", id="first name"),
        pytest.param("[[first_name|{% x]]", FIRST_NAME + f"{BRACE}% x" + "{% endif %}", id="a tag behind the bar"),
        pytest.param("[[first_name]]", FIRST_NAME + "{% endif %}", id="first name alone"),
        pytest.param("a {{ subscriber.email }} b", f"a {BRACE}{{ subscriber.email }}}} b", id="braces typed"),
        pytest.param("{% if x %}{# y #}", f"{BRACE}% if x %}}{BRACE}# y #}}", id="tag and comment typed"),
        pytest.param("@media print{#a{b:c}}", f"@media print{BRACE}#a{{b:c}}}}", id="CSS"),
        pytest.param("@media x { a { b: c }}", "@media x { a { b: c }}", id="CSS without a tag"),
        pytest.param("{[[unsubscribe]]}", BRACE + "{{ unsubscribe_url }}}", id="brace before a placeholder"),
        pytest.param("{{{", BRACE * 3, id="three braces"),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert render_django(text, postal_address=ADDRESS) == expected


def test_without_an_address_its_other_text_stands_there() -> None:
    assert render_django("a [[postal_address|b]]", postal_address=()) == "a b"


@given(st.text(alphabet="{}%# \n[]|ab"))
def test_what_is_no_placeholder_comes_out_as_it_went_in(text: str) -> None:
    assert fill(render_django(text, postal_address=ADDRESS)) == text


@given(
    st.lists(st.sampled_from(["{", "}", "%", "#", " ", "x", "[[unsubscribe]]", "[[view_online]]", "[[first_name|{]]"]))
)
def test_a_placeholder_is_a_tag_whatever_stands_around_it(pieces: list[str]) -> None:
    filled = fill(render_django("".join(pieces), postal_address=ADDRESS))
    named = {
        "[[unsubscribe]]": "‹unsubscribe_url›",
        "[[view_online]]": "‹email_url›",
        "[[first_name|{]]": "‹if subscriber.metadata.first_name›‹subscriber.metadata.first_name›‹else›{‹endif›",
    }
    assert filled == "".join(named.get(piece, piece) for piece in pieces)


@given(st.text(alphabet="{}%# ab") | st.text())
def test_a_subject_comes_back_as_it_was(text: str) -> None:
    assert unescape_django(escape_django(text)) == text
    assert fill(escape_django(text)) == text


def test_no50_keeps_every_byte_but_its_placeholders() -> None:
    text = KEPT.read_text("utf-8")
    sent = render_django(text, postal_address=("Rue de Varembé 3", "1202 Geneva"))
    back = (
        sent.replace("{{ email_url }}", "[[view_online]]")
        .replace("{{ manage_subscription_url }}", "[[preferences]]")
        .replace("{{ unsubscribe_url }}", "[[unsubscribe]]")
        .replace("Rue de Varembé 3, 1202 Geneva", "[[postal_address]]")
    )
    assert back == text
    assert sorted(set(TAG.findall(sent))) == [
        "{{ email_url }}",
        "{{ manage_subscription_url }}",
        "{{ unsubscribe_url }}",
    ]
