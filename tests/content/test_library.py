"""The people of the newsletter."""

# ruff: noqa: E501 - a case of a table is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.library import PEOPLE_PATH, Person, parse_people, read_people
from trax.content.source import tidy
from trax.model import Place

if TYPE_CHECKING:
    from tests.content.conftest import Newsletter


def test_people_are_read_with_what_they_agreed_to(newsletter: Newsletter) -> None:
    newsletter.write(
        "library/people.yaml",
        "# Names, spelled once.\n- name: Mona M'Bikay\n  role: Director: Geneva\n  named: yes\n  shown: no\n- name: A B\n",
    )
    expected = (
        Person(name="Mona M'Bikay", role="Director: Geneva", named=True, shown=False),
        Person(name="A B"),
    )
    assert (expected, ()) == read_people(newsletter.workspace)


def test_no_file_and_an_empty_file_hold_nobody(newsletter: Newsletter) -> None:
    assert read_people(newsletter.workspace) == ((), ())
    newsletter.write("library/people.yaml", "---\n# nobody yet\n")
    assert read_people(newsletter.workspace) == ((), ())


def test_a_file_that_is_no_text_is_said(newsletter: Newsletter) -> None:
    newsletter.write("library/people.yaml", b"\xff\xfe")
    people, findings = read_people(newsletter.workspace)
    assert people == ()
    assert "UTF-16" in findings[0].message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param("name: x\n", (1, 1), "this file is a list of people", id="one person without a dash"),
        pytest.param("- nam: x\n", (1, 3), '"nam" is not a field of people, entry 1', id="slip"),
        pytest.param("- role: x\n", (1, 3), "people, entry 1, name is missing", id="no name"),
        pytest.param("- name: x\n  shown: maybe\n", (2, 10), 'people, entry 1, shown: "maybe" is neither', id="maybe"),
        pytest.param("- Mona\n", (1, 3), "a group of fields belongs here", id="only a name"),
        pytest.param(
            "- name: x\n- name: y\n- name: x\n", (3, 9), "x is here twice; the first is on line 1", id="twice"
        ),
        pytest.param("- name: x\n    role: y\n", (2, 5), "indented below a line", id="indented"),
        pytest.param("- name: x\nrole: y\n", (2, 1), "indented differently", id="not indented"),
    ],
)
def test_an_error_is_told_at_its_place(text: str, place: tuple[int, int], words: str) -> None:
    _, findings = parse_people(text)
    told = [finding for finding in findings if words in finding.message]
    assert told, findings
    assert Place(PEOPLE_PATH, *place) == told[0].place
    assert told[0].hint


@given(st.text(alphabet=st.sampled_from("-: \nname'\"|>#x\t"), max_size=40))
def test_any_text_is_people_or_an_error(text: str) -> None:
    clean, _ = tidy(text, path=PEOPLE_PATH)
    assert clean is not None
    people, findings = parse_people(clean)
    assert isinstance(people, tuple)
    assert all(finding.message for finding in findings)
