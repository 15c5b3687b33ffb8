"""Words of links that say nothing by themselves, and "click here" whose link was lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage


@dataclass(frozen=True, slots=True)
class LostLink:
    """Words that point at something that is not there."""

    start: int
    text: str


_SAY_NOTHING = frozenset(
    {
        "here",
        "click here",
        "click",
        "see here",
        "read here",
        "available here",
        "more here",
        "read more here",
        "right here",
    }
    | {"just click here", "please click here", "by clicking here", "clicking here", "click on this link", "over here"}
    | {"more", "read more", "read on", "see more", "learn more", "find out more", "know more", "more info", "show more"}
    | {"find out more here", "see more here", "learn more here", "details here", "found here", "follow this link"}
    | {
        "more information",
        "continue",
        "continue reading",
        "this",
        "this link",
        "link",
        "the link",
        "this page",
        "the page",
    }
    | {
        "page",
        "website",
        "this website",
        "web page",
        "webpage",
        "site",
        "this site",
        "details",
        "go",
        "go here",
        "view",
    }
    | {"download here", "register here", "watch here", "apply here", "sign up here", "subscribe here", "this document"}
    | {
        "download",
        "pdf",
        "document",
        "file",
        "attachment",
        "following link",
        "the following link",
        "url",
        "it",
        "there",
    }
    | {"ici", "cliquez ici", "en savoir plus", "lire la suite", "aqu\u00ed", "haga clic aqu\u00ed", "leer m\u00e1s"}
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\w\s]")
_PAPERS = (
    r"(?:notes?|lists?|reports?|programmes?|agenda|timetables?|photos?|pictures?|videos?|summar(?:y|ies)|statements?"
    r"|recordings?|webcasts?|documents?|publications?|pages?|forms?|details|information|papers?|calendars?|guides?"
    r"|letters?|tables?|releases?|invitations?|submissions?|recommendations|database|website|articles?|interviews?|study"
    r"|fact\s?sheets?|brochures?|leaflets?|registration|newsletters?|press\s{1,2}kit)"
)
_HERE = re.compile(r"here\b|HERE\b")
# "click here", "is available here", "can be found here", "the concept note here."; not "everybody is welcome here".
_BEFORE = re.compile(
    r"\b(?i:(?:just\s{1,4})?(?P<anywhere>click(?:ing)?|available|accessible"
    r"|(?<=\bbe\s)(?:found|read|seen|watched|viewed)|(?<=\bis\s)found|(?<=\bare\s)found|more)"
    rf"|read|register|download|watch|see|find|subscribe|apply|sign\s{{1,2}}up|{_PAPERS}[\"\u201d\u2019]?)\s{{1,4}}\Z"
)
_AT_A_PLACE = re.compile(r"\s{1,4}(?:in|at|on|with|and\s+there)\b")
_ENDS = re.compile(r"\s{0,2}(?:[.;:!)]|\n|\Z)")
_LONGEST_BEFORE = 40
_BESIDE = 3


def problem_of(words: str) -> str:
    """Return what is wrong with the words of a link; empty when nothing is."""
    plain = " ".join(_NO_WORD.sub(" ", words).lower().split())
    if not plain:
        return "a link has no words"
    if _ADDRESS.fullmatch(words.strip()):
        return "a link shows its bare address, which is read out sign by sign to people who listen"
    return f"the link {quoted(words)} does not say where it leads" if plain in _SAY_NOTHING else ""


def find_lost_links(passage: Passage) -> Iterator[LostLink]:
    """Yield "click here", "available here" and the like, where no link begins or ends."""
    links = [link for link in passage.links if not link.is_image]
    for here in _HERE.finditer(passage.prose):
        match = _BEFORE.search(passage.prose, max(0, here.start() - _LONGEST_BEFORE), here.start())
        if match is None or not _points(passage.prose, match, here.end()):
            continue
        before = bisect_left(links, here.end(), key=lambda link: link.start) - 1
        is_in_link = before >= 0 and links[before].end > match.start()
        # "here: https://…" is as good as plain text can say it.
        is_followed = before + 1 < len(links) and links[before + 1].start - here.end() <= _BESIDE
        if not is_in_link and not is_followed:
            yield LostLink(match.start(), passage.prose[match.start() : here.end()])


def _points(prose: str, match: re.Match[str], end: int) -> bool:
    """Return whether "here" is a link, and not the place where the reader is."""
    if match["anywhere"]:
        return _AT_A_PLACE.match(prose, end) is None
    return _ENDS.match(prose, end) is not None
