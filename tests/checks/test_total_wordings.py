"""Wordings of totals of States reviewed as people write them, wrong ones and true ones that look odd."""

from __future__ import annotations

from datetime import date

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

CODES = ("cumulative-count",)


def found(text: str, day: str) -> int:
    """Return how many findings a text of a day has."""
    given = CheckInput(Document("text.txt", text, text), load_table(), date.fromisoformat(day))
    return len(run_checks(given, only=CODES))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("To date, 113 countries out of 193 have been through their second UPR.", "2014-11-28"),
        (
            (
                "Eighty-two States are still waiting for their second review: 81 remain in the second "
                "cycle, not 80. In all, 80 States remain to be reviewed in the second cycle."
            ),
            "2014-11-28",
        ),
        ("The second cycle is past its middle: 110 States down, 83 to go.", "2014-11-28"),
        ("That makes 111 States reviewed so far in the second cycle.", "2014-11-28"),
        ("The session brought the total to 114 States reviewed in this cycle.", "2014-11-28"),
        ("Eight sessions into the second cycle, 110 of 193 States have been reviewed.", "2014-11-28"),
        ("States reviewed so far: 111", "2014-11-28"),
        ("We have now seen 305 reviews since 2008: 192 in the first cycle and 113 in the second so far.", "2014-11-28"),
        (
            (
                "304 reviews have been held since 2008, 110 of them in the second cycle. So far, 305 "
                "reviews have been held."
            ),
            "2014-11-28",
        ),
        (
            "With the reviews of the 20th session, the number of States examined under the second cycle rose to 98.",
            "2014-11-28",
        ),
        ("In the first three sessions of the second cycle, 42 States were reviewed.", "2014-11-28"),
        ("Before the 20th session, 97 States had been reviewed in the second cycle.", "2014-11-28"),
        ("By the end of 2015, 153 States will have been reviewed in the second cycle.", "2014-11-28"),
        ("After the 21st session, 112 States have been reviewed in the second cycle.", "2015-02-10"),
        (
            (
                "After the 21st session, 126 States have been reviewed in the second cycle, leaving 68 "
                "for the five sessions to come."
            ),
            "2015-02-10",
        ),
        ("The first 16 States have been reviewed; 175 of the 192 remain.", "2008-04-25"),
        ("128 States have been reviewed so far, since the review of Haiti was put off.", "2010-06-01"),
        ("With Israel, 85 States have been reviewed in the second cycle.", "2013-11-10"),
        ("28 States have been reviewed in the fourth cycle; 166 are still to come.", "2023-02-17"),
        ("27 States have been reviewed in the fourth cycle; 165 have yet to be reviewed.", "2023-02-17"),
        ("606 reviews have been held so far.", "2023-02-17"),
        ("Thirteen States remain for the last session of the third cycle.", "2021-11-26"),
        ("In this cycle so far 16 States have been reviewed.", "2012-06-10"),
        ("179 States remain in the second cycle, 12 sessions are left in the cycle.", "2012-06-10"),
        ("42 States have been reviewed for the third time so far.", "2018-05-25"),
        ("57 States have been reviewed for the third time so far.", "2018-05-25"),
        ("If all come, the Working Group will have reviewed 86 States in the second cycle by November.", "2013-06-10"),
        ("There are eight sessions left in the third cycle.", "2019-06-07"),
        ("In three cycles the Working Group completed 579 reviews.", "2022-03-10"),
        ("40 States are left in the second cycle: 14 in January, 14 in May and 11 in November 2016.", "2015-11-20"),
        ("In total, 306 reviews have been held so far.", "2014-11-28"),
        ("The second cycle has now seen 113 States reviewed.", "2014-11-28"),
        ("113 States have gone through the second cycle so far.", "2014-11-28"),
        ("58.5 % of the UN, or 113 States, have been reviewed in the second cycle.", "2014-11-28"),
    ],
)
def test_wrong_totals_are_found(text: str, day: str) -> None:
    assert found(text, day) >= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("To date, 112 countries out of 193 have been through their second UPR.", "2014-11-28"),
        ("The second cycle is past its middle: 112 States down, 81 to go.", "2014-11-28"),
        ("That makes 112 States reviewed so far in the second cycle.", "2014-11-28"),
        ("The session brought the total to 112 States reviewed in this cycle.", "2014-11-28"),
        ("Eight sessions into the second cycle, 112 of 193 States have been reviewed.", "2014-11-28"),
        ("States reviewed so far: 112", "2014-11-28"),
        ("We have now seen 304 reviews since 2008: 192 in the first cycle and 112 in the second so far.", "2014-11-28"),
        ("304 reviews have been held so far.", "2014-11-28"),
        (
            "With the reviews of the 20th session, the number of States examined under the second cycle rose to 112.",
            "2014-11-28",
        ),
        ("In the first three sessions of the second cycle, 41 States were reviewed.", "2014-11-28"),
        ("At the 20th session, 14 States were reviewed. 98 had been reviewed before.", "2014-11-28"),
        ("Before the 20th session, 98 States had been reviewed in the second cycle.", "2014-11-28"),
        ("Of the 112 States reviewed so far, 48 have submitted a mid-term report.", "2014-11-28"),
        ("So far, 60 States have been reviewed by the Committee in the second cycle of reporting.", "2014-11-28"),
        ("UPR Info has organised Pre-sessions for 98 States so far.", "2014-11-28"),
        ("48 States have submitted mid-term reports so far.", "2014-11-28"),
        ("So far, 100 States have received recommendations on torture in the second cycle.", "2014-11-28"),
        ("Some 110 States have been reviewed in the second cycle.", "2014-11-28"),
        ("More than 100 States have now been reviewed twice.", "2014-11-28"),
        ("The 112 States reviewed received 20,000 recommendations.", "2014-11-28"),
        ("So far 54 African States have been reviewed in the first cycle.", "2014-11-28"),
        ("By the end of 2014, 112 States will have been reviewed.", "2014-11-28"),
        ("By the end of 2015, 154 States will have been reviewed in the second cycle.", "2014-11-28"),
        ("The second cycle will end with the 26th session. 81 States will be reviewed by then.", "2014-11-28"),
        ("By the time of the 21st session 126 States will have been reviewed in the second cycle.", "2014-11-28"),
        (
            (
                "After the 21st session, 126 States have been reviewed in the second cycle, leaving 67 "
                "for the five sessions to come."
            ),
            "2015-02-10",
        ),
        ("The first 16 States have been reviewed; 176 of the 192 remain.", "2008-04-25"),
        ("All 192 States have now been reviewed in the first cycle.", "2011-10-20"),
        ("All 193 States have now been reviewed in the first cycle.", "2011-10-20"),
        ("127 States have been reviewed so far, since the review of Haiti was put off.", "2010-06-01"),
        ("Haiti will be reviewed in May with 15 others; then 128 States will have been reviewed.", "2010-03-01"),
        ("41 States have been reviewed so far in the cycle, and it would have been 42 with Israel.", "2013-02-08"),
        ("With Israel, 70 States have been reviewed in the second cycle.", "2013-11-10"),
        ("27 States have been reviewed in the fourth cycle; 166 are still to come.", "2023-02-17"),
        ("605 reviews have been held so far: 192, 193, 193 and 27.", "2023-02-17"),
        ("Twelve States remain for the last session of the third cycle.", "2021-11-26"),
        (
            "Fourteen sessions make a cycle. After ten of them, 138 States have been reviewed in the fourth cycle.",
            "2025-11-21",
        ),
        ("In the second cycle, 193 States were reviewed in 14 sessions.", "2016-11-18"),
        ("In the first cycle it took 12 sessions to review 192 States.", "2018-01-30"),
        ("In this cycle so far 14 States have been reviewed.", "2012-06-10"),
        ("179 States remain in the second cycle, 13 sessions are left in the cycle.", "2012-06-10"),
        ("56 States have been reviewed for the third time so far.", "2018-05-25"),
        ("We have read 56 reports so far.", "2018-05-25"),
        ("In ten years 441 reviews were held: 192, 193 and 56.", "2018-05-25"),
        (
            (
                "If everybody comes, the Working Group will have reviewed 42 States in the second cycle "
                "by February; otherwise 41."
            ),
            "2013-01-10",
        ),
        ("There are seven sessions left in the third cycle.", "2019-06-07"),
        ("In three cycles the Working Group completed 578 reviews.", "2022-03-10"),
        (
            (
                "Of the 14 States reviewed, 8 have been reviewed before by the same troika. In all, 112 "
                "reviews of the second cycle are done, and 60 of our partners took part."
            ),
            "2014-11-28",
        ),
        ("With 98 reviews in the database so far and 14 to be added, we are nearly there.", "2014-11-28"),
        ("We have now published 96 reviews of States so far.", "2014-11-28"),
        ("Our team has now reviewed 100 States' mid-term reports.", "2014-11-28"),
        (
            ("The total number of recommendations is now 40,000, and the number of States that made them is 178."),
            "2014-11-28",
        ),
        ("The number of States that sent a delegation led by a minister rose to 105 in this cycle.", "2014-11-28"),
        ("The number of States attending rose to 110 at this session.", "2014-11-28"),
        ("So far, 107 States have ratified the Optional Protocol.", "2014-11-28"),
        ("Only 90 States remain outside the treaty so far.", "2014-11-28"),
        ("Of 193 States, 80 remain without a national institution.", "2014-11-28"),
        ("There remain 100 countries that criminalise defamation.", "2014-11-28"),
        ("72 seats are left for the training; 30 remain for the afternoon.", "2014-11-28"),
        ("In this cycle, 90 States have been reviewed with our Pre-sessions before.", "2014-11-28"),
        ("In this cycle 105 countries have so far made a recommendation on the issue.", "2014-11-28"),
        ("With 105 States reviewed on disability so far, the record is good.", "2014-11-28"),
        ("To date we have interviewed 110 delegates.", "2014-11-28"),
        ("The count stands at 110 recommendations for Italy.", "2014-11-28"),
        ("The total is 117 for Egypt and 120 in the case of Iran.", "2014-11-28"),
        ("Italy received 186 recommendations, bringing the total to 1,002; 100 of them remain pending.", "2014-11-28"),
        ("100 recommendations remain pending in the second cycle.", "2014-11-28"),
        ("So far 100 NGOs have been accredited for the cycle; 80 are still to be reviewed.", "2014-11-28"),
        ("The Committee has reviewed 110 States so far.", "2014-11-28"),
        ("Before the end of 2013, 70 States had been reviewed in the second cycle.", "2014-11-28"),
        ("A year ago, 70 States had been reviewed in the second cycle.", "2014-11-28"),
        ("In May we wrote that 98 States had been reviewed in the second cycle; now it is 112.", "2014-11-28"),
        ("On 7 November 2013, after the 17th session, 70 States had been reviewed in the second cycle.", "2014-11-28"),
        ("At the end of the first cycle 193 States had been reviewed.", "2014-11-28"),
        ("In the first cycle, 192 States were reviewed in 12 sessions.", "2014-11-28"),
        ("Half of the cycle is over: 98 States by June, 112 States by now.", "2014-11-28"),
        ("As of June, 98 States had been reviewed in the second cycle.", "2014-11-28"),
        ("In June 2014 98 States had been reviewed in the second cycle.", "2014-11-28"),
        ("By May 2015, 140 States will have been reviewed in the second cycle.", "2014-11-28"),
        ("By November 2016 all 193 States will have been reviewed twice.", "2014-11-28"),
        ("By the 22nd session 140 States will have been reviewed twice.", "2014-11-28"),
        ("When the second cycle is over, 385 reviews will have been held.", "2014-11-28"),
        ("304 reviews have been held since 2008 and 81 remain until 2016.", "2014-11-28"),
        ("Two thirds of the second cycle remain to be told; 56 of the 112 States reviewed are parties.", "2014-11-28"),
        ("14 States remain to be reviewed in January.", "2014-11-28"),
        ("Five of 14 States were left when we closed on 3 November.", "2014-11-28"),
        (
            (
                "The next session of the UPR Working Group is in January. 14 States are on its list, and "
                "67 remain after it."
            ),
            "2014-11-28",
        ),
        ("After the next session, 67 States will remain in the second cycle.", "2014-11-28"),
        ("Three sessions remain. With 14, 14 and 11 States, 39 States remain in the second cycle.", "2015-11-20"),
        ("39 States are left: 14 in January, 14 in May and 11 in November 2016.", "2015-11-20"),
        ("In 2015, 42 States were reviewed, 39 will be reviewed in 2016.", "2015-11-20"),
        ("154 down, 39 to go.", "2015-11-20"),
    ],
)
def test_right_totals_are_left_alone(text: str, day: str) -> None:
    assert not found(text, day)
