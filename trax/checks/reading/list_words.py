"""What the words around a list of States say about it: all of a session, some of them, or States in another role.

The word nearest before the list decides. "The delegations of the States reviewed:" are States under Review;
"reviewed with recommendations by" are not. "Including" and its like open a choice, "among others" leaves one open.
"""

from __future__ import annotations

import re
from typing import Literal

from trax.checks.reading.session_text import PRE_SESSION
from trax.content.wording import word_set

# all of a session; some of its States; States in another role, of which nothing can be said
Mode = Literal["all", "some", "other"]

# The cues of one text are found in one pass, since all of it is read for each list.
_REVIEW = (
    r"review(?:s|ed|ing)?|examin(?:e|ed|es|ing|ation)|SuRs?|turn of|on the (?:agenda|list)|up for review"
    r"|present(?:s|ed)? (?:its|their) (?:national )?reports?|dealt with|deals? with|dealing with|discuss(?:es|ed|ing)?"
    r"|(?:had|have|took|take) (?:its|their) turn|took up|take[sn]? up|turn(?:s|ed)? to"
    r"|consider(?:s|ed|ing)?|ha[ds] before it|before the Working Group"
    r"|time-?table|calendar|programme of work"
    r"|schedule[ds]?|order of (?:the )?(?:adoption|examination)|(?:working group|UPR) reports?(?: (?:of|for|on))?"
    r"|outcomes?(?: (?:of|for))?|adopt(?:s|ed|ion|ions)?(?: of)?"
)
_PARTIAL = (
    r"available|published|publish|submit\w*|submissions?|received|uploaded|posted|in advance|statistics|translated"
    r"|signed|ratified|confirmed|already|for the first time|online (?:for|on|in)|answer\w*"
)
# What need not exist for all States of a session, wherever it stands in the sentence.
_OF_SOME = re.compile(
    r"\b(?i:webcasts?|videos?|interviews?|mid-?term|addend\w+|national reports?|summar(?:y|ies)|compilations?|accept\w*"
    r"|reject\w*|respon[ds]\w*|so far|this week|today|tomorrow|yesterday|half-?way|fact ?-?sheets?|have an? \w+)\b"
)
_OTHER_ROLE = (
    r"recommending|recommend(?:ed|ations?) (?:\w+ ){0,2}(?:by|from)|troikas?|rapporteurs?|speakers?|spoke|floor"
    r"|delegat(?:es?|ions?)|missions?|ambassadors?|ministers?|embass(?:y|ies)|statements?|questions?|partners?|NGOs?"
    r"|CSOs?|NHRIs?|organi[sz]ations?|coalitions?|colleagues|activists|defenders|participants|train(?:ed|ings?|ers?)"
    r"|workshops?|seminars?|visit(?:s|ed|ing)?|projects?|offices?|donors?|fund(?:ed|ing|s)?|sponsors?|sponsored"
    r"|supported by|support of|members?(?! states?\b)|elected|candidates?|vot(?:e|es|ed|ing)|joined by|joining"
    r"|attend\w*|participat\w+|hosted|met|meetings? (?:with|in)|languages?|on behalf of|cross-regional|group of"
    r"|chaired|work(?:s|ed|ing)? in|active in|countries where|region\w*|neighbou?rs?|programmes? in|follow-?up in"
    r"|experts?|students?|interns?|journalists?|staff|citizens|people (?:from|in)|countries of origin"
)
_REVIEW_WORD = re.compile(rf"\b(?i:{_REVIEW})\b")
_NEAR_TAIL = 120
_CUES = re.compile(rf"\b(?i:(?P<review>{_REVIEW})|(?P<role>{_OTHER_ROLE})|(?P<partial>{_PARTIAL}))\b")
_DEADLINE = re.compile(r"\b[Dd]eadlines?\b")  # those for a session are those of all its States
_OPENS = re.compile(
    r"\b(?i:including|such as|among(?:st)?(?: others| them| which)?|e\.\s?g\.|for example|for instance|like|notably"
    r"|especially|particularly|in particular|inter alia|mainly|mostly|some of (?:which|them)"
    r"|(?<!dealt )(?<!deals )(?<!dealing )with)[\s,:(]*\Z"
)
_SOME_OF = re.compile(
    r"\b(?i:some|many|most|several|half|\w+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) of"
    r" (?i:the|these|those|its|our) (?:\w+ ){0,2}(?i:states|countries|SuRs?|members)\b"
    r"|\b(?i:among(?:st)?|other|remaining"
    r"|(?:first|next|last) (?!1[1-7]\b|eleven|twelve|(?:thir|four|fif|six|seven)teen)"
    r"\w+) (?i:\w+ ){0,3}(?i:states|countries|SuRs?)\b"
)
_OPEN_END = re.compile(
    r"\s*,?\s*(?:(?:and|among|amongst|with|as well as|plus)\s+(?:\w+\s+){0,3}?(?:others?|more|elsewhere)\b|etc\b|\u2026"
    r"|\.\.\.|et al\b|and (?:so on|the (?:rest|like))|[.;]\s+(?:all\s+)?(?:the\s+)?(?:others?|rest|remaining|missing)"
    r"\b)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\s*(?:,\s*)?(?:\w+\s+){0,3}(?:among|amongst|some of|part of|one of|two of|belong)\b", re.IGNORECASE
)
_THEN_REVIEWED = re.compile(
    r"\s*,?\s*(?:(?:will|were|are|was|have|had|all|to|be|been|being|which|that|who|is|the|[Ss]tates?|countries|then|also"
    r"|now|next|due|up|for|scheduled|under|undergo|underwent|undergoing|have|their|shall|first|second"
    r"|third|fourth|would|come|came|going|its|[a-z]+ly|1[0-8]|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh)teen)\s+){0,7}"
    r"(?:review(?:s|ed)?|examin(?:ed|ation)|UPR|Universal Periodic|on the (?:agenda|list)|the SuRs)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.;:!?)\]\"\u201d\n(\u2013\u2014]|\[|\Z|at the\b|during the\b|in (?:Geneva|the)\b|[(])")

