"""Whole numbers in running text, in digits or in words up to 999: `98`, `ninety-eight`, `one hundred and twelve`."""

from __future__ import annotations

_UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {word: value for value, word in enumerate(_UNITS, start=1)}
_VALUE |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(reversed(_UNITS))})"
# One number, without groups; `cardinal_number` reads what it matched.
CARDINAL = (
    rf"(?:(?<![\w.,/-])\d{{1,3}}(?![\w%]|[.,:]\d)"
    rf"|\b(?i:(?:(?:a|one|two)\shundred(?:\s(?:and\s)?{_BELOW_HUNDRED})?)|{_BELOW_HUNDRED})\b)"
)
# Numbers that a session may have and that are no figure in a list of points, from four on.
NUMBER_WORDS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(reversed(_UNITS[3:]))}"
_HUNDRED = 100


def cardinal_number(text: str) -> int:
    """Return the number that `CARDINAL` matched, `98` or `One hundred and twelve`."""
    if text.isdigit():
        return int(text)
    before, hundred, after = text.lower().replace("-", " ").partition("hundred")
    if hundred:
        return _VALUE.get(before.strip(), 1) * _HUNDRED + _sum(after)
    return _sum(before)


def _sum(words: str) -> int:
    return sum(_VALUE.get(word, 0) for word in words.split())
