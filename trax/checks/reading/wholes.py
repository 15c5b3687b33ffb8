"""Which count in a text is the whole of parts: "out of 150", "received 150 recommendations", "Total: 150".

A count that is said to be a share itself ("accepted 150 recommendations") is no whole, nor is one of another year or
review.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from trax.checks.reading.figures import COUNTED, SPELLED
from trax.checks.reading.share_names import is_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage

# What may stand between two figures of one whole.
PLAIN = re.compile(
    r"(?:[\s,;:()*\u2013\u2014-]++|\b(?:of|the|an?|and|or|as|well|while|whereas|with|were|was|are|is|has|have|had|been|being"
    r"|to|by|from|for|it|its|them|they|those|these|all|their|which|that|upr|recommendations?|ones|clusters?|received|made"
    r"|given|gave|get|got|gets|left|remains?|remained|remaining|rest|remainder|leaving|only|just|another|other|further"
    r"|number|finally|states?|under|review|sur|government|delegation|country|i\.e|ie|or)\b(?!\.\w))*+",
    re.IGNORECASE,
)
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_TOTAL_LABEL = re.compile(
    r"\b[Tt]otal(?:\snumber)?(?:\sof)?(?:\srecommendations?)?(?:\s(?:received|made))?\s{0,9}[:=]?\s{0,9}(?<!of\s)\Z"
)
_LATER_SCOPE = re.compile(r"[^.;\n]{0,60}\b(?:(?:19|20)\d\d|cycles?|sessions?|reviews?)\b")
# "Of the 150", "out of 150", "120 of 150", "a total of 150": but not "the work of 150 organisations".
_OF_TOTAL = re.compile(
    r"(?:\b(?:Of|From|[Oo]ut\sof|[Aa]mong(?:st)?|total\sof|totalling)|[,;:(]\s?of"
    rf"|(?:\d%?\)?|\bcent|\b(?:one|{SPELLED}))\s(?:\w+\s)?of)"
    r"\s(?:(?:an?|the|its|their|these|those|all|total|of)\s){0,4}\Z"
)
_NOUN = re.compile(rf"\s(?:\w+\s){{0,2}}(?:(?P<ours>recommendations?)|(?P<other>{COUNTED}))\b", re.IGNORECASE)
_NEW_SCOPE = re.compile(r"[;.]\s|[,(\u2013\u2014]\s?(?:and |but |while )?(?:in|at|during|for|under|since|after)\s")
_NO_NOUN = re.compile(
    r"\s?(?:[,.:;()\n\u2013\u2014]|\Z)|\s(?:received|made|were|was|that|which|in|from|at|during|adopted|issued)\b"
)
_RECOMMENDATIONS = re.compile(r"\s(?:[a-zUPR]+\s)?recommendations?\b")
_AFTER_TOTAL_OF = re.compile(r"\btotal\sof\s\Z")
_NEAR, _MUCH_LARGER = 48, 3


def wholes_of(passage: Passage, start: int, end: int) -> tuple[FigureMention, ...]:
    """Return the exact counts that are the whole of what stands from `start` to `end`, by their words; nearest first.

    They stand in the same sentence with no other figure between, or in the one before when only plain words lead from
    it to the part, and then there is but one; or in the line before or after, called "total".
    """
    text = passage.prose
    begin, _ = passage.sentence(start)
    index = bisect_left(passage.figures, start, key=lambda figure: figure.start)
    after = bisect_left(passage.figures, end, key=lambda figure: figure.start)
    beside = (*passage.figures[max(0, index - 1) : index], *passage.figures[after : after + 1])
    labelled = [each for each in beside if is_labelled(text, each)]
    if labelled and not any(EMPTY_LINE.search(text, *span) for span in _between(labelled[0], start, end)):
        return tuple(each for each in labelled if not (each.hedge or each.unit))
    found = [each for each in passage.figures_between(start, end) if is_whole(text, each)]
    for figure in reversed(passage.figures_between(begin, start)):
        if is_whole(text, figure) and not _NEW_SCOPE.search(text, figure.end, start):
            found.append(figure)
        elif figure.unit or not counts_others(text, figure):
            break
    if not found and begin and PLAIN.fullmatch(text, begin, start) and not EMPTY_LINE.search(text, begin - 2, start):
        found = [
            each for each in passage.figures_between(passage.sentence(begin - 1)[0], begin) if is_whole(text, each)
        ]
        found = found if len({each.value for each in found}) == 1 and not _LATER_SCOPE.match(text, end) else []
    return tuple(each for each in found if not each.hedge)


def _between(figure: FigureMention, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return ((figure.end, start),) if figure.start < start else ((end, figure.start),)


def is_whole(text: str, figure: FigureMention) -> bool:
    """Return whether the words beside a count of recommendations make it a whole: "out of 150", "received 150"."""
    noun = _NOUN.match(text, figure.end, figure.end + _NEAR)
    is_ours = noun is not None and noun["ours"] is not None
    if figure.unit or not (is_ours or (noun is None and is_out_of(text, figure))):
        return False
    return not is_part_in_total(text, figure) and (
        is_out_of(text, figure) or not is_share(text, figure.start, figure.end)
    )


def counts_others(text: str, figure: FigureMention) -> bool:
    """Return whether a count is one of States or people: "made by 108 States"."""
    noun = _NOUN.match(text, figure.end, figure.end + _NEAR)
    return noun is not None and noun["other"] is not None


def is_out_of(text: str, figure: FigureMention) -> bool:
    """Return whether a count follows words that make it a whole: "out of", "of the", "a total of"."""
    is_after_word = text[max(0, figure.start - 2) : figure.start - 1].isalpha()
    return is_after_word and _OF_TOTAL.search(text, max(0, figure.start - _NEAR), figure.start) is not None


def is_part_in_total(text: str, figure: FigureMention) -> bool:
    """Return whether "a total of" sums up a part: "a total of 150 were accepted"."""
    is_total = _AFTER_TOTAL_OF.search(text, max(0, figure.start - _NEAR), figure.start) is not None
    return is_total and is_share(text, figure.start, figure.end)


def is_labelled(text: str, figure: FigureMention) -> bool:
    """Return whether a count stands behind the word "total" alone, as in a table."""
    return _TOTAL_LABEL.search(text, max(0, figure.start - _NEAR), figure.start) is not None


def may_be_whole(text: str, whole: FigureMention, counts: Sequence[FigureMention]) -> bool:
    """Return whether what a whole counts can be what the parts count, and they are of one size."""
    if sum(each.value for each in counts) > _MUCH_LARGER * whole.value:
        return False
    has_noun = _NOUN.match(text, whole.end) or _NO_NOUN.match(text, whole.end)
    return has_noun is not None or not any(_RECOMMENDATIONS.match(text, each.end) for each in counts)
