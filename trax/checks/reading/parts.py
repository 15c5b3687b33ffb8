"""Parts of one whole in running text: `1771 were accepted (76.8%), 311 rejected (13.5%) and 111 without response`.

A run is a row of figures with the names of shares that exclude each other, and nothing but plain words between them:
what was answered to recommendations, how far they were implemented, women and men. A State, a year, a cycle or a
comparison between two figures ends the run, since then they may belong to different wholes. "70% of accepted
recommendations" is a share of another whole, and no part either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.share_names import find_share_names, is_share
from trax.checks.reading.wholes import (
    EMPTY_LINE,
    PLAIN,
    counts_others,
    is_labelled,
    is_out_of,
    is_part_in_total,
    is_whole,
    may_be_whole,
    wholes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.share_names import ShareName

_SUBSET = re.compile(r"\bof\s(?:which|them|these|those)\b", re.IGNORECASE)
_FORMS = (re.compile(r"ncp|npc|pnc|pcn|nc|pc"), re.compile(r"cnp|cpn|cn|cp"))
_WHOLE_FORMS = tuple(re.compile(rf"(?:{form.pattern})+") for form in _FORMS)
_CHANGES_BY = re.compile(r"\b(?:by|to|(?:increase|rise|growth|decrease|drop|fall|plus|minus|change) of|up|down)\s\Z")
_COMPARES = re.compile(
    r"\s(?:more|fewer|less|higher|lower|increase|rise|growth|decrease|drop|up|down|points?)\b"
    r"|\sof\s(?:the|its|their|last|what)\s(?:number|total|target|goal|figure|level|amount|previous|year|budget|same)\b"
)
_SHARE_OF_OTHERS = re.compile(
    r"\sof\s(?:\w+\s){0,3}(?:states|countries|delegations|missions|organi[sz]ations|NGOs|CSOs|reviews|reports)\b",
    re.IGNORECASE,
)
_TIE = re.compile(r"\(\s?(?:or\s|i\.e\.\s)?\Z|,?\s(?:or|i\.e\.),?\s\Z")
_PAUSE = re.compile(r"[,;:(\u2013\u2014]|\band\b")
_MORE_FOLLOWS = re.compile(r"\b(?:rest|remainder|remaining|others?|balance)\b")
_RESPECTIVELY = re.compile(r"[^.;\n]{0,40}\brespectively\b")
_FEWEST_FIGURES, _REACH, _MOST_ITEMS, _ALL, _LONGEST_CHANGE = 2, 160, 24, 100, 14
_CATCH_ALL = frozenset({"unclear", "none", "pending"})
_REFUSED = frozenset({"rejected", "noted"})


@dataclass(frozen=True, slots=True)
class Part:
    """One share of a whole: its names, and how much it is as a count, as a percentage, or both."""

    names: frozenset[str]
    count: FigureMention | None
    percent: FigureMention | None


@dataclass(frozen=True, slots=True)
class PartRun:
    """Parts of one whole, in the order of the text.

    Attributes:
        family: What divides the whole: `response`, `implementation`, `gender`.
        claims_whole: Whether the words say that nothing is missing: "the remaining", or shares that leave nothing over.
        wholes: Counts near the run that are its whole by their words, the nearest first.
        is_alone: Whether its sentence has no further figure that may be a part as well.
    """

    family: str
    parts: tuple[Part, ...]
    start: int
    end: int
    claims_whole: bool
    wholes: tuple[FigureMention, ...]
    is_alone: bool

    @property
    def counts(self) -> tuple[FigureMention, ...]:
        """The counts of all parts; empty when a part has none."""
        found = tuple(part.count for part in self.parts if part.count)
        return found if len(found) == len(self.parts) else ()

    @property
    def percents(self) -> tuple[FigureMention, ...]:
        """The percentages of all parts; empty when a part has none."""
        found = tuple(part.percent for part in self.parts if part.percent)
        return found if len(found) == len(self.parts) else ()


class _Token(NamedTuple):
    """A count (n), a percentage (p), a whole (t), a share's name (c), "the remaining" (r), or what ends a run (x)."""

    sign: str
    start: int
    end: int
    figure: FigureMention | None = None
    family: str = ""
    names: frozenset[str] = frozenset()


def find_parts(passage: Passage) -> Iterator[PartRun]:
    """Yield the runs of parts of a passage, in order."""
    text = passage.prose
    for figures in _clusters(passage.figures):
        low, high = max(0, figures[0].start - _REACH), figures[-1].end + _REACH
        tokens = [_share_token(each) for each in find_share_names(text, low, high)]
        tokens += [_figure_token(text, each) for each in figures]
        for run in _runs(text, sorted(tokens, key=lambda token: token.start)):
            found = _as_run(passage, run)
            if found:
                yield found


def _clusters(figures: Sequence[FigureMention]) -> Iterator[list[FigureMention]]:
    """Yield the figures that stand near each other: two or more, or one that is more than the whole."""
    cluster: list[FigureMention] = []
    for figure in (*figures, None):
        if cluster and (figure is None or figure.start - cluster[-1].end > _REACH):
            if len(cluster) >= _FEWEST_FIGURES or (cluster[0].is_percent and cluster[0].value > _ALL):
                yield cluster
            cluster = []
        if figure:
            cluster.append(figure)


def _figure_token(text: str, figure: FigureMention) -> _Token:
    sign = "p" if figure.is_percent else "x" if figure.unit else "n"
    is_change = _CHANGES_BY.search(text, max(0, figure.start - _LONGEST_CHANGE), figure.start)
    if is_change or _COMPARES.match(text, figure.end):
        sign = "x"
    elif sign == "n":
        sign = _sign_of_count(text, figure)
    elif _SHARE_OF_OTHERS.match(text, figure.end):
        sign = "x"
    return _Token(sign, figure.start, figure.end, figure)


