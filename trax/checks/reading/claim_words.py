"""The words that tie a date to a session, or show that it belongs to something else."""

from __future__ import annotations

import re

from trax.content.wording import word_set

START = word_set(
    "start starts started starting begin begins began begun beginning open opens opened opening commence commences "
    "commenced commencing kick kicks kicked"
)
END = word_set(
    "end ends ended ending close closes closed closing conclude concludes concluded concluding finish finishes "
    "finished finishing complete completes completed completing until till through wrap wraps wrapped"
)
HOLDING = word_set(
    "held hold holds holding take takes took taking run runs ran running lasts lasted meets met sits sat convenes "
    "convened hosts hosted hosting"
)
# The session is the subject of one of these: what follows is said of it.
FINITE = START | END | HOLDING | word_set("was were is are will has had")
BETWEEN = FINITE | word_set(
    "the of upr universal periodic review working group wg s be been being to in at geneva switzerland palais des "
    "nations place scheduled planned set going from on between which that and human rights council hrc un united this "
    "year dates date due it its first last day for off officially formally today tomorrow yesterday now just soon "
    "already also again up came come comes a an as over webcast live intergovernmental mechanism due room xx"
)
BETWEEN_DATE_AND_SESSION = (
    HOLDING
    | START
    | END
    | word_set(
        "the its our upr geneva universal periodic review working group wg s will human rights council hrc un united "
        "nations in switzerland hosts hosted officially formally intergovernmental on of"
    )
)
# "during the 20th session": the session is the occasion of something else.
OCCASIONS = word_set(
    "at in during for before after on to of with from since until by between about following towards margins within "
    "throughout and under"
)
# "after the 20th session ended on": these, too, may begin a sentence of which it is the subject.
CLAUSES = word_set("after before since until and once when while as because")
ARTICLES = word_set("the this its our upr s next upcoming forthcoming last info current second third same whole entire")
# Words of a sentence that say of what the session is the subject, or that nothing stands before it.
JOINTS = word_set("while whereas when where as because that but so then which although though if once whose")
WORD = re.compile(r"[^\W\d_]+|\d+|[^\s\w,:()|'\u2019\u2013\u2014-]")
# What may have days of its own, as long as those of a session, in the sentence that names the session.
ACTIVITY = re.compile(
    r"\b(?i:regist\w*|accredit\w*|deadlines?|submi\w*|trainings?|seminars?|workshops?|courses?|exhibitions?|missions?"
    r"|visit\w*|internships?|campaigns?|consultations?|conferences?|side[ -]events?|festivals?|travel\w*|apply"
    r"|applic\w+|closed for|office|summer|holidays?|academy|school|tour|volunteers?|call for|open for|available"
    r"|pre-?\s?sessions?|follow-up|adopt\w*|published|recruit\w*)\b"
)
# "The session was moved ahead three weeks and will be held from": it is still the subject.
AND_VERB = re.compile(
    r"[^;:(]*\band\s+(?=(?:will|was|is|took|takes|ran|runs|lasts|lasted|ends|ended|began|begins|opens|opened|closes"
    r"|closed|concludes|concluded|starts|started)\b)"
)
# "for two weeks", "for the ninth time", "the 27th session, the first of the third cycle, was held".
ASIDE = re.compile(
    r"\b(?:over|for|during)\s+(?:two|the two|2)\s+(?:full\s+)?weeks\b|\bfor\s+the\s+[\w-]{3,14}\s+time\b"
    r"|[,(]\s?(?:which\s+(?:was|is)\s+)?(?:the|its)\s+[\w-]{3,14}\s+(?:UPR\s+|session\s+|one\s+){0,2}(?:of|in|under)\s+(?:the|this)"
    r"\s+(?:[\w-]{3,14}\s+)?(?:UPR\s+)?(?:cycle|year)\b\s?[,)]"
)
CYCLE_BEGINS = re.compile(
    r"\bcycle\s+(?:will\s+)?(?P<verb>start|begin|open|end|close|conclude|began|begun)(?:s|ed|ned|d)?\s+on\s+\Z"
)
# Where a clause begins. A line that begins with a number does, unless the line before it ends in the middle of one.
_BOUNDARY = re.compile(
    r"[,:;()\u2013\u2014|\u2022*#]|[^\w\s'\u2019.-]|\s-\s|\.\s|\n(?=\s*[A-Z])"
    r"|(?<!\bthe)(?<!\bits)(?<!\bour)(?<!\bat)(?<!\bin)(?<!\bof)(?<!\bon)(?<!\bto)"
    r"(?<!\bfor)(?<!\bduring)"
    r"\n(?=\s*\d)"
)


def words_before(text: str, begin: int, end: int) -> list[str]:
    """Return the words of the clause that leads to an offset, lower-case, without articles at its end."""
    low = max(begin, end - 200)
    for match in _BOUNDARY.finditer(text, low, end + 1):  # one more, to see with what the next line begins
        low = min(match.end(), end)
    words = [word.lower() for word in WORD.findall(text, low, end)]
    while words and words[-1] in ARTICLES:
        words.pop()
    return words
