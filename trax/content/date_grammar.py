"""The patterns of dates in running text: one day in words or numbers, what joins two, the weekday beside one.

No pattern can repeat inside a repetition, so a text costs time in proportion to its length.
"""

from __future__ import annotations

import re

from trax.content.day_names import MONTH, WEEKDAY

# Between two words of a date: spaces, and at most one line break, since an empty line ends the sentence.
GAP = r"(?>[^\S\n]++(?:\n[^\S\n]*+)?+|\n[^\S\n]*+)"
_MAYBE = rf"(?:{GAP})?+"
_SPACES = r"[^\S\n]{0,4}"
# Emphasis leaves spaces where its marks were: "**Tuesday**, 3 December" comes as "Tuesday  , 3 December".
_COMMA = rf"(?:{_MAYBE},{_MAYBE}|{GAP})"
_ORDINAL = rf"(?:{_MAYBE}(?:<sup>)?+{_MAYBE}(?:st|nd|rd|th|ST|ND|RD|TH)\b(?:</sup>)?+)"
_NUMBER = rf"(?P<{{0}}>\d{{{{1,2}}}})(?P<{{0}}_ordinal>{_ORDINAL})?+(?![\w%])"
_DAY = r"(?<![\w/$€£])(?<!\d[.,:])" + _NUMBER
_YEAR = r"(?P<{0}>(?:19|20|21)\d\d)(?!\w)"
_DASH = r"[-\u2010-\u2015\u2212]"
_THE = rf"(?:the{GAP})?+"
_TO = rf"(?:{_MAYBE}{_DASH}{_MAYBE}|{GAP}(?:to|until|till|through){GAP}){_THE}"
_AND = rf"(?:{_MAYBE}[,;/&]{_MAYBE}(?:(?:and|or){GAP})?+|{GAP}(?:and|or){GAP}){_THE}"
# "In May 14 States were reviewed": a month before a bare number is a date only when the sentence goes on like one.
_GOES_ON = (
    rf"(?=[,.;:!?)\]](?!\d)|{_MAYBE}{_DASH}|\s*\Z|[^\S\n]*\n"
    rf"|{GAP}(?:at|from|in|on|and|to|until|till|through|for|we|is|was|will)\b)"
)

DATE = re.compile(
    r"(?<![\w/-])(?P<iso_year>\d{4})(?P<iso_mark>[-/.])(?P<iso_month>\d\d)(?P=iso_mark)(?P<iso_day>\d\d)(?![\w-])"
    # "16/21 May" may be a resolution; "3/4 May" are two days when the second follows the first.
    rf"|(?:(?<![\w/$€£.,:-])(?P<eve>\d{{1,2}})(?:st|nd|rd|th)?+/(?=\d)|(?<![\w/$€£])|(?<=[a-z.]/))(?<!\d[.,:]){_NUMBER.format('day')}"
    rf"(?:{GAP}(?:of{GAP})?+|-(?={MONTH}-\d{{4}}))\b(?P<month>{MONTH}|(?:march|may)(?={_COMMA}20\d\d))"
    rf"(?:(?:{_COMMA}|-){_YEAR.format('year')})?+"
    rf"|\b(?P<month_us>{MONTH}){GAP}(?:the{GAP})?+{_DAY.format('day_us')}"
    rf"(?:{_COMMA}{_YEAR.format('year_us')}|(?(day_us_ordinal)|{_GOES_ON}))"
    r"|(?:(?<=\d{4}-)|(?<![\w./-]))(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)"
    r"(?P<number_year>(?:(?:19|20|21)\d\d|\d\d)(?!\w|[./]\d))"
)
JOINS = re.compile(rf"(?P<to>{_TO})|(?P<and>{_AND})")
DAY_BEFORE = re.compile(rf"(?<![^\W\d]-)(?<!\d\d\d-){_DAY.format('day')}(?:(?P<to>{_TO})|(?P<and>{_AND}))\Z")
DAY_AFTER = re.compile(
    rf"(?P<joint>{_TO}|{GAP}and{GAP}){_DAY.format('day')}(?!{GAP}{MONTH})(?:{_COMMA}{_YEAR.format('year')}|{_GOES_ON})"
)
DAY_LISTED = re.compile(rf"{_AND}{_DAY.format('day')}(?!{GAP}{MONTH})")
YEAR_AFTER = re.compile(rf"{_COMMA}{_YEAR.format('year')}")

_PART_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime)"
_PAIR_JOINT = rf"(?:{_TO}|{_AND})"
WEEKDAY_BEFORE = re.compile(
    rf"(?:\b(?P<first>{WEEKDAY})(?:{GAP}{_PART_OF_DAY}\b)?+{_PAIR_JOINT}(?={WEEKDAY}))?+\b(?P<weekday>{WEEKDAY})(?:{GAP}{_PART_OF_DAY}\b)?+"
    rf"(?P<gap>{_COMMA}|{_SPACES}{_DASH}{_SPACES}|{_SPACES}[(:]{_SPACES}){_THE}\Z"
)
# "every Monday and Thursday, 3 May to 5 June": the days of a habit, not of the date.
HABIT = re.compile(r"\b(?i:every|each|all|alternate)\s{1,3}\Z")
WEEKDAY_LISTED = re.compile(rf"\b{WEEKDAY}{_PAIR_JOINT}\Z")
WEEKDAY_AFTER = re.compile(
    rf"{_COMMA}an?{GAP}(?P<said>{WEEKDAY})"
    rf"|{_SPACES}[(\[]{_SPACES}(?:an?{GAP})?+(?P<weekday>{WEEKDAY})(?:{_PAIR_JOINT}(?P<second>{WEEKDAY}))?+"
    rf"(?={_SPACES}[)\],;]|{GAP}(?:{_PART_OF_DAY}|at|from)\b|,?{GAP}\d{{1,2}}(?:[:.h]|{_SPACES}[ap]\.?m\b))"
    # "3 December 2014, Wednesday." but not "on 3 December, Thursday 4 December" and not "on 3 December, Friday's"
    rf"|(?:,[^\S\n]{{1,4}}|[^\S\n]{{1,4}}{_DASH}[^\S\n]{{1,4}})(?P<behind>{WEEKDAY})"
    rf"(?=[.;)\]]|\s*\Z|[^\S\n]*+\n|,?{GAP}(?:at|from|in)\b|,?{GAP}\d{{1,2}}[:.h]\d)"
)
# Only of a day with its year: "if 1 May falls on a Sunday" speaks of any year.
WEEKDAY_CLAIMED = re.compile(
    rf",?{GAP}(?:is|was|(?:falls|fell|will{GAP}fall){GAP}on){GAP}(?:an?{GAP})?+(?P<claimed>{WEEKDAY})"
    rf"(?!{GAP}(?:{_PART_OF_DAY}|\d|and|to|or)\b)"
)
# "Article 5 May apply", "session 14 - 19 January": a number that counts something else is no day.
COUNTS_SOMETHING = re.compile(
    r"\b(?:articles?|art\.|sections?|rules?|chapters?|paragraphs?|paras?\.?|pages?|pp?\.|(?P<surely>no\.?|nos\.?"
    r"|numbers?|n\u00b0|issues?|volumes?|vol\.)|rooms?|tables?|figures?|parts?|annex|items?|goals?|sdgs?|sessions?"
    r"|resolutions?|recommendations?|cycles?|versions?)[^\S\n]{0,3}\Z",
    re.IGNORECASE,
)
