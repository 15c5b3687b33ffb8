"""Mails for Brevo's template language: our placeholders become tags, and nothing else does."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.providers._brevotags import escape_brevo, render_brevo, unescape_brevo

ADDRESS = ("Rue de Varembé 3", "1202 Geneva & {{ more }}")
GOLDEN = Path(__file__).parents[1] / "golden" / "050" / "email.html"
# How Django, and what is like it, finds its tags.
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
OURS = {
    "{{ unsubscribe }}",
    "{{ mirror }}",
    "{{ update_profile }}",
    "{% if contact.FIRSTNAME %}",
    "{{ contact.FIRSTNAME }}",
    "{% else %}",
    "{% endif %}",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param('<a href="[[unsubscribe]]">', '<a href="{{ unsubscribe }}">', id="unsubscribe"),
        pytest.param("[[view_online]]", "{{ mirror }}", id="view online"),
        pytest.param("[[preferences]]", "{{ update_profile }}", id="preferences"),
        pytest.param(
            "[[postal_address]]", "Rue de Varembé 3, 1202 Geneva &amp; &#123;{ more }}", id="address, which is no HTML"
        ),
        pytest.param(
            '[[first_name|friend &amp; "colleague"]]',
            '{% if contact.FIRSTNAME %}{{ contact.FIRSTNAME }}{% else %}friend &amp; "colleague"{% endif %}',
            id="first name",
        ),
        pytest.param(
            "[[first_name]]",
            "{% if contact.FIRSTNAME %}{{ contact.FIRSTNAME }}{% else %}{% endif %}",
            id="first name alone",
        ),
        pytest.param(
            "[[first_name|{% x]]",
            "{% if contact.FIRSTNAME %}{{ contact.FIRSTNAME }}{% else %}&#123;% x{% endif %}",
            id="a tag instead of a name",
        ),
        pytest.param("a {{ contact.EMAIL }} b", "a &#123;{ contact.EMAIL }} b", id="variable typed"),
        pytest.param("{% if x %}", "&#123;% if x %}", id="condition typed"),
        pytest.param("{# x #}", "&#123;# x #}", id="comment typed"),
        pytest.param("{{{", "&#123;&#123;&#123;", id="three braces"),
        pytest.param("{[[view_online]]", "&#123;{{ mirror }}", id="brace before a placeholder"),
        pytest.param("<!-- {{ x }} -->", "<!-- &#123;{ x }} -->", id="HTML comment"),
        pytest.param('<!--a "[[unsubscribe]]"-->', '<!--a "{{ unsubscribe }}"-->', id="placeholder in a comment"),
        pytest.param(
            "<p>{#a<style type=x>@media x{#a{b:c}}</style>{#b",
            "<p>&#123;#a<style type=x>@media x{ #a{b:c}}</style>&#123;#b",
            id="style sheet",
        ),
        pytest.param("<style>{#open", "<style>&#123;#open", id="style sheet that never ends"),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert render_brevo(text, postal_address=ADDRESS) == expected


def test_without_an_address_its_other_text_stands_there() -> None:
    assert render_brevo("a [[postal_address|b]]", postal_address=()) == "a b"


def test_the_mail_of_number_50_keeps_all_but_its_placeholders() -> None:
    mail = GOLDEN.read_text("utf-8")
    sent = render_brevo(mail, postal_address=("Geneva",))
    assert set(TAG.findall(sent)) == {"{{ unsubscribe }}", "{{ mirror }}", "{{ update_profile }}"}
    neutral = {"{{ unsubscribe }}": "unsubscribe", "{{ mirror }}": "view_online", "{{ update_profile }}": "preferences"}
    for tag, name in neutral.items():
        sent = sent.replace(tag, f"[[{name}]]")
    assert sent == mail.replace("[[postal_address]]", "Geneva")


@given(st.text(alphabet='<!->{}%#" \n.ab&'))
def test_what_is_no_placeholder_is_no_tag_and_reads_as_before(text: str) -> None:
    sent = render_brevo(f"<p>{text}</p>[[unsubscribe]]", postal_address=ADDRESS)
    assert TAG.findall(sent) == ["{{ unsubscribe }}"]
    assert html.unescape(sent) == html.unescape(f"<p>{text}</p>{{{{ unsubscribe }}}}")


@given(
    st.lists(st.sampled_from(["[[first_name|{]]", "[[unsubscribe]]", "{", "%", "#", "}", "<style>", "</style>", "x"]))
)
def test_no_tag_begins_but_ours(pieces: list[str]) -> None:
    sent = render_brevo("".join(pieces), postal_address=ADDRESS)
    assert set(TAG.findall(sent)) <= OURS
    without = sent
    for tag in OURS:
        without = without.replace(tag, "")
    assert not re.search(r"\{[{%#]", without)


@given(st.text(alphabet='{}%# "ab'))
def test_a_subject_comes_back_as_it_was(text: str) -> None:
    sent = escape_brevo(text)
    assert unescape_brevo(sent) == text
    assert set(TAG.findall(sent)) <= {'{{ "{" }}'}