# What a heading of a list consists of: "20th UPR session, 27 October - 7 November 2014: the 14 States, in order".
_HEADING_WORDS = word_set(
    "session sessions upr universal periodic working group wg state states country countries list following "
    "these those are is were will be the of in on at for from to and geneva order alphabetical namely viz "
    "include included includes all concerned january february march april may june july august september "
    "october november december held hold holds its as follow follows monday tuesday wednesday thursday friday "
    "two week weeks first second third eleven twelve thirteen fourteen fifteen sixteen seventeen cycle our "
    "next st nd rd unga name names date day time chair programme eighteen room year this during before after palais "
    "des nations morning afternoon am pm no "
    "under up last here below place took take takes it with s i ii iii iv by which that who due dates "
)
_WORD = re.compile(r"[^\W\d_]+")
# What else may stand between a number and the list that it announces.
_LIST_WORDS = _HEADING_WORDS | word_set(
    "they them there here this that we our all both and have has had been done did not one more now then thus so again "
    "over full present presents presented their reports report alphabet online available published posted ready found "
    "below names letter being summary summaries human rights council came come went before up turn took take whose "
    "called case each other last final regular sixth seventh eighth on-line line english french date day time "
)
_LONGEST_LABEL = 160


def mode_of_words(introduction: str, tail: str) -> Mode:
    """Return what a list means to be by the words of its sentence before it and the text behind it."""
    if _DEADLINE.search(introduction) and not _OPENS.search(introduction) and not _OPEN_END.match(tail):
        return "all"
    review, role, partial = _last_cues(introduction)
    if _OPEN_END.match(tail) or _AMONG.match(tail):
        return "some" if review >= role or "review" in tail[:_NEAR_TAIL] else "other"
    for mention in PRE_SESSION.finditer(introduction):
        review = max(review, mention.end())
    if role > review:
        return "other"
    if review >= 0:
        return "some" if partial > review or _is_choice(introduction) else "all"
    if partial >= 0 or _is_choice(introduction):
        return "some" if _THEN_REVIEWED.match(tail) else "other"
    if _is_heading(introduction):
        return "all" if _ENDS.match(tail) or _THEN_REVIEWED.match(tail) else "other"
    return "all" if _THEN_REVIEWED.match(tail) else "other"


