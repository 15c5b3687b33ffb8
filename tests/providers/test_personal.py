"""Placeholders filled in for one reader, in HTML and in text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trax.providers._personal import Personal, fill_in, make_personal

PERSONAL = Personal(
    first_name="Bo & <Co>",
    unsubscribe_url="https://e.org/u?a=1&b=2",
    preferences_url="https://e.org/p",
    view_online="https://e.org/50/",
    postal_address=("Rue A & B", "Geneva"),
)


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        pytest.param("[[unsubscribe]]", "https://e.org/u?a=1&amp;b=2", "https://e.org/u?a=1&b=2", id="unsubscribe"),
        pytest.param("[[view_online]]", "https://e.org/50/", "https://e.org/50/", id="web version"),
        pytest.param("[[preferences]]", "https://e.org/p", "https://e.org/p", id="preferences"),
        pytest.param("[[postal_address]]", "Rue A &amp; B, Geneva", "Rue A & B, Geneva", id="address"),
        pytest.param("[[first_name|friend]]", "Bo &amp; &lt;Co&gt;", "Bo & <Co>", id="name"),
        pytest.param("[[first_name]]", "Bo &amp; &lt;Co&gt;", "Bo & <Co>", id="name without another word"),
        pytest.param("[[sic]] [x]", "[[sic]] [x]", "[[sic]] [x]", id="other brackets stay"),
    ],
)
def test_a_placeholder_is_replaced(source: str, html: str, text: str) -> None:
    assert (html, text) == (fill_in(source, PERSONAL, is_html=True), fill_in(source, PERSONAL, is_html=False))


def test_who_has_no_name_is_greeted_with_the_other_word() -> None:
    nameless = replace(PERSONAL, first_name="")
    assert fill_in("Dear [[first_name|friend &amp; all]]", nameless, is_html=True) == "Dear friend &amp; all"
    assert fill_in("[[first_name]].", nameless, is_html=False) == "."


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    assert (
        fill_in("[[first_name|x]]", replace(PERSONAL, first_name="[[unsubscribe]]"), is_html=False) == "[[unsubscribe]]"
    )


def test_the_token_is_the_same_each_time_and_shows_no_address() -> None:
    def make(email: str) -> Personal:
        return make_personal(email, "", audience="readers", site="https://e.org", view_online="", postal_address=())

    assert make("Ana@example.org") == make("ana@EXAMPLE.org")
    assert make("ana@example.org").unsubscribe_url != make("bo@example.org").unsubscribe_url
    assert "ana" not in make("ana@example.org").unsubscribe_url
    assert make("ana@example.org").unsubscribe_url.startswith("https://e.org/unsubscribe/?t=")
