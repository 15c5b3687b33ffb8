from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.upr.names import NameForm, find_states, name_on, spellings
from trax.upr.table import State, load_table

TABLE = load_table()


def state(iso3: str) -> State:
    found = TABLE.state(iso3)
    assert found is not None
    return found


def named(text: str) -> list[str]:
    return [mention.iso3 for mention in find_states(text, TABLE)]


@pytest.mark.parametrize(
    ("iso3", "day", "short", "formal"),
    [
        pytest.param("TUR", date(2014, 11, 30), "Turkey", "Turkey", id="turkey-2014"),
        pytest.param("TUR", date(2022, 5, 31), "Turkey", "Turkey", id="turkey-last-day"),
        pytest.param("TUR", date(2022, 6, 1), "Türkiye", "Türkiye", id="turkiye-first-day"),
        pytest.param("TUR", date(2026, 11, 22), "Türkiye", "Türkiye", id="turkiye-2026"),
        pytest.param(
            "MKD",
            date(2014, 1, 1),
            "FYR Macedonia",
            "The former Yugoslav Republic of Macedonia",
            id="macedonia-2014",
        ),
        pytest.param("MKD", date(2019, 5, 6), "North Macedonia", "North Macedonia", id="macedonia-2019"),
        pytest.param("SWZ", date(2011, 10, 4), "Swaziland", "Swaziland", id="swaziland-2011"),
        pytest.param("SWZ", date(2021, 11, 1), "Eswatini", "Eswatini", id="eswatini-2021"),
        pytest.param("CZE", date(2008, 4, 16), "Czech Republic", "Czech Republic", id="czech-republic-2008"),
        pytest.param("CZE", date(2017, 11, 6), "Czechia", "Czechia", id="czechia-2017"),
        pytest.param("LBY", date(2010, 11, 9), "Libyan Arab Jamahiriya", "Libyan Arab Jamahiriya", id="libya-2010"),
        pytest.param("LBY", date(2012, 1, 1), "Libya", "Libya", id="libya-2012"),
        pytest.param("CPV", date(2013, 4, 22), "Cape Verde", "Cape Verde", id="cape-verde-2013"),
        pytest.param("CPV", date(2014, 1, 1), "Cabo Verde", "Cabo Verde", id="cabo-verde-2014"),
        pytest.param("NLD", date(2012, 5, 31), "Netherlands", "Netherlands", id="netherlands-2012"),
        pytest.param("NLD", date(2026, 1, 1), "Netherlands", "Netherlands (Kingdom of the)", id="netherlands-2026"),
        pytest.param("BOL", date(2026, 1, 1), "Bolivia", "Bolivia (Plurinational State of)", id="bolivia"),
        pytest.param("IRN", date(2026, 1, 1), "Iran", "Iran (Islamic Republic of)", id="iran"),
        pytest.param("FSM", date(2026, 1, 1), "Micronesia", "Micronesia (Federated States of)", id="micronesia"),
        pytest.param("VEN", date(2026, 1, 1), "Venezuela", "Venezuela (Bolivarian Republic of)", id="venezuela"),
        pytest.param(
            "GBR",
            date(2026, 1, 1),
            "United Kingdom",
            "United Kingdom of Great Britain and Northern Ireland",
            id="united-kingdom",
        ),
        pytest.param("USA", date(2026, 1, 1), "United States", "United States of America", id="united-states"),
        pytest.param("RUS", date(2026, 1, 1), "Russian Federation", "Russian Federation", id="russia"),
        pytest.param("KOR", date(2026, 1, 1), "Republic of Korea", "Republic of Korea", id="korea"),
        pytest.param("VNM", date(2026, 1, 1), "Viet Nam", "Viet Nam", id="viet-nam"),
        pytest.param("SYR", date(2026, 1, 1), "Syrian Arab Republic", "Syrian Arab Republic", id="syria"),
        pytest.param(
            "TZA", date(2026, 1, 1), "United Republic of Tanzania", "United Republic of Tanzania", id="tanzania"
        ),
    ],
)
def test_name_of_a_day(iso3: str, day: date, short: str, formal: str) -> None:
    assert name_on(state(iso3), day, form="short") == short
    assert name_on(state(iso3), day, form="formal") == formal


