"""Ordinals in running text: `20th`, `27<sup>th</sup>` (whose tags are spaces in the prose), `twenty-first`.

Patterns of other readers are built from these pieces. A gap is any white space but an empty line: spaces where markup
was, and one line break of a wrapped text.
"""

from __future__ import annotations

GAP = r"(?>[^\S\n]++(?:\n[^\S\n]*+)?+|\n[^\S\n]*+)"
MAYBE = rf"(?:{GAP})?+"
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
_NUMBER_OF = {word: number for number, word in enumerate((*_UNITS, *_TEENS, "eighteenth", "nineteenth"), start=1)}
for _tens, _stem in ((20, "twent"), (30, "thirt"), (40, "fort"), (50, "fift")):
    _NUMBER_OF[f"{_stem}ieth"] = _tens
    _NUMBER_OF |= {f"{_stem}y {word}": _tens + number for number, word in enumerate(_UNITS, start=1)}


# The words by their first letter: most places of a text are left after one look. What they share is written once, since
# the pattern stands in many others, each of which has to be compiled.
_TENS_AND_UNIT = rf"(?:ieth|y[ \u2010\u2011-](?:{'|'.join(_UNITS)}))"
_SPELLED = "|".join(
    (
        rf"[Tt](?i:(?:went|hirt){_TENS_AND_UNIT}|hird|hirteenth|enth|welfth)",
        rf"[Ff](?i:(?:ort|ift){_TENS_AND_UNIT}|irst|(?:our|if)(?:teen)?th)",
        r"[Ss](?i:econd|(?:ix|even)(?:teen)?th)",
        r"[Ee](?i:igh(?:teen)?th|leventh)",
        r"[Nn](?i:in(?:eteen)?th)",
    )
)
# One ordinal, without groups, so that several may stand in one pattern; `ordinal_number` reads what it matched.
# The last of "20th-22nd" has a dash before it, which only another ordinal may put there.
ORDINAL = (
    r"(?:(?<![\w./])(?<![^hdt][\u2010-\u2015-])"
    rf"\d{{1,2}}{MAYBE}(?:st|nd|rd|th|ST|ND|RD|TH)(?![a-z0-9_])|\b(?:{_SPELLED})\b)"
)


def ordinal_number(text: str) -> int:
    """Return the number of one ordinal that `ORDINAL` matched, `20th`, `27   th` or `Twenty-first`."""
    digits = text[:2].rstrip()
    if digits[:1].isdigit():
        return int(digits if digits.isdigit() else digits[0])
    return _NUMBER_OF[text.lower().replace("-", " ").replace("\u2010", " ").replace("\u2011", " ")]
