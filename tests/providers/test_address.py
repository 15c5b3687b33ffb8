"""Addresses as mail servers take them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.providers._address import AddressError, domain_of, parse_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ana@example.org", "ana@example.org", id="plain"),
        pytest.param("  ana@example.org\t", "ana@example.org", id="spaces around"),
        pytest.param("Ana.Smith+un@Example.ORG", "Ana.Smith+un@example.org", id="capitals before the @ stay"),
        pytest.param("o'neil@example.org", "o'neil@example.org", id="apostrophe"),
        pytest.param("ana@übung.example", "ana@xn--bung-zra.example", id="domain with an umlaut"),
    ],
)
def test_an_address_is_read_as_servers_write_it(text: str, expected: str) -> None:
    assert expected == parse_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@example",
        "ana@@example.org",
        "ana smith@example.org",
        "ana@exa mple.org",
        ".ana@example.org",
        "ana.@example.org",
        "a..b@example.org",
        "ana@-example.org",
        "ana@example..org",
        "ana@10.0.0.1",
        "ana@[10.0.0.1]",
        "Ana <ana@example.org>",
        "ana@example.org,bo@example.org",
        "ana@example.org\r\nBcc: x@example.org",
        "ana@exam\u200bple.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + ".".join(["b" * 60] * 5),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_address(text)


def test_letters_before_the_at_sign_that_servers_refuse_are_named() -> None:
    with pytest.raises(AddressError, match="letters before the @"):
        parse_address("josé@example.org")


def test_the_domain_is_what_follows_the_last_at_sign() -> None:
    assert domain_of("ana@example.org") == "example.org"


@given(st.text())
def test_any_text_is_an_ascii_address_or_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except AddressError:
        return
    assert address.isascii()
    assert address == parse_address(address)


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_two_texts_around_an_at_sign_never_make_a_traceback(local: str, domain: str) -> None:
    try:
        address = parse_address(f"{local}@{domain}")
    except AddressError:
        return
    assert not any(character.isspace() for character in address)
