"""Every spelled ordinal is read in every form, and no word that is like one."""

from __future__ import annotations

import re

import pytest

from trax.checks.reading.ordinal_words import ORDINAL, ordinal_number

UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
BELOW_TWENTY = (*UNITS, *TEENS, "eighteenth", "nineteenth")
WORDS = dict(enumerate(BELOW_TWENTY, start=1))
WORDS |= {tens * 10: f"{stem}ieth" for tens, stem in enumerate(("twent", "thirt", "fort", "fift"), start=2)}
WORDS |= {
    tens * 10 + number: f"{stem}y-{word}"
    for tens, stem in enumerate(("twent", "thirt", "fort", "fift"), start=2)
    for number, word in enumerate(UNITS, start=1)
}


@pytest.mark.parametrize(("number", "word"), sorted(WORDS.items()))
def test_every_spelled_ordinal_is_read(number: int, word: str) -> None:
    for form in (word, word.capitalize(), word.upper(), word.replace("-", " "), word.replace("-", "\u2011")):
        match = re.fullmatch(ORDINAL, form)
        assert match is not None, form
        assert ordinal_number(match[0]) == number


def test_no_other_word_is_read() -> None:
    right = {word.replace("-", " ") for word in WORDS.values()}
    letters = "efhnstw"
    like = {word[:at] + letter + word[at + 1 :] for word in right for at in range(len(word)) for letter in letters}
    like |= {word[:at] + word[at + 1 :] for word in right for at in range(len(word))}
    like |= {
        "thirth",
        "fortyeth",
        "twenty-tenth",
        "fiveteenth",
        "fiftyfirst",
        "seventieth",
        "sixtieth",
        "month",
        "south",
    }
    read = {word for word in like - right if re.fullmatch(ORDINAL, word)}
    assert {word for word in read if word.replace("-", " ") not in right} == set()
