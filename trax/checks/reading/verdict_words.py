"""A verdict on the days of a session in a writer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.session_months import parsed_months
from trax.content.dates import WEEKDAYS, day_in_words
from trax.content.day_names import MONTHS

if TYPE_CHECKING:
    from datetime import date

    from trax.checks.reading.adoption_verdicts import WrongAdoption
    from trax.checks.reading.session_verdicts import Verdict, WrongDay


# By whether it is a first day, then by whether it is past.
_VERBS = (("ends", "ended"), ("begins", "began"))


def what_is_wrong(as_of: date, verdict: Verdict) -> str:
    """Return `26 October 2014 was a Sunday; session 20 began on Monday, 27 October 2014`."""
    name = f"session {verdict.session.number}"
    if verdict.claim.is_pre:
        name = f"the Pre-session of {name}"
    first = verdict.days[0]
    others = f"; another source says what stands here: {', '.join(first.others)}" if first.others else ""
    others = others if verdict.severity == "notice" else ""
    verb = _VERBS[first.is_start]
    is_past = first.said <= as_of
    if first.right is None:
        said = f"{day_in_words(first.said)} stands here"
        return f"the day on which {name} {verb[is_past]} is not established ({said}){others}"
    day = f"{day_in_words(first.said)} {'was' if is_past else 'is'} a {WEEKDAYS[first.said.weekday()]}"
    text = f"{day}; {name} {verb[first.right <= as_of]} on {day_in_words(first.right, weekday=True)}"
    for second in verdict.days[1:]:
        if second.right:
            ends = _VERBS[second.is_start][second.right <= as_of]
            text += f", and {ends} on {day_in_words(second.right, weekday=True)}"
    return text + others


def what_to_write(days: tuple[WrongDay, ...]) -> str:
    """Return `write Monday, 27 October 2014 to Friday, 7 November 2014`."""
    right = [day_in_words(day.right, weekday=True) for day in days if day.right]
    return f"write {' to '.join(right)}" if right else "say it less exactly, or find out the day"


def what_is_right(as_of: date, verdict: Verdict) -> str:
    """Return `session 36 began on Monday, 2 November 2020 and ended on …`; an empty text when nothing is known."""
    parts = [
        f"{_VERBS[day.is_start][day.right <= as_of]} on {day_in_words(day.right, weekday=True)}"
        for day in verdict.days
        if day.right
    ]
    name = f"session {verdict.session.number}"
    name = f"the Pre-session of {name}" if verdict.claim.is_pre else name
    return f"{name} {' and '.join(parts)}" if parts else ""


def who_adopted(as_of: date, wrong: WrongAdoption, said: str) -> str:
    """Return `the outcomes of session 18 were adopted at the 26th session of the Council (June 2014), not the 25th`.

    Args:
        as_of: Day whose knowledge the text is judged by.
        wrong: What the text has, and the table otherwise.
        said: The month as the text has it.
    """
    months = parsed_months(wrong.adoption.when) if wrong.adoption.when else ()
    verb = "are" if not months or months[0] > (as_of.year, as_of.month) else "were"
    when = f" ({MONTHS[months[0][1] - 1]} {months[0][0]})" if months else ""
    council = nth(wrong.adoption.hrc_session or 0)
    words = f"the {nth(wrong.at.number)}" if wrong.is_council else f"in {said}"
    outcomes = f"the outcomes of session {wrong.session.number} {verb} adopted"
    return f"{outcomes} at the {council} session of the Council{when}, not {words}"


def nth(number: int) -> str:
    """Return `25th`."""
    is_teen = number // 10 % 10 == 1
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
