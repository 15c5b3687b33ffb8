"""Text for Mailchimp: placeholders become merge tags, and nothing else is one."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.providers._mailchimp_tags import escape_merge, render_merge, unescape_merge

GOLDEN = Path(__file__).parents[1] / "golden" / "050"
ADDRESS = ("Müller & Co", "Rue de Varembé 3")
VALUES = {
    "UNSUB": "https://u.example.org",
    "ARCHIVE": "https://a.example.org",
    "UPDATE_PROFILE": "https://p.example.org",
}
CONDITION = re.compile(r"\*\|IF:FNAME\|\*(.*?)\*\|ELSE:\|\*(.*?)\*\|END:IF\|\*", re.DOTALL)


def merge(text: str, first_name: str = "") -> str:
    """Return what a reader gets: conditions first, then every tag that is left; an unknown one becomes nothing."""
    chosen = CONDITION.sub(lambda found: found[1] if first_name else found[2], text)
    return re.sub(r"\*\|(.*?)\|\*", lambda found: {**VALUES, "FNAME": first_name}.get(found[1], ""), chosen)


def render(text: str) -> str:
    return render_merge(text, postal_address=ADDRESS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("no tag: é €\n", "no tag: é €\n", id="nothing"),
        pytest.param("leave: [[unsubscribe]]", "leave: *|UNSUB|*", id="unsubscribe"),
        pytest.param('<a href="[[view_online]]">', '<a href="*|ARCHIVE|*">', id="address of a link"),
        pytest.param("<!-- [[preferences]] -->", "<!-- *|UPDATE_PROFILE|* -->", id="comment"),
        pytest.param(
            "Dear [[first_name|friend]],", "Dear *|IF:FNAME|**|FNAME|**|ELSE:|*friend*|END:IF|*,", id="first name"
        ),
        pytest.param("[[first_name]]", "*|IF:FNAME|**|FNAME|**|ELSE:|**|END:IF|*", id="nothing instead of a name"),
        pytest.param("<p>[[postal_address]]", "<p>Müller &amp; Co, Rue de Varembé 3", id="address in HTML"),
        pytest.param("[[postal_address]]", "Müller & Co, Rue de Varembé 3", id="address in text"),
        pytest.param("<p>*|FNAME|*</p>", "<p>*&#124;FNAME|*</p>", id="typed tag in HTML"),
        pytest.param("*|FNAME|*", "*\N{WORD JOINER}|FNAME|*", id="typed tag in text"),
        pytest.param("[[unsubscribe]]|x|*", "*|UNSUB|*\N{WORD JOINER}|x|*", id="star of a tag before"),
        pytest.param("<p>[[unsubscribe]]|x|*", "<p>*|UNSUB|*&#124;x|*", id="star of a tag before, in HTML"),
        pytest.param("**|x", "**\N{WORD JOINER}|x", id="two stars"),
        pytest.param("{{ x }} {% if %} [[unknown]]", "{{ x }} {% if %} [[unknown]]", id="tags of others"),
    ],
)
def test_placeholders_are_tags_and_nothing_else_is(text: str, expected: str) -> None:
    assert render(text) == expected


def test_without_an_address_stands_what_the_text_says_instead() -> None:
    assert render_merge("[[postal_address|Geneva]] [[postal_address]]", postal_address=()) == "Geneva "


@pytest.mark.parametrize("first_name", ["Ana", ""])
def test_a_reader_sees_the_name_or_the_word_instead(first_name: str) -> None:
    assert merge(render("Dear [[first_name|friend]]!"), first_name) == f"Dear {first_name or 'friend'}!"


@given(st.text(alphabet="ab*|<>& \n", max_size=30))
def test_whatever_is_typed_in_html_reaches_the_reader(typed: str) -> None:
    text = f"<p>[[unsubscribe]]{html.escape(typed)}[[view_online]]"
    merged = html.unescape(merge(render(text)))
    assert merged == f"<p>{VALUES['UNSUB']}{typed}{VALUES['ARCHIVE']}"


@given(st.text(alphabet="ab*| \n", max_size=30))
def test_whatever_is_typed_in_plain_text_reaches_the_reader(typed: str) -> None:
    merged = merge(render(f"x[[unsubscribe]]{typed}[[view_online]]"))
    assert merged.replace("\N{WORD JOINER}", "") == f"x{VALUES['UNSUB']}{typed}{VALUES['ARCHIVE']}"


@given(st.text(alphabet="ab*|\N{WORD JOINER}"))
def test_a_subject_has_no_tag_and_comes_back(subject: str) -> None:
    assert "*|" not in escape_merge(subject)
    if "*\N{WORD JOINER}|" not in subject:
        assert unescape_merge(escape_merge(subject)) == subject


@pytest.mark.parametrize("name", ["email.html", "email.txt"])
def test_issue_50_keeps_all_but_its_placeholders(name: str) -> None:
    text = (GOLDEN / name).read_text("utf-8")
    rendered = render(text)
    assert "[[" not in rendered
    assert rendered.count("*|UNSUB|*") == text.count("[[unsubscribe]]") > 0
    back = rendered.replace("*|UNSUB|*", "[[unsubscribe]]").replace("*|ARCHIVE|*", "[[view_online]]")
    back = back.replace("*|UPDATE_PROFILE|*", "[[preferences]]")
    address = ", ".join(ADDRESS)
    shown = html.escape(address) if name.endswith("html") else address
    assert back.replace(shown, "[[postal_address]]") == text
