"""Months and weekdays that are misspelt beside a day: `28 Agust 2016`, `Wensday, 3 December`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from trax.checks.reading.misspelt import Slip
from trax.content.day_names import MONTH_NUMBER, MONTHS, WEEKDAY_NUMBER, WEEKDAYS
from trax.content.wording import word_set

_WORD = r"[A-Z][^\W\d_]{2,11}"
_AFTER_DAY = re.compile(
    rf"(?<![\w.,/-])\d{{1,2}}(?:\s?(?:st|nd|rd|th))?\s(?:of\s)?(?P<word>{_WORD})\b(?=,?\s(?:19|20)\d\d\b|\s?[.,;:)\n-]|\Z)"
)
_BEFORE_DAY = re.compile(
    rf"\b(?P<word>{_WORD}),?\s(?:the\s)?\d{{1,2}}(?:\s?(?:st|nd|rd|th))?\s(?:of\s)?(?:{'|'.join(MONTHS)})\b"
)
_ALIKE = 0.77

# Words that are nearly a month or a weekday and are right: names of other languages, of people, and plurals.
_OTHERS = word_set(
    "janvier fevrier février mars avril mai juin juillet aout août septembre octobre novembre decembre "
    "décembre januar februar märz marz juni juli oktober dezember enero febrero marzo abril mayo junio "
    "julio agosto septiembre setiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno "
    "luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro "
    "novembro dezembro marc marcos mayor mayors juno augusta augustus augustine frida monda member "
    "members maya mays junes octobers sundays mondays tuesdays wednesdays thursdays fridays saturdays"
)


def find_date_slips(text: str) -> tuple[Slip, ...]:
    """Return the words in the place of a month or a weekday that are nearly one."""
    found = []
    for pattern, names in ((_AFTER_DAY, MONTHS), (_BEFORE_DAY, WEEKDAYS)):
        for match in pattern.finditer(text):
            right = _meant(match["word"], names)
            if right:
                found.append(Slip(match["word"], right, match.start("word"), match.end("word")))
    return tuple(sorted(found, key=lambda slip: slip.start))


@lru_cache(maxsize=4096)
def _meant(word: str, names: tuple[str, ...]) -> str:
    """Return the month or weekday that a word is a slip of; empty when it is one, or another word."""
    lower = word.lower()
    if lower in MONTH_NUMBER or lower in WEEKDAY_NUMBER or lower in _OTHERS:
        return ""
    close = get_close_matches(word.capitalize(), names, n=1, cutoff=_ALIKE)
    return close[0] if close and close[0][0].lower() == lower[0] else ""
