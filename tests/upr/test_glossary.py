from __future__ import annotations

import pytest

from trax.upr.glossary import load_glossary

GLOSSARY = load_glossary()


@pytest.mark.parametrize(
    ("form", "term"),
    [
        pytest.param("UPR", "UPR", id="word"),
        pytest.param("NHRIs", "NHRI", id="plural"),
        pytest.param("draft Working Group report", "Working Group report", id="alias"),
        pytest.param("Working Group", "UPR Working Group", id="alias-of-a-longer-word"),
    ],
)
def test_term_is_found_by_every_right_form(form: str, term: str) -> None:
    found = GLOSSARY.term(form)
    assert found is not None
    assert found.term == term


@pytest.mark.parametrize("form", ["upr", "UONG", "", "Nobody"])
def test_wrong_form_names_no_term(form: str) -> None:
    assert GLOSSARY.term(form) is None


def test_term_keeps_its_long_form_misspellings_and_translations() -> None:
    upr, unog = GLOSSARY.term("UPR"), GLOSSARY.term("UNOG")
    assert upr is not None
    assert upr.expansion == "Universal Periodic Review"
    assert ("es", "EPU (Examen Periódico Universal)") in upr.translations
    assert unog is not None
    assert unog.misspellings == ("UONG",)


def test_names_of_the_house_and_its_people() -> None:
    house = GLOSSARY.organisation
    assert (house.name, house.newsletter, house.forms_to_avoid) == ("UPR Info", "UPR Trax", ("UPR-Info", "UPRinfo"))
    assert {person.name: person.misspellings for person in house.people}["Gianni Magazzeni"] == ("Maggazzeni",)
    assert [office.opened for office in house.offices] == [2015, 2015]
    assert "upr-info.org" in house.domains


def test_stakeholders_and_stages_are_complete() -> None:
    assert len(GLOSSARY.stakeholder_groups) == 11
    assert [stage.key for stage in GLOSSARY.stages] == ["preparation", "review", "implementation"]
    assert GLOSSARY.stages[0].begins == "about one year before"
    assert len(GLOSSARY.calendar_rules) == 5


def test_no_two_terms_share_a_word() -> None:
    assert len({term.term for term in GLOSSARY.terms}) == len(GLOSSARY.terms) == 58
