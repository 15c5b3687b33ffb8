"""A figure is another one than an earlier issue gave for the same thing.

"48% of recommendations trigger action by mid-term" was 46% in No47. Both may be right, since figures are revised by
those who count; then say from when each is. Figures are the same thing only when the words behind them and the
sessions, cycles, years and States of their sentence are. Counts that only grow are mentioned when they have shrunk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import issue_and_day
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.figure_keys import KeyedFigure
    from trax.checks.reading.issue_facts import FigureFact

CODE = "cross-issue-figure"
SUMMARY = "A figure that an earlier issue gave otherwise."

_BLUR = 0.05
_LONGEST_SHOWN = 160


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each figure that the latest earlier issue to give it gave otherwise."""
    if not given.is_english or not given.memory.issues:
        return
    for passage in given.passages_of_figures:
        for keyed in passage.keyed_figures:
            earlier = given.memory.figures(keyed.key, before=given.day)
            latest = [use for use in earlier if use.issue is earlier[0].issue]
            if latest and all(_differ(keyed, use.fact) for use in latest):
                then = latest[0].fact
                message = f"this figure was {then.written} in {issue_and_day(latest[0].issue)}"
                shown = quoted(then.text[:_LONGEST_SHOWN])
                hint = f"both may be right: say from when it is, or correct it; it read {shown}"
                place, text = passage.place(keyed.figure.start), " ".join(keyed.figure.text.split())
                yield Finding(CODE, "notice", place, message, text, hint, str(then.place))


def _differ(now: KeyedFigure, then: FigureFact) -> bool:
    """Return whether two figures of one thing cannot both be meant."""
    figure = now.figure
    if now.grows or then.grows:
        return figure.value < then.value and figure.hedge in {"", "over"} and then.hedge != "about"
    slack = max(figure.step, then.step)
    if figure.hedge or then.hedge:
        slack = max(slack, _BLUR * max(figure.value, then.value))
    return abs(figure.value - then.value) >= slack
