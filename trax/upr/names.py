"""Names of States: the one of a day, and those that stand in a text.

Names are looked for word by word in a tree of all spellings, so the longest one wins ("Papua New Guinea" before
"Guinea") and the time grows with the length of the text only. Places that merely hold a State's name ("American
Samoa") are in the same tree and say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trax.upr.table import State, Table

NameForm = Literal["short", "formal"]

# Soft hyphens, joiners and marks of writing direction come with copied text; nobody sees them.
_UNSEEN_IN_WORDS = "\u00ad\u200c\u200d\u2060\ufeff"
_UNSEEN = f"{_UNSEEN_IN_WORDS}\u200b\u200e\u200f\u2066\u2067\u2068\u2069"
# Raised and lowered digits are footnote marks, not letters of the word before them.
_LETTER = r"[^\W_\u00b2\u00b3\u00b9\u2070-\u209f]"
_WORD = re.compile(rf"&|(?:St|ST)\.|{_LETTER}++(?:[\u0300-\u036f{_UNSEEN_IN_WORDS}]++{_LETTER}*+)*+")
_LAST_WORD = re.compile(rf"{_LETTER}+\Z")
_SAME_WORD = {"&": "and", "St": "Saint", "St.": "Saint", "ST": "SAINT", "ST.": "SAINT"}
# Hyphen-minus, hyphen, non-breaking hyphen.
_HYPHENS = "-\u2010\u2011"
_EN_DASH = "\u2013"
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4\u2032"
_GAP_SIGNS = str.maketrans(
    dict.fromkeys(_UNSEEN) | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS + _EN_DASH, "-") | {"\r": None}
)
_LONGEST_COMPOUND = 60


@dataclass(frozen=True, slots=True)
class StateMention:
    """A State named in a text, from offset `start` up to but without `end`."""

    iso3: str
    start: int
    end: int
    text: str


def name_on(state: State, day: date, *, form: NameForm) -> str:
    """Return the name of the State that was in use on the day.

    Args:
        form: "short" for what people say (`Bolivia`), "formal" for the name in UN lists (`Iran (Islamic Republic of)`).
    """
    for former in state.former:
        if day <= former.until:
            return former.short if form == "short" else former.name
    return state.short if form == "short" else state.name


def spellings(state: State) -> tuple[str, ...]:
    """Return every spelling of the State's name: formal, short, former, aliases, each once."""
    former = (name for one in state.former for name in (one.name, one.short, *one.also))
    return tuple(dict.fromkeys((state.name, state.short, *former, *state.aliases)))


def find_states(text: str, table: Table) -> tuple[StateMention, ...]:
    """Return the States that a text names, in its order; every spelling of the table counts.

    A name is found with its own capitals or wholly in capitals ("LESOTHO"); "turkey" and "car" are other words. A line
    break, a non-breaking space or a hyphen counts as the space inside a name, an empty line does not.
    """
    tree = _name_tree(table)
    mentions: list[StateMention] = []
    done = 0
    for word in _WORD.finditer(text):
        branch = tree.get(("", _fold(word[0]).upper()))
        if branch is None or word.start() < done:
            continue
        found = _longest_name(text, word, branch)
        if found is None:
            continue
        name, end = found
        if name.iso3 and not _is_part_of_compound(text, word.start(), end, tree):
            mentions.append(StateMention(name.iso3, word.start(), end, text[word.start() : end]))
        done = end
    return tuple(mentions)


class _Name(NamedTuple):
    """One spelling in the tree; `iso3` is empty for a lookalike, `tail` is the bracket that closes the name."""

    iso3: str
    words: tuple[str, ...]
    tail: str


@dataclass(slots=True)
class _Branch:
    """The spellings that end at a word, and the branches behind it by gap and word in capitals."""

    names: list[_Name] = field(default_factory=list)
    next: dict[tuple[str, str], _Branch] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _name_tree(table: Table) -> dict[tuple[str, str], _Branch]:
    root = _Branch()
    for state in table.states:
        for spelling in spellings(state):
            _plant(root, state.iso3, spelling)
    for lookalike in table.lookalikes:
        _plant(root, "", lookalike)
    return root.next


