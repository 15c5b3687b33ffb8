"""The names of shares that exclude each other: what was answered to recommendations, how far they are implemented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSWER = r"(?:positions?|responses?|answers?|repl(?:y|ies)|comments?)"
_SUPPORT = r"(?:the |its |their |his |her )?support\b"
# Family and name of each share, the longer wording first.
_SHARES: tuple[tuple[str, str, str], ...] = (
    ("response", "partly", r"(?:partially|partly|in part) (?:accepted|supported)|(?:accepted|supported) in part"),
    ("response", "rejected", r"not (?:been )?(?:accepted|supported|endorsed)|(?:did|does|do) not enjoy " + _SUPPORT),
    ("response", "rejected", r"rejected|refused|declined|turned down"),
    ("response", "accepted", r"accepted|supported|endorsed|enjoy(?:ed|s|ing)? " + _SUPPORT),
    ("response", "noted", r"noted|tak(?:en|ing) note of|took note of"),
    ("response", "unclear", rf"(?:(?:with(?:out)?|no|an|any|a) ){{0,2}}(?:un)?clear {_ANSWER}|unclear"),
    ("response", "unclear", rf"(?:an? |with a )?general(?: {_ANSWER})?(?! \w)"),
    ("response", "none", rf"(?:without|with no|no|any)(?: any| a)? {_ANSWER}|(?:not (?:been )?|un)answered"),
    ("response", "pending", r"pending|deferred|postponed|undecided|under (?:consideration|examination|study)"),
    ("response", "pending", r"(?:to|will) be (?:examined|considered)|awaiting (?:an? )?(?:response|answer|decision)"),
    ("implementation", "fully", r"(?:fully|completely|entirely) (?:been )?implemented"),
    ("implementation", "partly", r"(?:partially|partly)(?: (?:been )?implemented)?"),
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
_AFTER = re.compile(
    r"(?:\s(?:UPR\s)?recommendations?)?(?:\s\([^()\n]{1,20}\))?\s(?:(?:were|was|are|have|has|had|been|also)\s){0,3}"
)
_BEFORE = re.compile(r"\s(?:(?:the|its|another|only|all|some|a|further)\s){0,2}")
_NEAR = 48


@dataclass(frozen=True, slots=True)
class ShareName:
    """The name of a share, `accepted` of the family `response`; or words that claim what is left ("the remaining").

    Attributes:
        family: Empty for "the remaining".
        is_whole: Whether it names another whole: "70% of accepted recommendations".
    """

    family: str
    name: str
    start: int
    end: int
    is_whole: bool


def find_share_names(text: str, low: int, high: int) -> Iterator[ShareName]:
    """Yield the names of shares in a part of a text, in order."""
    for match in _SHARE.finditer(text, low, high):
        if match["rest"]:
            yield ShareName("", "rest", match.start(), match.end(), is_whole=False)
            continue
        family, name, _ = _SHARES[int(str(match.lastgroup)[1:])]
        is_whole = _OF_SHARE.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        yield ShareName(family, name, match.start(), match.end(), is_whole)


def is_share(text: str, start: int, end: int) -> bool:
    """Return whether the figure from `start` to `end` is said to be a share: "150 were accepted", "accepted 150"."""
    after = _AFTER.match(text, end)
    if after and _SHARE.match(text, after.end()):
        return True
    before = [match.end() for match in _SHARE.finditer(text, max(0, start - _NEAR), start)]
    return bool(before) and _BEFORE.fullmatch(text, before[-1], start) is not None