def test_only_names_with_a_bracket_and_the_two_longest_are_shortened() -> None:
    shortened = {one.iso3 for one in TABLE.states if one.short != one.name}
    assert shortened == {"BOL", "FSM", "GBR", "IRN", "NLD", "USA", "VEN"}


@pytest.mark.parametrize("form", ["short", "formal"])
def test_names_of_one_day_are_all_different(form: NameForm) -> None:
    for day in (date(2008, 4, 7), date(2014, 11, 30), date(2026, 11, 22)):
        assert len({name_on(one, day, form=form) for one in TABLE.states}) == 193


def test_former_names_end_in_order_and_say_how_sure_they_are() -> None:
    for one in TABLE.states:
        assert list(one.former) == sorted(one.former, key=lambda former: former.until)
        assert all(former.source for former in one.former if former.confidence != "from-memory")


@pytest.mark.parametrize(
    ("iso3", "confidence"),
    [("TUR", "verified"), ("MKD", "verified"), ("CPV", "verified"), ("CZE", "single-source"), ("SWZ", "from-memory")],
)
def test_former_names_know_how_sure_their_dates_are(iso3: str, confidence: str) -> None:
    assert [former.confidence for former in state(iso3).former] == [confidence]


def test_a_former_name_that_is_still_right_says_so() -> None:
    assert {one.iso3 for one in TABLE.states if any(former.stays for former in one.former)} == {"BOL", "CZE", "NLD"}


def test_spellings_of_a_former_name_are_found_too() -> None:
    assert named("FYROM and the Former Yugoslav Republic of Macedonia") == ["MKD", "MKD"]


ALL_SPELLINGS = [(one.iso3, spelling) for one in TABLE.states for spelling in spellings(one)]


@pytest.mark.parametrize(("iso3", "spelling"), ALL_SPELLINGS)
def test_every_spelling_is_found_whole(iso3: str, spelling: str) -> None:
    for text in (spelling, f"({spelling})", f"on {spelling}, and", f"“{spelling}”", f"{spelling}’s report"):
        mentions = find_states(text, TABLE)
        assert [(one.iso3, one.text) for one in mentions] == [(iso3, spelling)]


