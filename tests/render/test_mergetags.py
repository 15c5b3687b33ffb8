from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.render.mergetags import MARK, hide, restore

FORMS = (
    "[[unsubscribe]]",
    "[[view_online]]",
    "[[preferences]]",
    "[[postal_address]]",
    "[[first_name|friend]]",
    "[[first_name|dear friend]]",
    "[[First_Name]]",
    "*|UNSUB|*",
    "*|FNAME|*",
    "*|LIST:ADDRESS|*",
    "{{ unsubscribe_url }}",
    "{{unsubscribe_url}}",
    '{{ name | default("friend") }}',
    "{{contact.FIRSTNAME}}",
    "{% if name %}",
    "{% endif %}",
    "{{ 7*7 }}",
    "{%- unsubscribe -%}",
)


@pytest.mark.parametrize("tag", FORMS)
def test_a_merge_tag_is_hidden_whole_and_comes_back_byte_for_byte(tag: str) -> None:
    text = f'<a href="{tag}">before {tag} after</a>{tag}'
    hidden = hide(text)
    assert tag not in hidden.text
    assert hidden.tags == (tag, tag, tag)
    assert restore(hidden.text, hidden) == text


def test_all_forms_come_back_in_their_order() -> None:
    text = " ".join(FORMS * 60)
    hidden = hide(text)
    assert len(hidden.tags) == 18 * 60
    assert restore(hidden.text, hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{MARK}0000qz [[unsubscribe]]", id="token"),
        pytest.param(f"{MARK}x0000qz {MARK} [[unsubscribe]]", id="longer-token"),
        pytest.param("zqM[[unsubscribe]]T0000qz", id="token-around-a-tag"),
        pytest.param("[[unsubscribe]]0000qz", id="digits-behind-a-tag"),
    ],
)
def test_text_that_looks_like_a_token_stays(text: str) -> None:
    hidden = hide(text)
    assert hidden.tags == ("[[unsubscribe]]",)
    assert restore(hidden.text, hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<h2>*|</h2><p>|*</p>", id="bars-in-two-tags"),
        pytest.param("<li>{{</li><li>}}</li>", id="braces-in-two-tags"),
        pytest.param("<li>{%</li><li>%}</li>", id="percents-in-two-tags"),
        pytest.param("[[x|</p><p>]]", id="brackets-in-two-tags"),
        pytest.param("{{\n}} *|\n|* [[a|\n]] {%\n%}", id="lines"),
        pytest.param("{{}} [[]] *||* {%%} [[1]]", id="empty"),
    ],
)
def test_what_is_no_merge_tag_is_left_alone(text: str) -> None:
    assert hide(text).tags == ()
    assert hide(text).text == text


@given(st.text(alphabet="[]{}|*%zqMTx019 ab\n<>"))
def test_any_text_comes_back(text: str) -> None:
    hidden = hide(text)
    assert restore(hidden.text, hidden) == text
