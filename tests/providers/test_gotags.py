"""Mails for a server that fills them in with Go's templates: our placeholders become tags, and nothing else does."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.providers._gotags import escape_go, render_go, unescape_go

ADDRESS = ("Rue de Varembé 3", '1202 "Geneva"')
ACTION = re.compile(r'{{ (?:Safe )?("(?:[^"\\]|\\.)*") }}|{{[^"]*?}}', re.DOTALL)


def fill(text: str) -> str:
    """Fill in as Go would: texts in quotes come out as they are, tags as their name in angle brackets."""
    return ACTION.sub(lambda found: json.loads(found[1]) if found[1] else f"‹{found[0][2:-2].strip()}›", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param('<a href="[[unsubscribe]]">', '<a href="{{ UnsubscribeURL }}">', id="unsubscribe"),
        pytest.param("[[view_online]]", "{{ MessageURL }}", id="view online"),
        pytest.param("[[preferences]]", "{{ ManageURL }}", id="preferences"),
        pytest.param("[[postal_address]]", '{{ "Rue de Varembé 3, 1202 \\"Geneva\\"" }}', id="address"),
        pytest.param(
            "[[first_name|friend]]",
            "{{ with .Subscriber.FirstName }}{{ . }}{{ else }}friend{{ end }}",
            id="first name",
        ),
        pytest.param(
            "[[first_name]]", "{{ with .Subscriber.FirstName }}{{ . }}{{ else }}{{ end }}", id="first name alone"
        ),
        pytest.param("a {{ .Subscriber.Email }} b", 'a {{ "{{" }} .Subscriber.Email }} b', id="braces typed"),
        pytest.param("{{{", '{{ "{{" }}{', id="three braces"),
        pytest.param("@media x { a { b: c }}", "@media x { a { b: c }}", id="CSS"),
        pytest.param("https://a.org@TrackLink", 'https://a.org@{{ "" }}TrackLink', id="tracked link"),
        pytest.param("<!--[if mso]>x<![endif]-->", '{{ Safe "<!--[if mso]>x<![endif]-->" }}', id="comment"),
        pytest.param("<!--[if !mso]><!-->y", '{{ Safe "<!--[if !mso]><!-->" }}y', id="comment that ends at once"),
        pytest.param(
            '<!--a "[[unsubscribe]]"\n-->',
            '{{ Safe "<!--a \\"" }}{{ UnsubscribeURL }}{{ Safe "\\"\\n-->" }}',
            id="placeholder in a comment",
        ),
        pytest.param("<!-- {{ x }} -->", '{{ Safe "<!-- {\\u007b x }} -->" }}', id="braces in a comment"),
        pytest.param("<!-- u@TrackLink -->", '{{ Safe "<!-- u@\\u0054rackLink -->" }}', id="tracked in a comment"),
        pytest.param("<!-- open", "<!-- open", id="comment that never ends"),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert render_go(text, postal_address=ADDRESS) == expected


def test_without_an_address_its_other_text_stands_there() -> None:
    assert render_go("a [[postal_address|b]]", postal_address=()) == "a b"


@given(st.text(alphabet='<!->{}"\\@TrackLink \n.ab'))
def test_what_is_no_placeholder_comes_out_as_it_went_in(text: str) -> None:
    sent = render_go(text, postal_address=ADDRESS)
    assert fill(sent) == text
    assert "@TrackLink" not in sent


@given(st.text(alphabet='{} "ab'))
def test_a_subject_comes_back_as_it_was(text: str) -> None:
    assert unescape_go(escape_go(text)) == text


@given(st.text())
def test_any_text_can_be_sent(text: str) -> None:
    assert fill(render_go(text, postal_address=ADDRESS)) == text