def _sign_of_count(text: str, figure: FigureMention) -> str:
    if is_out_of(text, figure):
        if is_part_in_total(text, figure):
            return "n"
        # "Of the 150 accepted ones": the whole of something else.
        return "x" if is_share(text, figure.start, figure.end) else "t"
    return "x" if counts_others(text, figure) else "n"


def _share_token(share: ShareName) -> _Token:
    sign = "x" if share.is_whole else "c" if share.family else "r"
    return _Token(sign, share.start, share.end, None, share.family, frozenset({share.name}))


def _runs(text: str, tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Yield the tokens between which nothing but plain words stands."""
    run: list[_Token] = []
    has_share = False
    for token in tokens:
        if run and not _is_plain(text, run[-1].end, token.start, has_share=has_share):
            yield run
            run, has_share = [], False
        if token.sign == "x":
            yield run
            run, has_share = [], False
        else:
            run.append(token)
            has_share |= token.sign == "c"
    yield run


def _is_plain(text: str, start: int, end: int, *, has_share: bool) -> bool:
    if end - start > _REACH or PLAIN.fullmatch(text, start, end) is None:
        return False
    if has_share and _SUBSET.search(text, start, end):
        return False  # "…, of which 30 …": a part of the part before
    return EMPTY_LINE.search(text, start, end) is None


def _as_run(passage: Passage, tokens: list[_Token]) -> PartRun | None:
    """Return the parts that the tokens spell, or None when they spell none."""
    merged = _merged([token for token in tokens if token.sign in "npc"])
    families = {token.family for token in merged if token.family}
    if not _FEWEST_FIGURES <= len(merged) <= _MOST_ITEMS or len(families) != 1:
        return None
    groups = _groups(passage.prose, merged)
    if groups is None and merged[0].sign == "n":
        groups = _groups(passage.prose, merged[1:])
        has_counts = any(token.sign == "n" for token in merged[1:])
        groups = groups if not has_counts or _is_apart(passage.prose, *merged[:2]) else None
    if groups is None or (groups[0][0].sign == "c" and families == {"gender"}):
        return None
    return _made(passage, groups, families.pop(), has_rest=_gives_the_rest(tokens))


def _gives_the_rest(tokens: Sequence[_Token]) -> bool:
    """Return whether "the remaining" stands before a figure: "the rest will follow" says that parts are missing."""
    return any(token.sign == "r" and following.figure for token, following in pairwise(tokens))


def _is_apart(text: str, first: _Token, second: _Token) -> bool:
    """Return whether a count that begins a run is its whole: "150 recommendations, accepted were 120"."""
    if first.figure is None or is_labelled(text, first.figure):
        return True
    return is_whole(text, first.figure) and _PAUSE.search(text, first.end, second.start) is not None


def _groups(text: str, tokens: Sequence[_Token]) -> Sequence[Sequence[_Token]] | None:
    """Return the tokens of each part; None when they are not all "figure, name" or all "name, figure"."""
    code = "".join(token.sign for token in tokens)
    form = next((form for form, whole in zip(_FORMS, _WHOLE_FORMS, strict=True) if whole.fullmatch(code)), None)
    groups = [tokens[match.start() : match.end()] for match in form.finditer(code)] if form else []
    return groups if groups and all(_is_one_part(text, group) for group in groups) else None


def _is_one_part(text: str, group: Sequence[_Token]) -> bool:
    """Return whether count and percentage of a part belong together: one is in brackets, or after "or"."""
    figures = [token for token in group if token.figure]
    return len(figures) == 1 or _TIE.search(text, figures[0].end, figures[1].start) is not None


def _merged(tokens: list[_Token]) -> list[_Token]:
    """Return the tokens with "pending or unclear" as one share."""
    merged: list[_Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if before and token.sign == before.sign == "c" and token.family == before.family:
            merged[-1] = before._replace(end=token.end, names=before.names | token.names)
        else:
            merged.append(token)
    return merged


def _made(passage: Passage, groups: Sequence[Sequence[_Token]], family: str, *, has_rest: bool) -> PartRun | None:
    parts, seen = [], frozenset[str]()
    for group in groups:
        names = next(token.names for token in group if token.sign == "c")
        if seen & names:
            return None  # twice the same share: two wholes
        seen |= names
        figure = {token.sign: token.figure for token in group}
        parts.append(Part(names, figure.get("n"), figure.get("p")))
    start, end = groups[0][0].start, groups[-1][-1].end
    if _RESPECTIVELY.match(passage.prose, end):
        return None
    is_open = _MORE_FOLLOWS.search(passage.prose, end, passage.sentence(end - 1)[1]) is not None
    claims_whole = not is_open and (has_rest or _leaves_nothing(family, seen))
    counts = [part.count for part in parts if part.count]
    wholes = tuple(each for each in wholes_of(passage, start, end) if may_be_whole(passage.prose, each, counts))
    is_alone = _is_alone(passage, start, end, (*wholes, *(token.figure for group in groups for token in group)))
    return PartRun(family, tuple(parts), start, end, claims_whole, wholes, is_alone)


def _is_alone(passage: Passage, start: int, end: int, known: Sequence[FigureMention | None]) -> bool:
    figures = passage.figures_between(passage.sentence(start)[0], passage.sentence(end - 1)[1])
    return all(each in known or (not each.unit and counts_others(passage.prose, each)) for each in figures)


def _leaves_nothing(family: str, names: frozenset[str]) -> bool:
    if family == "response":
        return "accepted" in names and bool(names & _REFUSED) and bool(names & _CATCH_ALL)
    return family == "implementation" and {"fully", "partly", "not"} <= names
