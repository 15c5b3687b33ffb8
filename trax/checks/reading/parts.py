"""Parts of one whole in running text: `1771 were accepted (76.8%), 311 rejected (13.5%) and 111 without response`.

A run is a row of figures with the names of shares that exclude each other, and nothing but plain words between them:
what was answered to recommendations, how far they were implemented, women and men. A State, a year, a cycle or a
comparison between two figures ends the run, since then they may belong to different wholes. "70% of accepted
recommendations" is a share of another whole, and no part either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.figures import COUNTED, SPELLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage

_ANSWER = r"(?:positions?|responses?|answers?|repl(?:y|ies)|comments?)"
_SUPPORT = r"(?:the |its |their |his |her )?support\b"
# Family and name of each share, the longer wording first.
_SHARES: tuple[tuple[str, str, str], ...] = (
    ("response", "partly", r"(?:partially|partly|in part) (?:accepted|supported)|(?:accepted|supported) in part"),
    ("response", "rejected", r"not (?:been )?(?:accepted|supported|endorsed)|(?:did|does|do) not enjoy " + _SUPPORT),
    ("response", "rejected", r"rejected|refused|declined|turned down"),
    ("response", "accepted", r"accepted|supported|endorsed|enjoy(?:ed|s|ing)? " + _SUPPORT),
    ("response", "noted", r"noted|tak(?:en|ing) note of|took note of"),
    ("response", "unclear", rf"(?:(?:with(?:out)?|no|an|any|a) )*(?:un)?clear {_ANSWER}|unclear"),
    ("response", "unclear", rf"(?:an? |with a )?general(?: {_ANSWER})?(?! \w)"),
    ("response", "none", rf"(?:without|with no|no|any)(?: any| a)? {_ANSWER}|(?:not (?:been )?|un)answered"),
    ("response", "pending", r"pending|deferred|postponed|undecided|under (?:consideration|examination|study)"),
    ("response", "pending", r"(?:to|will) be (?:examined|considered)|awaiting (?:an? )?(?:response|answer|decision)"),
    ("implementation", "fully", r"(?:fully|completely|entirely) (?:been )?implemented"),
    ("implementation", "partly", r"(?:partially|partly) (?:been )?implemented"),
    ("implementation", "not", r"not (?:been |yet |been yet )?implemented|unimplemented"),
    ("implementation", "ongoing", r"in progress|under way|being implemented"),
    ("gender", "women", r"(?:women|females?)(?!['\u2019\w-])"),
    ("gender", "men", r"(?:men|males?)(?!['\u2019\w-])"),
)
_SHARE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<s{index}>{words.replace(' ', chr(92) + 's')})" for index, (_, _, words) in enumerate(_SHARES))
    + r"|(?P<rest>remaining|remainder|(?<=the )rest|leaving))\b(?! group| debate)",
    re.IGNORECASE,
)
_OF_SHARE = re.compile(
    r"\b(?:of|among|amongst|for|from|in|on|to|about|than|per)\s(?:(?:the|its|their|all|these|those)\s){0,3}\Z",
    re.IGNORECASE,
)
# What may stand between two figures of one whole.
_PLAIN = re.compile(
    r"(?:[\s,;:()*\u2013\u2014-]++|\b(?:of|the|an?|and|or|as|well|while|whereas|with|were|was|are|is|has|have|had|been|being"
    r"|to|by|from|for|it|its|them|they|those|these|all|their|which|that|upr|recommendations?|ones|clusters?|received|made"
    r"|given|gave|get|got|gets|left|remains?|remained|remaining|rest|remainder|leaving|only|just|another|other|further"
    r"|number|finally|states?|under|review|sur|government|delegation|country|i\.e|ie|or)\b(?!\.\w))*+",
    re.IGNORECASE,
)
_SUBSET = re.compile(r"\bof\s(?:which|them|these|those)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_FORMS = (re.compile(r"ncp|npc|pnc|pcn|nc|pc"), re.compile(r"cnp|cpn|cn|cp"))
_WHOLE_FORMS = tuple(re.compile(rf"(?:{form.pattern})+") for form in _FORMS)
_RESPECTIVELY = re.compile(r"[^.;\n]{0,40}\brespectively\b")
# "Of the 150", "out of 150", "120 of 150", "a total of 150": but not "the work of 150 organisations".
_OF_TOTAL = re.compile(
    r"(?:\b(?:Of|[Oo]ut\sof|[Aa]mong(?:st)?|total\sof|totalling)|[,;:(]\sof"
    rf"|(?:\d%?\)?|\bcent|\b(?:one|{SPELLED}))\s(?:\w+\s)?of)"
    r"\s(?:(?:an?|the|its|their|these|those|all|total|of)\s){0,4}\Z"
)
_NOUN = re.compile(rf"\s(?:\w+\s){{0,2}}(?:(?P<ours>recommendations?)|(?P<other>{COUNTED}))\b", re.IGNORECASE)
_NEW_SCOPE = re.compile(r"[;.]\s|[,(\u2013\u2014]\s?(?:and |but |while )?(?:in|at|during|for|under|since|after)\s")
_FEWEST_FIGURES, _REACH, _NEAR, _MOST_ITEMS = 2, 160, 48, 24
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
    """

    family: str
    parts: tuple[Part, ...]
    start: int
    end: int
    claims_whole: bool
    wholes: tuple[FigureMention, ...]

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
        tokens = [*_shares(text, low, high), *(_figure_token(text, each) for each in figures)]
        for run in _runs(text, sorted(tokens, key=lambda token: token.start)):
            found = _as_run(passage, run)
            if found:
                yield found


