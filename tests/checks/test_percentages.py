from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.remembered import given
from trax.checks.registry import run_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("percentages",)


def test_parts_beyond_the_whole_are_an_error_with_the_sum_and_its_place(check: Check) -> None:
    (finding,) = check("In all, 52% were accepted, 30% rejected and 20% noted.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "the parts add up to 102%, not to 100%: 52% + 30% + 20%"
    assert finding.text == "52% were accepted, 30% rejected and 20% noted"
    assert str(finding.place) == "issues/050/10-item.md:10:9"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("Accepted: 73%; rejected: 18%; noted: 19%.", "110%", id="names before the figures"),
        pytest.param("- 67% accepted\n- 28% noted\n- 10% pending", "105%", id="list"),
        pytest.param("| Accepted | 67% |\n| Noted | 28% |\n| No response | 10% |", "105%", id="table"),
        pytest.param("78% of recommendations were supported, while 32% were noted.", "110%", id="two parts"),
        pytest.param(
            "It enjoyed 70 per cent support? No: 65 per cent accepted, 45 per cent refused.", "110%", id="words"
        ),
        pytest.param(
            "Sixty-five per cent were accepted and forty-five per cent rejected.", "110%", id="numbers in words"
        ),
        pytest.param("Of the speakers, 62% were women and 48% men.", "110%", id="women and men"),
        pytest.param("52% accepted, 30% rejected, and the remaining 12% left pending", "94%", id="the remaining"),
        pytest.param("61.6% of them were accepted, leaving 48.4% noted.", "110%", id="leaving"),
        pytest.param("12% fully implemented, 36% partially, 42% not implemented", "90%", id="implementation"),
        pytest.param("70% accepted, 9% rejected, 9% left without a clear answer", "88%", id="nothing can be missing"),
        pytest.param("113% of recommendations were accepted.", "113% is more than the whole", id="one part"),
    ],
)
def test_shares_that_exclude_each_other_have_to_make_a_hundred(check: Check, text: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "error"
    assert message in finding.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("33.3% accepted, 33.3% rejected, 33.3% noted", id="rounding"),
        pytest.param("67% accepted, 18% rejected, 16% pending", id="rounding up"),
        pytest.param("67% were accepted and 18% rejected", id="parts that may not be all"),
        pytest.param("70% of accepted recommendations and 45% of noted ones were acted upon", id="other wholes"),
        pytest.param("62% of women and 48% of men in the survey knew the review", id="rates of groups"),
        pytest.param(
            "Of 52 organisations, 63% were national and 50% were represented by women", id="overlapping groups"
        ),
        pytest.param("Australia accepted 51% and Lebanon noted 60%", id="two States"),
        pytest.param("67% were accepted in 2012 and 45% rejected in 2013", id="two years"),
        pytest.param("73% accepted (70% in the first cycle), 40% rejected in the first", id="two cycles"),
        pytest.param("67% were accepted. 45% were rejected.", id="two sentences"),
        pytest.param("45% of States accepted all and 70% rejected at least one", id="shares of States"),
        pytest.param("It accepted 120% more recommendations than in 2008", id="more than before"),
        pytest.param("Accepted ones rose by 95% and rejected ones fell by 15%", id="changes"),
        pytest.param("It was supported by 80% of States and rejected by 30%", id="by whom"),
        pytest.param("73%, 75% and 68% were accepted, rejected and noted, respectively", id="respectively"),
        pytest.param("Accepted 67% 73%\nRejected 15% 12%", id="columns"),
        pytest.param("about 60% accepted, 30% rejected and 20% noted", id="a rounded part"),
        pytest.param("48% accepted, 40% noted, 30% accepted", id="twice the same, side by side"),
        pytest.param("Noted 60% and accepted 52% respectively", id="respectively, behind"),
        pytest.param("52% accepted, 30% rejected, 10% pending; the others will follow", id="more will follow"),
        pytest.param("48% accepted after long talks, 20% rejected, 12% accepted later", id="twice the same"),
        pytest.param("the 1st review: 60% accepted and 20% noted,\n\n- and 45% rejected", id="another paragraph"),
        pytest.param(
            "12% fully implemented, 36% partially, 48% not implemented, 4% not known", id="a part without name"
        ),
    ],
)
def test_parts_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_accepted_and_noted_that_nearly_make_a_hundred_are_worth_a_word(check: Check) -> None:
    (finding,) = check("In all, 68% were accepted and 30% noted.", only=ONLY)
    assert finding.severity == "notice"