def says_nothing(introduction: str, tail: str) -> bool:
    """Return whether no word around a list says what it is: not a review, not another role, not a choice."""
    is_open_end = _OPEN_END.match(tail) or _AMONG.match(tail)
    return not is_open_end and _CUES.search(introduction) is None and not _is_choice(introduction)


_OF_A_PLAN = re.compile(
    r"\b(?i:scheduled|planned|due to be|were to be|was to be|originally|initially|tentative\w*|postpon\w*|absen\w*"
    r"|reschedul\w*|cancel\w*|boycott\w*|(?:did|does|will) not|not (?:be(?:en)? )?reviewed|moved|deferr\w*|withdr\w*)\b"
)


def speaks_of_plan(words: str) -> bool:
    """Return whether words say that States were scheduled, and that not all of them came."""
    return _OF_A_PLAN.search(words) is not None


def is_open(introduction: str, tail: str) -> bool:
    """Return whether the words around a list say that it names some of many."""
    if _OPEN_END.match(tail) or _AMONG.match(tail):
        return True
    return _OPENS.search(introduction) is not None


def only_of_lists(words: str) -> bool:
    """Return whether words only introduce a list: "States will be reviewed in January:"."""
    rest = _REVIEW_WORD.sub(" ", words)
    return len(words) <= _LONGEST_LABEL and _consists_of(rest, _LIST_WORDS)


def is_pre_session(introduction: str, context: str) -> bool:
    """Return whether a list is that of a Pre-session, which may be shorter than its session's.

    Args:
        introduction: The words of its own sentence before it.
        context: The text before that sentence.
    """
    mentions = list(PRE_SESSION.finditer(introduction))
    if mentions:
        return _OWN_SESSION.search(introduction, mentions[-1].end()) is None
    if _TO_BE_REVIEWED.search(introduction) and not _DISCUSSED.search(introduction):
        return False
    last = [match.start() for match in PRE_SESSION.finditer(context)]
    if not last:
        return False
    begin = max(context.rfind(sign, 0, len(context.rstrip()) - 1) for sign in (". ", ".\n", "\n\n", "! "))
    return last[-1] > begin or _PLAIN_SESSION.search(context, last[-1] + len("pre-session")) is None


_OWN_SESSION = re.compile(
    r"(?<!of )(?<!for )(?<!before )(?<!of the )(?<!for the )(?<!before the )(?<!to the )\b\d{1,2}(?:st|nd|rd|th)"
    r" [^.;:]{0,60}(?:review|consider)"
)
_TO_BE_REVIEWED = re.compile(r"\b(?:to be|will be|were|are|being|been|be) (?:reviewed|examined)\b|\bup for review\b")
_DISCUSSED = re.compile(r"\b(?:discuss|cover|present|address|panel|meeting|speak|held|hold|organis|organiz)\w*\b")
_PLAIN_SESSION = re.compile(r"\b[Ss]ession\b|\bWorking Group\b|\bUPR ?\d")


def _is_choice(introduction: str) -> bool:
    return any(each.search(introduction) for each in (_OPENS, _SOME_OF, _OF_SOME))


def _is_heading(words: str) -> bool:
    return _consists_of(words, _HEADING_WORDS)


def _consists_of(words: str, known: frozenset[str]) -> bool:
    found = (word.lower() for word in _WORD.findall(words))
    return all(word in known or word.endswith("th") for word in found)  # "twentieth", "20th"


def _last_cues(text: str) -> tuple[int, int, int]:
    """Return where the last words of review, of another role, and of a part end; -1 without any."""
    last = {"review": -1, "role": -1, "partial": -1}
    for match in _CUES.finditer(text):
        last[match.lastgroup or "review"] = match.end()
    return last["review"], last["role"], last["partial"]