def _clusters(figures: Sequence[FigureMention]) -> Iterator[list[FigureMention]]:
    """Yield the figures that stand near each other, two or more."""
    cluster: list[FigureMention] = []
    for figure in figures:
        if cluster and figure.start - cluster[-1].end > _REACH:
            if len(cluster) >= _FEWEST_FIGURES:
                yield cluster
            cluster = []
        cluster.append(figure)
    if len(cluster) >= _FEWEST_FIGURES:
        yield cluster


def _figure_token(text: str, figure: FigureMention) -> _Token:
    sign = "p" if figure.is_percent else "x" if figure.unit else "n"
    if sign == "n":
        sign = "t" if is_out_of(text, figure) else "x" if _counts_others(text, figure) else "n"
    return _Token(sign, figure.start, figure.end, figure)


def _shares(text: str, low: int, high: int) -> Iterator[_Token]:
    for match in _SHARE.finditer(text, low, high):
        if match["rest"]:
            yield _Token("r", match.start(), match.end())
            continue
        family, name, _ = _SHARES[int(str(match.lastgroup)[1:])]
        is_of = _OF_SHARE.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        yield _Token("x" if is_of else "c", match.start(), match.end(), None, family, frozenset({name}))


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
    if end - start > _REACH or _PLAIN.fullmatch(text, start, end) is None:
        return False
    if has_share and _SUBSET.search(text, start, end):
        return False  # "…, of which 30 …": a part of the part before
    return _EMPTY_LINE.search(text, start, end) is None


def _as_run(passage: Passage, tokens: list[_Token]) -> PartRun | None:
    """Return the parts that the tokens spell, or None when they spell none."""
    merged = _merged([token for token in tokens if token.sign in "npc"])
    families = {token.family for token in merged if token.family}
    if not _FEWEST_FIGURES <= len(merged) <= _MOST_ITEMS or len(families) != 1:
        return None
    if (
        merged[0].figure
        and _is_whole(passage.prose, merged[0].figure)
        and not _spelled("".join(t.sign for t in merged))
    ):
        merged = merged[1:]
    form = _spelled("".join(token.sign for token in merged))
    if form is None or (form is _FORMS[1] and families == {"gender"}):
        return None
    code = "".join(token.sign for token in merged)
    groups = [merged[match.start() : match.end()] for match in form.finditer(code)]
    return _made(passage, groups, families.pop(), has_rest=any(token.sign == "r" for token in tokens))


def _spelled(code: str) -> re.Pattern[str] | None:
    """Return the form of which a row of tokens is made: each figure before the name of its share, or after it."""
    return next((form for form, whole in zip(_FORMS, _WHOLE_FORMS, strict=True) if whole.fullmatch(code)), None)


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


def _made(passage: Passage, groups: list[list[_Token]], family: str, *, has_rest: bool) -> PartRun | None:
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
    claims_whole = has_rest or _leaves_nothing(family, seen)
    return PartRun(family, tuple(parts), start, end, claims_whole, wholes_before(passage, start, end))


def _leaves_nothing(family: str, names: frozenset[str]) -> bool:
    if family == "response":
        return "accepted" in names and bool(names & _REFUSED) and bool(names & _CATCH_ALL)
    return family == "implementation" and {"fully", "partly", "not"} <= names


def wholes_before(passage: Passage, start: int, end: int) -> tuple[FigureMention, ...]:
    """Return the exact counts that are the whole of what begins at `start`, by their words; the nearest first.

    They stand in the same sentence with no other figure between, or in the one before when only plain words lead from
    it to the part, and then there is but one.
    """
    text = passage.prose
    begin, _ = passage.sentence(start)
    found = [each for each in passage.figures_between(start, end) if is_out_of(text, each)]
    for figure in reversed(passage.figures_between(begin, start)):
        if _is_whole(text, figure) and not _NEW_SCOPE.search(text, figure.end, start):
            found.append(figure)
        elif figure.unit or not _counts_others(text, figure):
            break
    if not found and begin and _PLAIN.fullmatch(text, begin, start) and not _EMPTY_LINE.search(text, begin - 2, start):
        found = [
            each for each in passage.figures_between(passage.sentence(begin - 1)[0], begin) if _is_whole(text, each)
        ]
        found = found if len({each.value for each in found}) == 1 else []
    return tuple(each for each in found if not each.hedge)


def _is_whole(text: str, figure: FigureMention) -> bool:
    noun = _NOUN.match(text, figure.end, figure.end + _NEAR)
    is_ours = noun is not None and noun["ours"] is not None
    return not figure.unit and (is_ours or (noun is None and is_out_of(text, figure)))


def _counts_others(text: str, figure: FigureMention) -> bool:
    """Return whether a count is one of States or people: "made by 108 States"."""
    noun = _NOUN.match(text, figure.end, figure.end + _NEAR)
    return noun is not None and noun["other"] is not None


def is_out_of(text: str, figure: FigureMention) -> bool:
    """Return whether a count follows words that make it a whole: "out of", "of the", "a total of"."""
    return _OF_TOTAL.search(text, max(0, figure.start - _NEAR), figure.start) is not None
