"""The checks of words and names: spelling, acronym, house-name, consent; and of what inboxes show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.checks.reading.people import find_nearly, find_people
from trax.content.library import Person
from trax.model import Mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

REGISTER = (
    Person(name="Mona M'Bikay", named=True),
    Person(name="Ana Pérez Soto", named=True),
    Person(name="Baudelaire Ndong Ella"),
    Person(name="Bob Last"),
)
NAMES = tuple(person.name for person in REGISTER)


@pytest.mark.parametrize(
    ("text", "slip", "right"),
    [
        ("The Goverment of Kenya accepted it.", "Goverment", "Government"),
        ("Three recomendations were made.", "recomendations", "recommendations"),
        ("in the Palais de Nations", "Palais de Nations", "Palais des Nations"),
        ("Gianni Maggazzeni of OHCHR", "Maggazzeni", "Magazzeni"),
        ("by 28 Agust 2016", "Agust", "August"),
        ("on the 3rd of Novemeber.", "Novemeber", "November"),
        ("Wensday, 3 December 2014", "Wensday", "Wednesday"),
        ("Thrusday 4 December", "Thrusday", "Thursday"),
        ("the thirty-forth session", "thirty-forth", "thirty-fourth"),
        ("THE COMMITEE MET", "COMMITEE", "COMMITTEE"),
        ("the Universal\nPeriodical Review", "Universal\nPeriodical Review", "Universal Periodic Review"),
    ],
)
def test_a_slip_of_the_word_list_is_a_warning_with_the_right_word(
    check: Check, text: str, slip: str, right: str
) -> None:
    (finding,) = check(text, only=("spelling",))
    assert (finding.severity, finding.text, finding.hint) == ("warning", slip, f"write {right}")
    assert finding.place.column == text.index(slip) + 1


@pytest.mark.parametrize(
    "text",
    [
        "The Government accepted all recommendations of the Universal Periodic Review at the Palais des Nations.",
        "Organisation and organization, programme and program, labour and labor are all in order.",
        "See https://example.org/recomendations and write to goverment@example.org.",
        "“Les recommandations de l’EPU”, published in French, and “Proceso de seguimiento” in Spanish",
        "Gianni Magazzeni opened the meeting; Giovanni Magnani closed it.",
        "le 3 Septembre 2014, el 4 Diciembre 2014, am 5 Oktober 2014, 12 Members, 3 Augustus, 14 Mayors.",
        "on 3 Sept. 2014, on 4 Dec 2014; the 47 Members; Article 3 Marriage, Sundays, Tues 4 December, Fri 5 December",
        "Marcel, 3 May 2014; Monica 4 June; Frida, 5 July 2014",
    ],
)
def test_right_words_and_other_languages_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=("spelling",)) == ()


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("with Mona M'Bikai in the chair", "Mona M'Bikai", "Mona M'Bikay"),
        ("Baudelaire Ndong Elle spoke", "Baudelaire Ndong Elle", "Baudelaire Ndong Ella"),
        ("Beaudelaire Ndong Ella spoke", "Beaudelaire Ndong Ella", "Baudelaire Ndong Ella"),
        ("Ana Peres Soto spoke", "Ana Peres Soto", "Ana Pérez Soto"),
    ],
)
def test_a_name_that_is_nearly_one_of_the_register_is_found(text: str, found: str, name: str) -> None:
    assert [(mention.text, mention.name) for mention in find_nearly(text, NAMES)] == [(found, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Mona M’Bikay and ANA PEREZ SOTO spoke, and so did Mona M'Bikay's deputy",
        "Bob Lost his keys; Bob Lasting; Rob Last",
        "Mona Miller, Ana Pérez Gallego, Carlos Soto",
        "Mona\n\nM'Bikai",
        "",
    ],
)
def test_right_names_and_other_people_are_left_alone(text: str) -> None:
    assert find_nearly(text, NAMES) == ()


@pytest.mark.parametrize("text", ["by Mona M’Bikay.", "MONA M'BIKAY", "Mona\nM'Bikay", "Mona M'Bikay's"])
def test_people_are_found_in_every_dress(text: str) -> None:
    (mention,) = find_people(text, NAMES)
    assert mention.name == "Mona M'Bikay"
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("in Room XX of the UONG", "UONG", "UNOG"),
        ("OHCRH and OHCHR", "OHCRH", "OHCHR"),
        ("the NRHIs of Africa", "NRHI", "NHRI"),
        ("OHCR published it", "OHCR", "OHCHR"),
        ("the CEDDAW Committee", "CEDDAW", "CEDAW"),
    ],
)
def test_an_acronym_that_is_nearly_one_of_ours_is_a_warning(check: Check, text: str, wrong: str, right: str) -> None:
    (finding,) = check(text, only=("acronym",))
    assert (finding.severity, finding.text, finding.hint) == ("warning", wrong, f"write {right}")


@pytest.mark.parametrize(
    "text",
    [
        "OHCHR, UNOG, NHRIs, CSOs, HRC, UNDP, UNICEF, UNESCO, UNHCR, GANHRI, ICCPR, ICESCR and the ECSR",
        "the Union of Nurses and Old Graduates (UNOGR)",
        "the Union Of New Graduates (UONG) and others",
        "UONG (a union) has joined",
        "see www.uong.example and OHCHR/GVA/2014",
        "NATO, ASEAN, ECOWAS, OSCE, ODIHR, SADC, FIDH, AFRA",
    ],
)
def test_known_explained_and_other_acronyms_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=("acronym",)) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the Universal Periodical Review (UPR)", 1),
        ("National Human Rights Institutes (NHRIs)", 1),
        ("the Universal Periodic Review (UPR)", 0),
        ("the Office of the High Commissioner for Human Rights (OHCHR)", 0),
        ("civil society organizations (CSOs) and Non-Governmental Organisations (NGOs)", 0),
        ("States under Review (SuR), the Special Procedures Branch (UPR)", 0),
        ("the Convention on the Rights of the Child (CRC)", 0),
    ],
)
def test_words_that_spell_an_acronym_out_wrongly_are_a_notice(check: Check, text: str, count: int) -> None:
    assert [finding.severity for finding in check(text, only=("acronym",))] == ["notice"] * count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("UPR-Info and UPRinfo", 2),
        ("the UPR-Trax newsletter", 1),
        ("UPR Info, UPR INFO Geneva, UPR Trax", 0),
        ("www.UPR-Info.org, info@UPR-Info.org, https://example.org/UPR-Info", 0),
        ("UPR-Info.", 1),
    ],
)
def test_the_names_of_the_house_have_one_form(check: Check, text: str, count: int) -> None:
    assert [finding.severity for finding in check(text, only=("house-name",))] == ["notice"] * count


def test_a_person_without_consent_is_an_error_wherever_named(check: Check) -> None:
    findings = check("As Bob Last said.", letter="BOB LAST!", title="Bob Last", only=("consent",), people=REGISTER)
    assert {finding.severity for finding in findings} == {"error"}
    assert len(findings) == 3
    assert check("As Mona M'Bikay said, bob last.", only=("consent",), people=REGISTER) == ()


def test_a_portrait_needs_consent_of_its_own(check: Check) -> None:
    fields = {"kind": "quote", "speaker": "Mona M'Bikay", "portrait": "mona.jpg", "alt": "Mona M'Bikay"}
    (finding,) = check("Words.", only=("consent",), people=REGISTER, **fields)
    assert finding.message == "Mona M'Bikay has not agreed to be shown in a picture"
    agreed = (Person(name="Mona M'Bikay", named=True, shown=True),)
    assert check("Words.", only=("consent",), people=agreed, **fields) == ()
    assert check("Words.", only=("consent",), people=REGISTER, kind="quote", speaker="Mona M'Bikay") == ()


@pytest.mark.parametrize(
    ("subject", "severities"),
    [
        ("[UPR Trax] No50: Beyond acceptance, beyond pledges, beyond promises", []),
        ("[UPR Trax] 50: Beyond acceptance", []),
        ("The review in 1948 words: a history", []),
        ("[UPR Trax] No49: Beyond acceptance", ["error"]),
        ("[UPR Trax] No 51: Beyond acceptance", ["error"]),
        ("RE: [UPR Trax] No50", ["warning"]),
        ("No50", ["warning"]),
        ("[UPR Trax] No50: Beyond acceptance!!!", ["warning"]),
        ("[UPR Trax] No50: " + "Beyond acceptance and " * 3, ["warning"]),
    ],
)
def test_the_subject_has_the_right_number_and_length(check: Check, subject: str, severities: list[str]) -> None:
    findings = check(only=("subject",), header={"subject": subject})
    assert [finding.severity for finding in findings] == severities


@pytest.mark.parametrize(
    ("preheader", "severities"),
    [
        ("Nearly half of all recommendations are acted on by mid-term.", []),
        ("Beyond acceptance", ["warning"]),
        ("beyond acceptance.", ["warning"]),
        ("Read on", ["notice"]),
        ("Far too many words for a line. " * 5, ["notice"]),
    ],
)
def test_the_preheader_says_something_of_its_own(check: Check, preheader: str, severities: list[str]) -> None:
    findings = check(only=("preheader",), header={"preheader": preheader})
    assert [finding.severity for finding in findings] == severities


RIGHT_HTML = '<p>[[postal_address]]</p><a class="x" href="[[unsubscribe]]"><b>Leave</b></a>'
RIGHT_TEXT = "[[postal_address]] [[unsubscribe]]"


@pytest.mark.parametrize(
    ("html", "text", "codes"),
    [
        (RIGHT_HTML, RIGHT_TEXT, []),
        (RIGHT_HTML.replace("<b>Leave</b>", "<img/>"), RIGHT_TEXT, ["unsubscribe"]),
        ("[[postal_address]] [[unsubscribe]]", RIGHT_TEXT, ["unsubscribe"]),
        (RIGHT_HTML, "[[postal_address]]", ["unsubscribe"]),
        (RIGHT_HTML, "[[unsubscribe]]", ["address"]),
        ("", "", ["address", "address", "unsubscribe", "unsubscribe"]),
    ],
)
def test_a_mail_can_be_left_and_says_where_it_comes_from(check: Check, html: str, text: str, codes: list[str]) -> None:
    mail = Mail(50, "en", "Subject", "Preheader", html, text)
    findings = check(only=("unsubscribe", "address"), mail=mail)
    assert sorted(finding.code for finding in findings) == codes
    assert {finding.severity for finding in findings} <= {"error"}


def test_a_postal_address_leads_to_a_door(check: Check) -> None:
    mail = Mail(50, "en", "Subject", "Preheader", RIGHT_HTML, RIGHT_TEXT)
    assert check(only=("address",), mail=mail, provider="smtp") == ()
    assert check(only=("address",), mail=None, provider="smtp") == ()