@pytest.mark.parametrize("one", [pytest.param(one, id=one.iso3) for one in TABLE.states])
def test_every_name_is_found_in_capitals(one: State) -> None:
    assert named(one.name.upper()) == [one.iso3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Guinea", ["GIN"], id="guinea"),
        pytest.param("Guinea-Bissau", ["GNB"], id="guinea-bissau"),
        pytest.param("Guinea Bissau", ["GNB"], id="guinea-bissau-without-hyphen"),
        pytest.param("Guinea\u2011Bissau", ["GNB"], id="guinea-bissau-non-breaking-hyphen"),
        pytest.param("Guinea–Bissau", ["GNB"], id="guinea-bissau-dash"),
        pytest.param("Guinea-\nBissau", ["GNB"], id="guinea-bissau-over-two-lines"),
        pytest.param("Guinea-Bissao", [], id="hyphen-after-guinea"),
        pytest.param("Spanish-Guinea", [], id="hyphen-before-guinea"),
        pytest.param("Equatorial Guinea", ["GNQ"], id="equatorial-guinea"),
        pytest.param("Papua New Guinea", ["PNG"], id="papua-new-guinea"),
        pytest.param("Papua-New Guinea", ["PNG"], id="papua-new-guinea-with-hyphen"),
        pytest.param("New Guinea and the Gulf of Guinea", [], id="other-guineas"),
        pytest.param("a guinea pig, a Guinea pig", [], id="guinea-pig"),
        pytest.param("Guinea-Conakry", ["GIN"], id="guinea-conakry"),
        pytest.param("Guinea, Equatorial Guinea and Guinea-Bissau", ["GIN", "GNQ", "GNB"], id="three-guineas"),
        pytest.param("Guinean, Guineans", [], id="people-of-guinea"),
        pytest.param("Niger and Nigeria", ["NER", "NGA"], id="niger-nigeria"),
        pytest.param("Nigerien and Nigerian delegates", [], id="people-of-niger"),
        pytest.param("the Niger Delta", [], id="niger-delta"),
        pytest.param("Dominica", ["DMA"], id="dominica"),
        pytest.param("the Dominican Republic", ["DOM"], id="dominican-republic"),
        pytest.param("Dominican", [], id="dominican"),
        pytest.param("Congo", ["COG"], id="congo"),
        pytest.param("Republic of the Congo", ["COG"], id="republic-of-the-congo"),
        pytest.param("Democratic Republic of the Congo", ["COD"], id="drc-in-full"),
        pytest.param("DRC, DR Congo and Congo", ["COD", "COD", "COG"], id="three-congos"),
        pytest.param("Congo, Democratic Republic of the Congo", ["COG", "COD"], id="list-of-both-congos"),
        pytest.param("Congo, Democratic Republic of the, and Chad", ["COD", "TCD"], id="inverted-congo"),
        pytest.param("Dem. Rep. of the Congo", ["COD"], id="abridged-congo"),
        pytest.param("Republic of Korea", ["KOR"], id="south-korea"),
        pytest.param("Democratic People's Republic of Korea", ["PRK"], id="north-korea"),
        pytest.param("Democratic People’s Republic of Korea", ["PRK"], id="north-korea-curly"),
        pytest.param("Democratic Peoples Republic of Korea", ["PRK"], id="north-korea-no-apostrophe"),
        pytest.param("Democratic Republic of Korea", [], id="neither-korea"),
        pytest.param("DPRK and DPR Korea", ["PRK", "PRK"], id="dprk"),
        pytest.param("Moldova, Republic of Korea", ["MDA", "KOR"], id="list-that-looks-inverted"),
        pytest.param("Moldova, Republic of  Korea", ["MDA", "KOR"], id="same-with-two-spaces"),
        pytest.param("Moldova, Republic of; Korea, Republic of", ["MDA", "KOR"], id="inverted"),
        pytest.param("Tanzania, United Republic of and Togo", ["TZA", "TGO"], id="inverted-before-and"),
        pytest.param("Sudan and South Sudan", ["SDN", "SSD"], id="two-sudans"),
        pytest.param("SOUTH SUDAN", ["SSD"], id="south-sudan-capitals"),
        pytest.param("Samoa", ["WSM"], id="samoa"),
        pytest.param("American Samoa", [], id="american-samoa"),
        pytest.param("Georgia, South Georgia", ["GEO"], id="georgia"),
        pytest.param("Ireland and Northern Ireland", ["IRL"], id="ireland"),
        pytest.param("United Kingdom of Great Britain and Northern Ireland", ["GBR"], id="uk-in-full"),
        pytest.param("Order of Malta, Malta", ["MLT"], id="malta"),
        pytest.param("New Mexico, Mexico", ["MEX"], id="mexico"),
        pytest.param("the UK and CAR", ["GBR", "CAF"], id="short-forms"),
        pytest.param("a car, Uk, uk, Car, drc", [], id="short-forms-in-small-letters"),
        pytest.param("we ate turkey with chad and mali", [], id="small-letters"),
        pytest.param("TOGO, CÔTE D'IVOIRE, CÔTE d’IVOIRE", ["TGO", "CIV", "CIV"], id="headings"),
        pytest.param("Cote d'Ivoire, Côte d’Ivoire, Ivory Coast", ["CIV", "CIV", "CIV"], id="cote-d-ivoire"),
        pytest.param("Co\u0302te d'Ivoire", ["CIV"], id="accent-as-a-mark-of-its-own"),
        pytest.param("Turkiye, Türkiye, Tu\u0308rkiye, Turkey", ["TUR"] * 4, id="turkiye"),
        pytest.param("Papua\u00a0New\u202fGuinea", ["PNG"], id="non-breaking-spaces"),
        pytest.param("Papua New\n  Guinea", ["PNG"], id="line-break"),
        pytest.param("Papua New\r\nGuinea", ["PNG"], id="windows-line-break"),
        pytest.param("Dominican\n\nRepublic", [], id="two-paragraphs"),
        pytest.param("Mada\u00adgascar", ["MDG"], id="soft-hyphen"),
        pytest.param("Angola\u200bBolivia", ["AGO", "BOL"], id="zero-width-space"),
        pytest.param("\u2068Angola\u2069", ["AGO"], id="bidi-isolate"),
        pytest.param("Angola's", ["AGO"], id="possessive"),
        pytest.param("Angola’s and the Maldives’ reports", ["AGO", "MDV"], id="possessive-curly"),
        pytest.param("l'Angola", ["AGO"], id="after-an-apostrophe"),
        pytest.param("_Angola_ **Bolivia**", ["AGO", "BOL"], id="emphasis"),
        pytest.param("Angola¹ and Bolivia²", ["AGO", "BOL"], id="footnote-marks"),
        pytest.param("AngolaBolivia", [], id="glued"),
        pytest.param("Angola2014", [], id="glued-number"),
        pytest.param("Angola-2014", ["AGO"], id="number-after-hyphen"),
        pytest.param("-Angola\n- Bolivia", ["AGO", "BOL"], id="list-marks"),
        pytest.param("Kenya-based, anti-Iran, Iran-Iraq", ["KEN", "IRN", "IRN", "IRQ"], id="compounds"),
        pytest.param("Angola—which Benin–Togo", ["AGO", "BEN", "TGO"], id="dashes"),
        pytest.param("St. Lucia, St Kitts & Nevis", ["LCA", "KNA"], id="saints"),
        pytest.param("ST. VINCENT AND THE GRENADINES", ["VCT"], id="saint-in-capitals"),
        pytest.param("Trinidad And Tobago", ["TTO"], id="title-case"),
        pytest.param("trinidad AND Tobago", [], id="odd-case"),
        pytest.param("Trinidad aNd Tobago", [], id="odd-case-of-a-small-word"),
        pytest.param("GUINEA-Bissau", [], id="half-in-capitals"),
        pytest.param("Bolivia (Plurinational State of) and Iran", ["BOL", "IRN"], id="brackets"),
        pytest.param("Bolivia (Plurinational", ["BOL"], id="open-bracket"),
        pytest.param("Bolivia(Plurinational State of)", ["BOL"], id="bracket-without-space"),
        pytest.param("the Netherlands, The Netherlands", ["NLD", "NLD"], id="article"),
        pytest.param("Kingdom of the Netherlands", ["NLD"], id="kingdom"),
        pytest.param("the former Yugoslav Republic of Macedonia", ["MKD"], id="former-name"),
        pytest.param("Swaziland, Cape Verde, Czech Republic", ["SWZ", "CPV", "CZE"], id="names-of-their-year"),
        pytest.param("Angola Angola", ["AGO", "AGO"], id="twice"),
        pytest.param("Papua", [], id="part-of-a-name"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_states_in_a_text(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_longest_name_gives_its_whole_place() -> None:
    text = "Reviews of Papua New\u00a0Guinea (the) and Iran (Islamic Republic of)."
    assert [(one.start, one.end, one.text) for one in find_states(text, TABLE)] == [
        (11, 27, "Papua New\u00a0Guinea"),
        (38, 64, "Iran (Islamic Republic of)"),
    ]


def test_list_of_a_whole_session_is_found_in_order() -> None:
    for session in TABLE.sessions:
        names = [name_on(state(iso3), date(2014, 11, 30), form="short") for iso3 in session.states]
        assert named(f"{', '.join(names[:-1])} and {names[-1]}") == list(session.states)


PIECES = st.sampled_from(
    [spelling for _, spelling in ALL_SPELLINGS]
    + [*TABLE.lookalikes, "-", " ", "\n", "’", "'", ", ", "(", ")", " of the ", "\u00a0", "\u00ad", "&", "St."]
)


@given(st.lists(PIECES | st.text(max_size=6)).map("".join))
def test_offsets_agree_with_the_text_whatever_it_is(text: str) -> None:
    mentions = find_states(text, TABLE)
    done = 0
    for one in mentions:
        assert done <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert TABLE.state(one.iso3) is not None
        done = one.end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in find_states(text, TABLE))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("The reviews of Angola and Papua New Guinea went well. ", id="prose"),
        pytest.param("Democratic People's Republic of ", id="beginnings-of-a-long-name"),
        pytest.param("Guinea-", id="hyphens"),
        pytest.param("é", id="one-long-word"),
        pytest.param("Papua\n\n\n\n\n\n\n\n", id="empty-lines"),
    ],
)
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    """Ten times the text costs ten times the time and some noise, never a hundred times (prose: 0.15 s a megabyte)."""
    small, large = piece * (30_000 // len(piece)), piece * (300_000 // len(piece))
    find_states(small, TABLE)
    spent = []
    for text in (small, large):
        start = time.process_time()
        find_states(text, TABLE)
        spent.append(time.process_time() - start)
    assert spent[1] < 30 * spent[0] + 0.1
