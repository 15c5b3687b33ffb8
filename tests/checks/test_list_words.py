"""What the words around a list say: texts that look odd and are right, beside texts that are wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.upr.names import name_on
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

TABLE = load_table()
CODES = (
    "missing-state",
    "extra-state",
    "duplicate-state",
    "count-vs-list",
    "list-separator",
    "list-order",
    "state-name",
)


def names(number: int, *, drop: str = "", add: str = "", between: str = ", ", day: date = date(2014, 11, 30)) -> str:
    session = TABLE.session(number)
    assert session is not None
    codes = [code for code in session.states if code not in drop.split()]
    found = [name_on(state, day, form="short") for code in codes if (state := TABLE.state(code))]
    return between.join([*found, *([add] if add else [])])


def said(check: Check, text: str, on: str) -> list[str]:
    return sorted(finding.code for finding in check(text, on=on, only=CODES))


COLUMNS = "".join(
    f"| {left} | {right} |\n" for left, right in zip(names(20).split(", "), names(21).split(", "), strict=True)
)
RIGHT = [
    # some of the States of a session
    (
        "including",
        f"The States reviewed at the 20th UPR session, including {names(20, drop='ITA')}, spoke.",
        "2014-11-30",
    ),
    ("others", "Its 40th session reviewed Togo, Syria, Iceland, Zimbabwe, Uganda and 7 others.", "2022-03-01"),
    ("among", f"{names(20, drop='SVN BIH EGY')} were among the States reviewed at the 20th UPR session.", "2014-11-30"),
    ("six", "At the 20th UPR session, Egypt, Iran, Iraq, Italy, Angola and Fiji were reviewed.", "2014-11-30"),
    ("this week", f"This week at the 20th UPR session: {names(20, drop='IRQ SVN EGY BIH')}.", "2014-10-28"),
    ("so far", f"Reports of the 20th UPR session adopted so far: {names(20, drop='EGY BIH')}.", "2014-11-05"),
    (
        "first seven",
        f"The first seven States of the 20th UPR session are {names(20, drop='IRQ SVN EGY IRN MDG KAZ AGO')}.",
        "2014-10-20",
    ),
    ("all but", f"All States reviewed at UPR20 but Italy have accepted: {names(20, drop='ITA')}.", "2015-03-20"),
    ("mid-term", f"Mid-term reports by States reviewed at UPR20 came from {names(20, drop='ITA EGY')}.", "2017-02-28"),
    ("national", f"National reports for the 21st UPR session are out: {names(21, drop='LSO KEN')}.", "2014-11-28"),
    ("webcast", f"The webcast of the reviews of UPR20 is there for {names(20, drop='BIH')}.", "2014-11-05"),
    (
        "fact sheets",
        f"Pre-session fact sheets: {names(21, drop='LSO KIR ESP')}. The 21st UPR session nears.",
        "2015-01-15",
    ),
    # Pre-sessions
    ("pre", f"We held Pre-sessions for UPR21 in December. The States were: {names(21, drop='LSO KIR')}.", "2014-12-30"),
    (
        "pre heading",
        (
            "## Pre-sessions\n\nPanels on States under Review at UPR21:\n\n- "
            f"{names(21, drop='LSO', between=chr(10) + '- ')}"
        ),
        "2014-12-30",
    ),
    # States in another role
    (
        "troika",
        (
            "Troikas of UPR20: Italy (Chile, Germany, Kenya), El Salvador (Cuba, Ireland, Japan), Gambia "
            "(Brazil, India, Peru), Fiji (Kenya, India, France), Bolivia (China, Russia, Cuba)."
        ),
        "2014-11-30",
    ),
    (
        "recommending",
        "At UPR20, recommendations were made by Angola, Bolivia, Chile, Peru, Spain, Norway, Sweden and Iraq.",
        "2014-11-30",
    ),
    ("partners", f"During the 21st UPR session we met partners from {names(21, add='Chile')}.", "2015-02-28"),
    ("spoke", "At the 20th UPR session Spain, Ireland, Kenya, Chile, Italy and Egypt took the floor.", "2014-11-30"),
    (
        "elected",
        "The Assembly elected Albania, Bolivia, Congo, Ghana, India, Latvia and Qatar. UPR20 begins soon.",
        "2014-10-22",
    ),
    (
        "trained",
        "Before the 26th UPR session we organised trainings in Uganda, Togo, Haiti, Syria, Iceland and Lithuania.",
        "2016-07-05",
    ),
    # what was planned, and what came
    ("Israel, then", f"The 15th session of the UPR will review: {names(15, add='Israel')}.", "2013-01-10"),
    (
        "Israel, told",
        f"The 15th UPR session was to review 14 States: {names(15, add='Israel')}. Israel did not attend.",
        "2013-03-01",
    ),
    ("Israel, noted", f"Reviewed at the 15th session of the UPR: {names(15, add='Israel (absent)')}.", "2013-03-01"),
    ("Israel, later", f"The 17th UPR session in October will review 14 States: {names(17, drop='ISR')}.", "2013-05-01"),
    ("Israel, there", f"The 17th session of the UPR reviewed 15 States: {names(17)}.", "2013-12-01"),
    ("Haiti, then", f"The 8th session of the UPR will review 16 States: {names(8, add='Haiti')}.", "2009-12-01"),
    ("Haiti, gone", f"The 8th session of the UPR reviewed 15 States: {names(8)}.", "2010-06-01"),
    (
        "Haiti, not yet",
        f"The 12th session of the UPR will review sixteen States: {names(12, drop='HTI')}.",
        "2009-11-01",
    ),
    (
        "Sudan",
        f"The 39th UPR session: 14 States are scheduled: {names(39, add='Sudan', day=date(2021, 11, 2))}.",
        "2021-11-02",
    ),
    ("Ukraine", f"The 54th session of the UPR: {names(54, drop='UKR MMR')}.", "2025-11-02"),
    ("Myanmar", f"The 51st session of the UPR: {names(51, add='Myanmar')}.", "2025-11-02"),
    ("USA", f"The 50th UPR session reviewed 13 of the 14 States scheduled: {names(50)}.", "2025-11-20"),
    # numbers
    ("each", "14 States will be reviewed at each session, beginning with the 13th session of the UPR.", "2012-01-01"),
    ("first week", "Ten States were reviewed in the first week of the 20th UPR session.", "2014-11-30"),
    ("some", "12 States reviewed at the 20th UPR session have answered.", "2014-11-30"),
    ("of 14", f"Of the States reviewed at UPR20, 11 have answered: {names(20, drop='ITA EGY IRN')}.", "2015-03-28"),
    (
        "attending",
        "Representatives of 40 States attended the review of Italy, El Salvador, Gambia, Bolivia and Fiji.",
        "2014-11-30",
    ),
    # lists in parts, side by side, with other names
    ("before", f"Lesotho was the first State reviewed at UPR21, followed by {names(21, drop='LSO')}.", "2015-02-28"),
    ("behind", f"Reviewed at UPR21 were {names(21, drop='LSO')}. The review of Lesotho took place last.", "2015-02-28"),
    (
        "regions",
        (
            "States reviewed at UPR20. Africa: Angola, Egypt, Gambia, Madagascar. Asia: Fiji, Iran, Iraq, "
            "Kazakhstan. Latin America: Bolivia, El Salvador. Europe: Bosnia and Herzegovina, Italy, San Marino, "
            "Slovenia."
        ),
        "2014-11-30",
    ),
    (
        "two lists",
        f"States reviewed at UPR20: {names(20)}.\nStates to be reviewed at UPR21: {names(21)}.",
        "2014-12-28",
    ),
    ("two columns", f"| 20th session of the UPR | 21st session of the UPR |\n|---|---|\n{COLUMNS}", "2015-01-30"),
    ("rows", f"| Session | States |\n|---|---|\n| UPR20 | {names(20)} |\n| UPR21 | {names(21)} |\n", "2015-01-30"),
    (
        "two cycles",
        f"UPR34 reviewed for the third time: {names(34)}. The 20th UPR session was their second.",
        "2019-12-01",
    ),
    (
        "mixed names",
        (
            "Reviewed at the 18th UPR session: New Zealand, Afghanistan, Chile, Cambodia, Uruguay, Yemen, "
            "Vanuatu, FYROM, Comoros, Slovak Republic, Eritrea, Cyprus, Dominican Republic and Vietnam."
        ),
        "2014-03-30",
    ),
    (
        "figures",
        (
            "Recommendations at UPR20\n\nAngola: 226 recommendations\nEgypt: 300 recommendations\nFiji: 138 "
            "recommendations\nIran: 291 recommendations\nIraq: 229 recommendations"
        ),
        "2014-11-30",
    ),
    (
        "South Sudan",
        f"The 11th UPR session reviewed Sudan before the independence of South Sudan: {names(11)}.",
        "2011-08-20",
    ),
    # adoptions
    ("HRC28", f"The outcomes of the following 14 States were adopted at HRC28: {names(20)}.", "2015-04-01"),
    (
        "HRC47",
        f"The 47th session of the Human Rights Council adopted the outcomes of {names(37, drop='MMR')}.",
        "2021-08-01",
    ),
    (
        "two days",
        f"HRC29 adopted the first seven outcomes of UPR21: {names(21, drop='ARM GNB SWE GRD TUR GUY KWT')}.",
        "2015-07-05",
    ),
    # months
    ("month", f"The States to be reviewed in January 2015 are {names(21)}.", "2014-12-30"),
    ("other month", f"The States to be reviewed in May 2015 are {names(21, drop='LSO')}.", "2014-12-30"),
    # single States
    ("subject", "A recommendation to Chile was reviewed at the 20th UPR session by Norway.", "2014-11-30"),
    ("two sessions", "Norway was reviewed at the 19th session of the UPR and Chile at the 18th session.", "2014-11-30"),
]
WRONG = [
    (
        "after reviewing",
        f"The UPR Working Group ended its 10th session after reviewing {names(10, drop='NPL')}.",
        "2011-02-28",
        "missing-state",
    ),
    (
        "tail",
        f"{names(20, drop='ITA')} were reviewed during the 20th session of the UPR.",
        "2014-11-30",
        "missing-state",
    ),
    (
        "first",
        f"The 13th session, the first of the second cycle of the UPR, reviewed {names(13, drop='IDN')}.",
        "2012-07-30",
        "missing-state",
    ),
    (
        "met",
        f"The UPR Working Group met for its 20th session and reviewed {names(20, drop='ITA')}.",
        "2014-11-30",
        "missing-state",
    ),
    (
        "after pre",
        f"After the Pre-sessions, the 21st session of the UPR will review {names(21, drop='LSO')}.",
        "2014-12-30",
        "missing-state",
    ),
    ("dates", f"UPR21 (19-30 January 2015) will review {names(21, drop='LSO')}.", "2014-12-30", "missing-state"),
    (
        "deadline",
        f"Deadline for session 23 of the UPR: 23 March 2015 ({names(23, drop='MMR')}).",
        "2015-01-30",
        "missing-state",
    ),
    (
        "beside the Council",
        (
            "In September, the Human Rights Council adopts the reports of States reviewed during session 11. "
            f"Those countries include: {names(11, drop='SDN')}."
        ),
        "2011-08-30",
        "missing-state",
    ),
    (
        "regions",
        (
            "States reviewed at UPR20. Africa: Angola, Egypt, Gambia, Madagascar. Asia: Fiji, Iran, Iraq, "
            "Kazakhstan. Latin America: Bolivia, El Salvador. Europe: Bosnia and Herzegovina, Italy, Slovenia."
        ),
        "2014-11-30",
        "missing-state",
    ),
    (
        "rows",
        f"| Session | States |\n|---|---|\n| UPR20 | {names(20)} |\n| UPR21 | {names(21, drop='LSO')} |\n",
        "2015-01-30",
        "missing-state",
    ),
    (
        "lines",
        f"UPR20 (27 October 2014): {names(20)}\nUPR21 (19 January 2015): {names(21, drop='LSO')}",
        "2015-01-30",
        "missing-state",
    ),
    (
        "documents",
        (
            "Reports of the States reviewed at "
            f"UPR20:\n\n{names(20, drop='BIH', between=': A/HRC/28/4' + chr(10))}: A/HRC/28/4\n"
        ),
        "2014-11-30",
        "missing-state",
    ),
    ("month", f"The States to be reviewed in January 2015 are {names(21, drop='LSO')}.", "2014-12-30", "missing-state"),
    (
        "HRC29",
        f"The outcomes of the following States were adopted at HRC29: {names(21, drop='LSO')}.",
        "2015-07-01",
        "missing-state",
    ),
    (
        "HRC29, its",
        f"The Human Rights Council adopted at its 29th session the outcomes of {names(21, add='Chile')}.",
        "2015-07-01",
        "extra-state",
    ),
    (
        "HRC28, less sure",
        f"The outcomes of these States were adopted at HRC28: {names(20, add='Chile')}.",
        "2015-07-01",
        "extra-state",
    ),
    ("Israel, over", f"The 15th session of the UPR reviewed: {names(15, add='Israel')}.", "2013-03-01", "extra-state"),
    ("Israel, there", f"The 17th session of the UPR reviewed: {names(17, drop='ISR')}.", "2013-12-01", "missing-state"),
    ("one of three", "The 20th UPR session reviewed Italy, Chile and Egypt.", "2014-11-30", "extra-state"),
    ("one", "Chile was reviewed at the 19th session of the UPR.", "2014-11-30", "extra-state"),
    ("review of", "The review of Chile at the 19th session of the UPR took place.", "2014-11-30", "extra-state"),
    ("other session", f"UPR22 (4-15 May 2015): {names(23)}.", "2015-01-15", "extra-state"),
    (
        "pre",
        "Pre-sessions for UPR21 were held on Armenia, Chile, Guinea, Guyana, Kenya and Kuwait.",
        "2014-12-30",
        "extra-state",
    ),
    ("Niger", f"Reviewed at UPR24: {names(24, drop='NER', add='Nigeria')}", "2016-02-28", "extra-state missing-state"),
    (
        "Koreas",
        f"Reviewed at UPR19: {names(19, drop='PRK', add='Republic of Korea')}",
        "2014-05-30",
        "extra-state missing-state",
    ),
    ("definite", "At the 20th session of the UPR the 13 States under Review spoke.", "2014-11-30", "count-vs-list"),
    (
        "15 listed",
        f"The 20th UPR session reviewed the following 15 States: {names(20)}.",
        "2014-11-30",
        "count-vs-list",
    ),
    ("saw", "UPR22 ended and saw the review of 13 countries over two weeks.", "2015-05-30", "count-vs-list"),
    ("final", "The final 14 States were reviewed at the 26th session of the UPR.", "2016-12-30", "count-vs-list"),
]


@pytest.mark.parametrize(("text", "on"), [pytest.param(*case, id=name) for name, *case in RIGHT])
def test_lists_that_look_odd_and_are_right_say_nothing(check: Check, text: str, on: str) -> None:
    assert said(check, text, on) == []


@pytest.mark.parametrize(("text", "on", "codes"), [pytest.param(*case, id=name) for name, *case in WRONG])
def test_lists_that_are_wrong_say_what_is(check: Check, text: str, on: str, codes: str) -> None:
    assert said(check, text, on) == codes.split()


def test_an_adoption_that_one_source_tells_is_a_warning(check: Check) -> None:
    text = f"The outcomes of these States were adopted at HRC28: {names(20, add='Chile')}."
    (finding,) = check(text, on="2015-07-01", only=("extra-state",))
    assert finding.severity == "warning"
    assert finding.source.startswith("session table, single source: ")


def test_a_list_in_two_weeks_lacks_its_state_once(check: Check) -> None:
    weeks = (
        "First week: Italy, El Salvador, Gambia, Bolivia, Fiji, San Marino. Many came. Reviewed in the second week: "
    )
    text = f"UPR20 is over. {weeks}Kazakhstan, Angola, Iran, Madagascar, Iraq, Slovenia, Egypt."
    assert len(check(text, on="2014-11-30", only=("missing-state",))) <= 1


def test_the_states_typed_into_a_session_may_not_repeat_one(check: Check) -> None:
    (finding,) = check(kind="session", session="21", states=[*names(21).split(", "), "Spain"], only=CODES)
    assert (finding.severity, finding.code, finding.message) == (
        "error",
        "duplicate-state",
        "Spain stands twice in this list",
    )