def test_many_parts_may_be_far_off_by_rounding(check: Check) -> None:
    text = "40% accepted, 20% rejected, 17% noted, 13% pending and 12% without any answer"
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "5,000 recommendations: 3,000 accepted, 1,500 rejected, 400 general",
            "the parts add up to 4,900, not to 5,000: 3,000 + 1,500 + 400",
            id="with a colon",
        ),
        pytest.param("Of its 12 recommendations, nine were accepted and four noted.", "13, not to 12", id="in words"),
        pytest.param("It received 253 recommendations. It supported 192 and noted 71.", "263", id="sentence before"),
        pytest.param("253 recommendations, of which 192 were supported and 71 noted", "263", id="of which"),
        pytest.param("Supported: 150\nNoted: 52\nTotal: 192", "202, not to 192", id="total below"),
        pytest.param("Total recommendations: 192\nSupported: 150\nNoted: 52", "202", id="total above"),
        pytest.param("The State accepted 120 of the 150 recommendations and noted 40.", "160, not to 150", id="inside"),
        pytest.param("Out of 306 made, 171 were accepted, 31 rejected and 94 left pending.", "296", id="some are lost"),
    ],
)
def test_counts_of_parts_have_to_make_their_whole(check: Check, text: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "error"
    assert message in finding.message


def test_round_thousands_are_a_warning_only(check: Check) -> None:
    (finding,) = check("Of 57,000 recommendations, 42,000 were accepted and 16,000 noted.", only=ONLY)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Out of 306, 171 were accepted, 31 rejected and 104 left pending or unclear.", id="right"),
        pytest.param("It received 253 recommendations. It supported 150 and noted 71.", id="some may be pending"),
        pytest.param("Kenya accepted 150 recommendations. It rejected 100 and noted 80.", id="a part before"),
        pytest.param(
            "In 2009 it got 150 recommendations; in 2013, 180 were accepted and 20 noted.", id="another review"
        ),
        pytest.param("Of the 150 of its first review, 100 were accepted; now 180 are accepted and 20 noted.", id="now"),
        pytest.param("It got 150 recommendations. It supported 192 and noted 61 in 2015.", id="another year"),
        pytest.param("Out of 8 sessions, 150 recommendations were accepted and 20 noted.", id="another noun"),
        pytest.param("A total of 150 recommendations were accepted and 42 noted.", id="the total of a part"),
        pytest.param("83 recommendations were accepted, 17 rejected (of 100).", id="whole behind"),
        pytest.param("Of the 14 States, 120 recommendations were accepted and 20 noted.", id="States"),
        pytest.param("Of 2,450 recommendations, 1,800 were accepted, 500 noted, and the rest is open.", id="the rest"),
        pytest.param("More than 150 recommendations: 140 accepted and 30 noted", id="an unsure whole"),
        pytest.param(
            "150 recommendations, 120 accepted (of which 20 noted at first), 30 rejected", id="a part of a part"
        ),
    ],
)
def test_counts_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_a_percentage_that_is_no_quotient_is_an_error_with_the_right_one(check: Check) -> None:
    (finding,) = check("We analysed 3,688 of 7,500 recommendations (50.2%).", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "3,688 of 7,500 is 49.2%, not 50.2%"
    assert finding.hint == "write 49.2%, or correct one of the two counts"
    assert finding.text == "50.2%"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Out of 306, 171 were accepted (76.8%), 31 rejected (10.1%) and 104 left pending (34%).", id="run"
        ),
        pytest.param("1,992 (60%) of the 2,944 recommendations", id="percentage in the middle"),
        pytest.param("60% of the 2,944 recommendations (1,992)", id="percentage first"),
        pytest.param("60% (1,992 of 2,944)", id="both in brackets"),
        pytest.param("11 out of 14 States, or 70%, came", id="or"),
        pytest.param("1,771 recommendations, representing 67.8% of the 2,306 received", id="representing"),
        pytest.param("Out of 14 States, 13 (83 per cent) attended.", id="States"),
        pytest.param("Of the 52 organisations, 39 were national (75%) and 26 were small (55%).", id="the second one"),
        pytest.param("Kenya received 192 recommendations and accepted 150 (88%).", id="received"),
        pytest.param("200 recommendations, 150 of which (65%) were accepted", id="of which"),
    ],
)
def test_a_percentage_has_to_be_the_quotient_of_the_counts_beside_it(check: Check, text: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "error"
    assert " is " in finding.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,992 (68%) of the 2,944 recommendations", id="rounded"),
        pytest.param("1,992 (67%) of the 2,944 recommendations", id="cut off"),
        pytest.param("1,992 (67.66%) of the 2,944 recommendations", id="two decimals"),
        pytest.param("35,000 of 57,000 recommendations (62%)", id="round thousands"),
        pytest.param("Nearly 2,000 (70%) of the 2,944 recommendations", id="an unsure count"),
        pytest.param("over 60% (1,992 of 2,944)", id="an unsure percentage"),
        pytest.param("20 of the 150 recommendations made to 3 of the 14 States (13%)", id="another pair"),
        pytest.param(
            "Of the 150 recommendations, 120 were accepted, of which 30 (25%) on torture.", id="part of a part"
        ),
        pytest.param("Of 193 States, 189 came (98%), 100 of these for the first time (53%).", id="of these"),
        pytest.param("1,200 (of 2,400) were accepted (50%), 300 (25%) of them in writing.", id="of them"),
        pytest.param("Of 52 organisations, 39 of them were national (75%), 26 of them small (50%).", id="of whom"),
        pytest.param("The work of 52 people was honoured: 39 (60%).", id="nothing divides"),
        pytest.param("In Geneva, 39 (60%) came.", id="no other count"),
        pytest.param("At 65 small tables, 39 (60%) sat.", id="a count of something else"),
        pytest.param("30 of 20 (40%)", id="more than its whole"),
        pytest.param("Of the 14 States, 9 accepted most recommendations (80%).", id="most"),
        pytest.param("The work of 52 organisations was honoured, 39 of them national (60%).", id="no whole"),
        pytest.param("It fell from 50 recommendations to 48 (4%).", id="change"),
        pytest.param("Of the 52 organisations, three quarters (77%) came.", id="fraction in words"),
        pytest.param("Nine out of ten States (88%) came.", id="nine out of ten"),
        pytest.param("110 of 193 States (57%) did so, up from 28% (54 of 193).", id="two of them"),
        pytest.param("Of the 193 States, 14 are reviewed at each of three sessions a year (22%).", id="a year"),
        pytest.param("It got 253 recommendations and supported 192 of those made by friends (90%).", id="of those"),
        pytest.param("1.771 of the 2306 recommendations (76.8%)", id="a point that may part thousands"),
        pytest.param("2 million of 7 million people (29%)", id="millions"),
    ],
)
def test_quotients_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a quarter of the States (35%)", id="far away"),
        pytest.param("more than half of the recommendations (48%)", id="less than more than half"),
        pytest.param("less than a third (38%)", id="more than less than a third"),
        pytest.param("nearly half (53%)", id="beyond nearly"),
        pytest.param("one in four recommendations (35%)", id="one in four"),
        pytest.param("35% (a quarter) of the States", id="words in brackets"),
        pytest.param("The rate went up from 73% to 67%.", id="up that goes down"),
        pytest.param("The rate decreased from 67% to 73%.", id="down that goes up"),
        pytest.param("The share grew from 46% to 48%, an increase of 12%.", id="size of a change"),
        pytest.param("It went from 150 to 180 recommendations, a 30% increase.", id="change of a count"),
    ],
)
def test_words_and_figures_that_differ_are_a_warning(check: Check, text: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("two thirds (66%), a quarter (24%), half (48%), three quarters of them (76%)", id="rounded words"),
        pytest.param(
            "more than half of them (71%), nearly half (45%), less than a quarter (18%)", id="with a direction"
        ),
        pytest.param(
            "the second half of the year (35%), the third cycle (20%), a fifth session (40%)", id="no fractions"
        ),
        pytest.param("It rose from 46% to 48%, an increase of 2%.", id="points"),
        pytest.param("It rose from 46% to 48%, an increase of 4%.", id="of the first figure"),
        pytest.param("It rose from 46% to 48%, an increase of two percentage points.", id="points in words"),
        pytest.param("It rose from 46% to 48%, an increase of 9% or so.", id="a rounded size"),
        pytest.param("It rose from 46% to 48%, an increase of 2 percentage points.", id="points in figures"),
        pytest.param("It rose from 46% to 48%, by which 9 were glad.", id="a figure of something else"),
        pytest.param("They moved from 46 to 48 and from room 4 to room 5, a rise of one.", id="nothing counted"),
        pytest.param("one in one (50%), five in two (20%)", id="no fractions of a whole"),
        pytest.param("from 12 to 36 organisations, an increase of 200%", id="threefold"),
        pytest.param("Efforts increase to bring it from 48% down to 30%.", id="up and down"),
        pytest.param("The number rose from 2012 to 2014.", id="years"),
        pytest.param("It ran from 10 to 12 May; speakers rose from 10 am to 9 am.", id="days and times"),
        pytest.param("14 States received 2,980 recommendations, an average of 213 per State.", id="average"),
        pytest.param("14 States received 2,980 recommendations, some 199 per State at least.", id="no average"),
        pytest.param("14 States got 2,980 recommendations, 199 per State.", id="average of nothing"),
        pytest.param("Of 2,751 made, 138 States on average made 3 recommendations per State to each.", id="each"),
        pytest.param("14 States received 2,388 recommendations, on average 170 per State.", id="average, cut off"),
        pytest.param("2,751 recommendations by 138 States to 14 States, an average of 20 per State", id="two numbers"),
        pytest.param(
            "In 14 reviews 2,980 recommendations and an average of 86 speeches per review.", id="another noun"
        ),
    ],
)
def test_words_that_fit_their_figures_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_an_average_has_to_be_the_total_divided_by_the_number(check: Check) -> None:
    (finding,) = check("In all, 2,980 recommendations were made to 14 States: an average of 231 per State.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "2,980 divided by 14 is 212.9, not 231"


def test_the_numbers_of_a_header_are_read_together_and_found_where_they_stand(check: Check) -> None:
    figures = [
        {"value": "2,306", "label": "recommendations made"},
        {"value": "78 %", "label": "accepted"},
        {"value": "32 %", "label": "noted"},
    ]
    (finding,) = check(kind="publication", title="Numbers", figures=figures, only=ONLY)
    assert finding.message == "the parts add up to 110%, not to 100%: 78 % + 32 %"
    assert finding.place.path == "issues/050/10-item.md"


def test_an_issue_in_another_language_is_not_read() -> None:
    text = "52% accepted, 30% rejected and 20% noted"
    assert run_checks(given(text, language="fr"), only=ONLY) == ()
    assert run_checks(given(text, language="en-GB"), only=ONLY)


def test_on_average_each_of_so_many_has_the_number_before_the_average(check: Check) -> None:
    text = "123 States made {} recommendations. On average each of the 16 States under Review received {}."
    assert check(text.format("2,306", "144.1"), only=("percentages",)) == ()
    assert [finding.severity for finding in check(text.format("2,306", "154.1"), only=("percentages",))] == ["error"]
