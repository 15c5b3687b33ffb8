"""Lists and campaigns that a provider knows by a number."""

from __future__ import annotations

import pytest

from trax.errors import NotFound, SettingsError
from trax.providers._numbers import names_of, number_of, parse_numbers, part_of_path


def test_the_ids_of_the_settings_are_numbers() -> None:
    assert parse_numbers("brevo", {"readers": "3", "staff": "04"}, shown="there") == {"readers": 3, "staff": 4}


@pytest.mark.parametrize("wrong", ["", "#3", "-1", "٣", "1e3", " 3", "9" * 19, "9" * 5000])
def test_what_is_no_number_of_a_list_is_named_with_its_place(wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"issues/trax.toml: audiences.readers.id: ") as caught:
        parse_numbers("brevo", {"readers": wrong}, shown="brevo shows it")
    assert caught.value.hint == "brevo shows it"
    with pytest.raises(NotFound, match="there is none"):
        part_of_path("brevo", wrong)


def test_an_audience_without_a_list_says_what_to_write() -> None:
    assert number_of("brevo", {"readers": 3}, "readers") == 3
    with pytest.raises(NotFound, match='"staff" has no list') as caught:
        number_of("brevo", {}, "staff")
    assert caught.value.hint == 'trax.toml names a list for: none; add to [audiences.staff]: id = "3"'


def test_lists_have_the_names_of_the_settings() -> None:
    assert names_of({"readers": 3}, [3, 4]) == "readers, 4"
    assert names_of({"readers": 3}, []) == ""
