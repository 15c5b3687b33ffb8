from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("state-name",)


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        pytest.param("We met in Kyrgystan.", {"Kyrgystan": "Kyrgyzstan"}, id="one letter"),
        pytest.param("The Phillipines spoke.", {"Phillipines": "Philippines"}, id="two letters"),
        pytest.param("During Azerbaidjan's review", {"Azerbaidjan": "Azerbaijan"}, id="possessive"),
        pytest.param("Since Kyrgystan came", {"Kyrgystan": "Kyrgyzstan"}, id="after a word that begins a sentence"),
        pytest.param(
            "In Guinea Bisau and in Siera Leone",
            {"Guinea Bisau": "Guinea-Bissau", "Siera Leone": "Sierra Leone"},
            id="of two words",
        ),
        pytest.param("A visit to Equitorial Guinea", {"Equitorial Guinea": "Equatorial Guinea"}, id="first word"),
        pytest.param(
            "We work in Armenia, Malavi, Uganda, Columbia, Nepal and Togo.",
            {"Malavi": "Malawi", "Columbia": "Colombia"},
            id="in a list",
        ),
        pytest.param(
            "Kyrgystan, Armenia, Bosnia and Herzogovina, Spain, Gunea Bissau and Lybia",
            {
                "Kyrgystan": "Kyrgyzstan",
                "Bosnia and Herzogovina": "Bosnia and Herzegovina",
                "Gunea Bissau": "Guinea-Bissau",
                "Lybia": "Libya",
            },
            id="at the ends of a list",
        ),
        pytest.param(
            "Guinea Bisau, Equitorial Guinea, Angola, Benin and Trinidad and Tabago.",
            {
                "Guinea Bisau": "Guinea-Bissau",
                "Equitorial Guinea": "Equatorial Guinea",
                "Trinidad and Tabago": "Trinidad and Tobago",
            },
            id="parts of names in a list",
        ),
    ],
)
def test_a_misspelt_name_is_a_warning_with_the_state_that_is_meant(
    check: Check, text: str, slips: dict[str, str]
) -> None:
    findings = check(text, only=ONLY)
    assert {finding.text: finding.hint.removeprefix("write ") for finding in findings} == slips
    assert {finding.severity for finding in findings} == {"warning"}


def test_a_name_typed_into_a_session_is_one_of_a_list(check: Check) -> None:
    (finding,) = check(kind="session", session="21", states=["Armenia", "Guyanna", "Spain"], only=ONLY)
    assert (finding.text, finding.hint) == ("Guyanna", "write Guyana")


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Luxemburg, the Luxemburg Foundation, Columbia University, Granada, Georgina, Dominic and Ms Armenta",
        "The Algerian, Albanian, Philippine, Argentine, Somali, Montenegrin, Hungarian and Kuwaiti delegations",
        "Algérie, Tunisie, Cameroun, Guinée, Mauritanie, Tadjikistan, España, México, Brasil, Moçambique",
        "Palestine, the Holy See, Kosovo, Taiwan, Scotland, England, Greenland, French Guiana and Puerto Rico",
        "Saint Kitts & Nevis, St. Lucia, São Tomé and Príncipe, Viet-Nam, Guinea Bissau, Srilanka, Burkina-Faso",
        "Guinea-Conakry, Burma, Ivory Coast, Czech Republic, East Timor, Laos, DRC, North Korea and the UK",
        "Iran (Islamic Republic of), Iran and the Islamic Republic of Iran in one list with Bolivia and Viet Nam",
        "See Kyrgystan.pdf, www.example.org/Phillipines and @Phillipines",
        "Kenya National Commission, Amnesty Kenya, Congo Basin, Bahamas Trust",
        "a turkey, a guinea pig and fine china",
    ],
)
def test_other_names_and_words_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY, on="2015-06-30") == ()


@pytest.mark.parametrize(
    ("text", "on", "message"),
    [
        ("Swaziland spoke.", "2021-11-30", '"Swaziland" was the name of Eswatini until 2018 (from memory)'),
        ("Turkey spoke.", "2024-01-31", '"Turkey" was the name of Türkiye until 2022'),
        ("FYROM and Kenya", "2023-01-31", '"FYROM" was the name of North Macedonia until 2019'),
        (
            "Libyan Arab Jamahiriya",
            "2015-01-31",
            '"Libyan Arab Jamahiriya" was the name of Libya until 2011 (single source)',
        ),
    ],
)
def test_a_name_of_earlier_years_is_a_notice(check: Check, text: str, on: str, message: str) -> None:
    (finding,) = check(text, only=ONLY, on=on)
    assert (finding.severity, finding.message) == ("notice", message)


def test_an_old_name_is_told_once_in_a_file(check: Check) -> None:
    assert (
        len(check("Swaziland spoke. Then Kenya, and again Swaziland.\n\nSwaziland!", only=ONLY, on="2021-11-30")) == 1
    )


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Turkey, Swaziland, Cape Verde, the Libyan Arab Jamahiriya", "2010-11-30"),
        ("Swaziland and Turkey", "2019-12-31"),  # to the end of the year after
        ("Czech Republic, the Netherlands, Bolivia and Macedonia", "2025-12-31"),  # still right, or in use
        ("Türkiye (formerly Turkey), Eswatini (then Swaziland), Turkey, now Türkiye", "2025-12-31"),
        ("In 2011, Swaziland was reviewed for the first time.", "2025-12-31"),
        ("“Swaziland: a report” and “Turkey at the UPR”", "2025-12-31"),
        ("The Human Rights Association of Turkey, the Swaziland Council of Churches", "2019-12-31"),
        ("Eswatini, Türkiye and North Macedonia", "2014-11-30"),  # the name that came later
    ],
)
def test_names_that_were_right_or_speak_of_the_past_are_left_alone(check: Check, text: str, on: str) -> None:
    assert check(text, only=ONLY, on=on) == ()
