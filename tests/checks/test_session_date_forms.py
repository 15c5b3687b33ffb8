"""How writers state the days of a session, wrong and right; and days of other things that stand beside a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("session-date", "superseded-date", "month-label", "duration", "cumulative-count", "missing-year")


@pytest.mark.parametrize(
    "text",
    [
        "We followed the 20th UPR session and wrote daily from 26 October to 7 November 2014.",
        "From 26 October to 7 November 2014, 14 States were reviewed by the UPR Working Group at its 20th session.",
        "The 20th UPR session opened on Tuesday 28 October 2014 in Geneva.",
        "The first day of the 20th UPR session, 26 October 2014, was busy.",
        "On 26 October 2014, the first day of the 20th UPR session, Italy was reviewed.",
        "The last day of the 20th UPR session was 8 November 2014.",
        "The 20th session of the UPR, which runs until 14 November, is webcast.",
        "The 20th UPR session kicked off on 26 October 2014.",
        "The 20th UPR session, which started on 26 October, was attended by many.",
        "The 21st UPR session will begin on 18 January 2015.",
        "The UPR Working Group opened its 20th session on 26 October 2014.",
        "On 26 October 2014, the UPR Working Group opened its 20th session.",
        "On November 8th, the Working Group of the UPR concluded its 20th session.",
        "On 9 November 2014, the Working Group on the universal periodic review completed its 20th session.",
        pytest.param(
            "The last session of the year took place from 26 October to 7 November 2014. It was the 20th "
            "session of the UPR.",
        ),
        pytest.param(
            "The Human Rights Council's Universal Periodic Review Working Group holds its 21st session from 19 "
            "to 31 January 2015.",
        ),
        "| 21st UPR session | 19-31 January 2015 |",
        "21st UPR session 19-31 January 2015",
        "| Session | Pre-sessions | Dates |\n|---|---|---|\n| 21 | 2-4 December 2014 | 19-31 January 2015 |",
        "| UPR | Session dates |\n|:-:|---|\n| UPR 21 | 18-30 January 2015 |",
        "| Session | Pre-session |\n|---|---|\n| 21 | 2-5 December 2014 |",
        "20th UPR session: 20-31 October 2014",
        "20th UPR session: 27 March - 7 April 2014",
        "UPR21 (19-30 January 2014)",
        "27 October - 6 November 2014: 20th UPR session",
        "20th session of the UPR\n20-31 October 2014",
        "# 20th session of the UPR\n\nGeneva, 26 October - 7 November 2014",
        "The 20th session of the UPR was held between the 26th of October and the 7th of November 2014.",
        "The UPR's 20th session ended on Friday, 14 November 2014.",
        "The next UPR session, the 21st session, will be held from 18 to 30 January 2015.",
        "The 20th UPR session has ended. The next session will be held from 18 to 30 January 2015.",
        "The 20th UPR session has ended. The next session, the 21st, will be held from 18 to 30 January 2015.",
        "We look forward to the 21st UPR session, which starts on 18 January 2015.",
        "the 20th session begins on 27 October, the 21st on 18 January 2015. UPR",
        pytest.param(
            "The 20th and 21st sessions of the UPR were held from 26 October to 7 November 2014 and from 19 to "
            "30 January 2015.",
        ),
        "The 20th session of the UPR (27 October - 7 November 2014) and the 21st session (18-30 January 2015)",
        "27 January - 7 February 2014: 18th UPR session, 28 October - 7 November 2014: 20th UPR session",
        "The 20th UPR session was held from Monday, 27 October 2014, to Saturday, 8 November 2014.",
        "The 20th UPR session ran from October 27 through November 14, 2014.",
        "UPR 20 was held from 27 October to 7 December 2014.",
        "The 20th UPR session was held from 27 November to 7 December 2014.",
        "The 21st session of the UPR Working Group is scheduled for 18-30 January 2015.",
        "After the 20th UPR session ended on 8 November 2014, we published the reports.",
        "To prepare the 21st UPR session\n\nThe Pre-session will take place from 3 to 5 December 2014 at the CICG.",
        "The 20th session of the UPR was webcast live from 26 October to 7 November 2014.",
        "The UPR Working Group met from 26 October to 7 November 2014 for its 20th session.",
        "The UPR Working Group met from 26 October to 7 November 2014.",
        "The UPR Working Group session ended on 8 November 2014.",
        "The 20th UPR session will take place over two weeks, from 20 to 31 October 2014.",
        "We attended the 20th UPR session in Geneva from 26 October to 7 November 2014.",
        "The 20th UPR session saw the review of 14 States. It lasted from 26 October until 7 November.",
        "The 20th UPR session was moved ahead by some days and was held from 26 October to 7 November 2014.",
        pytest.param(
            "Between the 20th and the 21st UPR sessions much was done. The session in Geneva ran from 26 "
            "October to 7 November 2014.",
        ),
        "19-31 January 2015: UPR Working Group session",
        "The UPR Working Group's upcoming session will be held from 19 to 31 January 2015.",
        "Kenya was reviewed on 2 February 2015 during the 21st UPR session.",
        "During the 21st UPR session, Kenya was reviewed on 16 January 2015.",
        "The 20th UPR session (28 October - 7 November 2014) has ended.",
    ],
)
def test_a_wrong_day_of_a_session_is_found(check: Check, text: str) -> None:
    found = check(text, only=ONLY)
    assert [f"{finding.severity} {finding.code}" for finding in found] == ["error session-date"] * len(found)
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We attended the 20th UPR session from 3 to 5 November 2014.",
        "During the 20th session (27-31 October 2014) we held a training.",
        "The first week of the 20th UPR session (27-31 October 2014) saw Italy.",
        "The second week of the 20th UPR session took place from 3 to 7 November 2014.",
        "We will be at the Palais for the 21st session of the UPR between 20 and 29 January 2015.",
        "Registration for the 21st UPR session, starting on 1 December 2014, is open.",
        "Registration for the 21st UPR session, which opens on 1 December 2014, is easy.",
        "The submission period for the 21st UPR session runs from 1 May to 16 June 2014.",
        "The deadline for the 21st UPR session was 16 June 2014.",
        "The exhibition opened on 3 November 2014 during the 20th UPR session.",
        "During the 20th UPR session, an exhibition was shown from 27 October to 14 November 2014.",
        "Following the 20th UPR session, we will be closed from 22 December to 2 January.",
        "A mission to Nairobi from 5 to 16 January 2015 prepares the 21st UPR session.",
        "The in-country programme ran from 1 to 12 November 2014, during the 20th session of the UPR.",
        "Kenya was reviewed on 22 January 2015 during the 21st UPR session.",
        "During the 21st UPR session, Kenya was reviewed on 22 January 2015.",
        "Israel, which should have been reviewed on 29 January 2013 at the 17th UPR session, was absent.",
        "The report on Kenya was adopted on 26 January 2015 during the 21st UPR session.",
        "Italy's report was adopted on 20 March 2015, after it was reviewed at the 20th UPR session.",
        "Kenya was reviewed on 3 May 2014 during the 33rd session.",
        "Kenya was reviewed on 3 May 2012 during the 60th session of the UPR.",
        "Kenya was reviewed on 3 May 2012 during the 40th session of the UPR.",
        "Kenya was reviewed on 3 May 2012 and, on 4 May 2012, at the 20th and 21st sessions of the UPR.",
        "During the 21st UPR session, on 20 January 2015, and Kenya, which was reviewed on 22 May 2015.",
        "The 20th UPR session is followed from 10 to 21 November 2014 by the 53rd session of CAT.",
        "The 60th session of CEDAW was held from 16 February to 6 March 2015, after the 21st UPR session.",
        "The Human Rights Council's 28th session (2-27 March 2015) will adopt the outcomes of the 20th UPR session.",
        "At its 27th session (8-26 September 2014), the Council adopted the outcomes of the 19th UPR session.",
        "The second UPR session of the year was held from 28 April to 9 May 2014.",
        "The third session of the year, from 27 October to 7 November 2014, was the 20th UPR session.",
        pytest.param(
            "18th UPR session: 27 January - 7 February, 19th UPR session: 28 April - 9 May, 20th UPR session: "
            "27 October - 7 November",
        ),
        pytest.param(
            "27 January - 7 February: 18th UPR session, 28 April - 9 May: 19th UPR session, 27 October - 7 "
            "November: 20th UPR session",
        ),
        pytest.param(
            "Coming up\n2-4 December 2014 Pre-sessions\n19-30 January 2015 21st UPR session\n2-27 March 2015 "
            "28th HRC session",
        ),
        "3-5 November 2014: 20th UPR session, side events",
        "| Session | Deadline | Dates |\n|---|---|---|\n| 21 | 16 June 2014 | 19-30 January 2015 |",
        "| Session | Submission period | Dates |\n|---|---|---|\n| 21 | 1-30 June 2014 | 19-30 January 2015 |",
        "| Session | Dates |\n|---|---|\n| many | 1-30 June 2014 |\n\n| a | b |\n|---|---|\n| 21 | 2-3 May 2014 |",
        "| Session | Dates |\n|---|---|\n| 21 |",
        "The 20th UPR session ended on 7 November. It was followed by a seminar held from 10 to 12 November 2014.",
        "The 20th UPR session was intense. It was held from 27 October to 7 November 2014.",
        "At the 20th UPR session we met many. The training session was held from 3 to 5 November 2014.",
        "At the 20th UPR session we met many. The session will be held on 3-4 December 2014.",
        "The 18th, then the 20th UPR session. The session will be held from 3 May to 7 June.",
        "On 27 October the 20th UPR session opened with the review of Italy, and on 7 November it closed.",
        "Since the 18th UPR session (27 January - 7 February 2014), much was done.",
        "Applications for the internship during the 21st UPR session (5 January to 3 February 2015) are open.",
        "The 41st session of the Working Group on Arbitrary Detention took place from 17 to 21 November 2014; the UPR",
        "Correction: the 20th UPR session was held from 27 October, not from 26 October 2014.",
        "Issue No 49 said that the 20th UPR session was held from 26 October to 7 November 2014.",
        "The 20th session of the Conference of the Parties: 1-12 December 2014",
        "In between the 20th and 21st sessions of the UPR, from 8 November 2014 to 18 January 2015, we rest.",
        "The 20th and 21st sessions of the UPR begin on 27 October 2014 and on 19 January 2015.",
        "The UPR Working Group meets three times a year, in January, May and November.",
        pytest.param(
            "The UPR Working Group met in Geneva from 27 October to 7 November 2014. During this session, the "
            "20th, it met often.",
        ),
        "The UPR Working Group met from 3 to 4 July 2014.",
        "The UPR Working Group met from 3 to 4 July.",
        "UPR sessions of 2015: 19-30 January, 4-15 May and 2-13 November",
        "Our UPR session in Nairobi took place from 20 to 31 October 2014.",
        "The 20th UPR session drew many\n\n\n\n\nfrom here and there.\n\n27 May - 7 June 2014",
        "20th UPR session and its trainings\n\n27 May - 7 June 2014",
        "20th UPR session. 21st UPR session.\n\n27 May - 7 June 2014",
        pytest.param(
            "20th UPR session, of which there is so very much to say that it does not fit into a heading at "
            "all, " * 2 + "\n\n27 May - 7 June 2014",
        ),
        "27 May - 7 June 2014",
        "the 20th UPR session, the 5th on 3 May 2014",
        "The 20th UPR session\n\n| Session | Dates |\n|---|---|\n| 20 | 26 October 2014 |",
        "On 26 October 2014, " + "many of us " * 16 + "saw that the 20th UPR session opened",
    ],
)  # fmt: skip
def test_right_days_and_days_of_something_else_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