def _plant(root: _Branch, iso3: str, spelling: str) -> None:
    branch, end, words = root, 0, []
    for word in _WORD.finditer(spelling):
        folded = _fold(word[0])
        words.append("the" if folded == "The" else folded)  # an article is small within a sentence
        gap = _gap(spelling[end : word.start()]) if end else ""
        branch = branch.next.setdefault((gap, folded.upper()), _Branch())
        end = word.end()
    name = _Name(iso3, tuple(words), spelling[end:].strip())
    if name not in branch.names:
        branch.names.append(name)
        # "Congo (Republic of the)" with its bracket before the same words without.
        branch.names.sort(key=lambda one: -len(one.tail))


def _longest_name(text: str, first: re.Match[str], branch: _Branch) -> tuple[_Name, int] | None:
    """Return the longest spelling that begins at the word, and where it ends."""
    words, word = [_fold(first[0])], first
    steps = [(branch, first.end())]
    while branch.next:
        following = _WORD.search(text, word.end())
        if following is None:
            break
        folded = _fold(following[0])
        behind = branch.next.get((_gap(text[word.end() : following.start()]), folded.upper()))
        if behind is None:
            break
        words.append(folded)
        branch, word = behind, following
        steps.append((branch, word.end()))
    for count in range(len(steps), 0, -1):
        branch, end = steps[count - 1]
        for name in branch.names:
            closed = _end_with_tail(text, end, name)
            if closed is not None and _has_capitals(name.words, words[:count]):
                return name, closed
    return None


def _end_with_tail(text: str, end: int, name: _Name) -> int | None:
    """Return where the name ends, its closing bracket included; None when the text goes on otherwise."""
    if name.tail:
        return end + 1 if text.startswith(name.tail, end) else None
    # "Moldova, Republic of Korea" is a list of two, not the inverted name of the first.
    following = _WORD.search(text, end) if name.words[-1] in {"of", "the"} else None
    if following is None or following[0].islower():
        return end
    return None if _gap(text[end : following.start()]) == " " else end


def _has_capitals(name: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether words of the text are the name with its own capitals, or in capitals throughout.

    Small words of a name ("and", "of", "the", the "d" of Côte d'Ivoire) may be written either way.
    """
    pairs = [(own, word) for own, word in zip(name, words, strict=True)]
    if any(word not in {own, own.capitalize(), own.upper()} for own, word in pairs if own.islower()):
        return False
    large = [(own, word) for own, word in pairs if not own.islower()]
    return all(own == word for own, word in large) or all(own.upper() == word for own, word in large)


def _is_part_of_compound(text: str, start: int, end: int, tree: dict[tuple[str, str], _Branch]) -> bool:
    """Return whether a hyphen ties the name to a word with a capital that names no State.

    "Guinea-Bissao" is no Guinea; "Kenya-based", "anti-Iran" and "Iran-Iraq" do name their States.
    """
    neighbours = []
    if text[end : end + 1] and text[end] in _HYPHENS:
        neighbours.append(_WORD.match(text, end + 1))
    if start and text[start - 1] in _HYPHENS:
        neighbours.append(_LAST_WORD.search(text, max(0, start - 1 - _LONGEST_COMPOUND), start - 1))
    return any(
        word is not None and word[0][0].isupper() and ("", _fold(word[0]).upper()) not in tree for word in neighbours
    )


def _fold(word: str) -> str:
    """Return the word without accents and unseen characters, "&" and "St" in full."""
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word)
        word = "".join([part for part in parts if not unicodedata.combining(part) and part not in _UNSEEN])
    return _SAME_WORD.get(word, word)


def _gap(between: str) -> str:
    """Return what stands between two words in one spelling: a space for white space and hyphens, else the sign."""
    if between == " ":
        return between
    plain = between.translate(_GAP_SIGNS)
    if plain.count("\n") > 1:
        return plain
    sign = plain.strip()
    return " " if sign in {"", "-"} else sign
