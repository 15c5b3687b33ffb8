"""What editing, pasting and mailing tools leave behind in a text, and that no reader should see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.model import Severity


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words or signs that were to be taken out, what they are, and what to do."""

    start: int
    text: str
    message: str
    hint: str
    severity: Severity = "warning"


_NOWHERE = frozenset({"", "#", "http://", "https://", "about:blank", "javascript:void(0)", "javascript:;"})
_TOOLS = re.compile(
    r"Error! (?:Reference source|Bookmark|Hyperlink|No text of)[^.\n]{0,40}\.?"
    r"|\bClick (?:or tap )?here to enter (?:text|a date)|\bChoose an item\."
    r"|\b(?:Type|Enter|Insert|Your) (?:your )?text here\b"
    r"|\bSent from my (?:iPhone|iPad|phone|mobile|Samsung|BlackBerry)\b|\[(?:cid|image):[^\]\n]{0,80}\]"
    r"|\bimage\d{3}\.(?:png|jpe?g|gif)\b|\[object Object\]|#(?:REF|VALUE|NAME\?|DIV/0|N/A)(?:!|\b)"
    r"|^(?:<{7} |>{7} |={7}$)[^\n]{0,40}|\bTRACK CHANGES\b"
    r"|\b(?:Formatted|Comment(?:ed)? ?\[[A-Z]{1,3}\d{1,3}\]):[^\n]{0,40}"
    r"|\bcontentReference\b|\boaicite\b|\u3010\d+[^\u3011\n]{0,20}\u3011",
    re.MULTILINE,
)
# A text that has none of these is not searched for the longer forms.
_SIGNS_OF_TOOLS = (
    *(
        "Error! ",
        "here to enter",
        "Choose an item",
        "text here",
        "Sent from my",
        "[cid:",
        "[image:",
        "image0",
        "[object",
    ),
    *(
        "#REF",
        "#VALUE",
        "#NAME",
        "#DIV",
        "#N/A",
        "<<<<<<<",
        ">>>>>>>",
        "=======",
        "TRACK CHANGES",
        "Formatted:",
        "Comment [",
    ),
    "Commented [",
    *("contentReference", "oaicite", "\u3010"),
)
# ">>> Anna, please check": a mark, a first name or none, and a wish that no reader can grant.
_NOTE = re.compile(
    r"^[ \t]*(?:>{2,6}|[@*!]{2,4}|\[|\({2}|N\.?B\.?:?)[ \t]{0,3}(?:[A-Z]\w{1,20}[,:][ \t])?"
    r"(?i:please[ ]|pls\b[ ]?|can you[ ]|could you[ ])"
    r"(?i:check|verify|confirm|correct|add|fix|insert|proofread|review|update|shorten|complete|delete|remove|translate)\b"
    r"[^\n]{0,120}",
    re.MULTILINE,
)
_IS_TO_COLLEAGUE = re.compile(
    r"\b(?!(?i:friends|colleagues|readers|all|everyone|members|partners|note|participants)\b)"
    r"[A-Z]\w{1,20}[,:][ \t](?i:please|pls|can|could)"
    r"|\bbefore (?:sending|we send|publication)\b"
)
_SIGNS_OF_ENCODING = ("\u00c3", "\u00e2\u20ac", "\u00c2", "\u00ef\u00bb", "\u00ef\u00bf", "\ufffd")
_SIGNS_OF_TAGS = ("[[", "*|", "{", "%%")
_PERCENT = re.compile(r"%(?<=[A-Za-z.,)]%)(?:20|2C|3A|C3%[89AB][0-9A-F])(?=[A-Za-z(])")
_ENTITY = re.compile(
    r"&(?P<twice>amp;)?(?:nbsp|amp|quot|lt|gt|[lr][sd]quo|[nm]dash|hellip|bull|[aeiou](?:acute|grave|circ|uml)|ccedil|#\d{2,5});"
)
_TAG = re.compile(
    r"</?(?:p|div|span|font|table|tr|td|tbody|br|b|i|strong|em|a|img|ul|ol|li|h[1-6]|style|o:p)(?:\s[^<>\n]{0,300})?\s?/?>"
)
# UTF-8 that was read as Windows-1252: é comes as Ã©, a dash as â€“, a no-break space as Â and one.
_MOJIBAKE = re.compile(
    r"\u00c3[\u0080-\u00aa\u00ac-\u00ba\u00bc-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2018\u201c\u2020-\u2022\u2026\u2030\u20ac\u2122]"
    r"|\u00e2\u20ac.|\u00c2[\u00a0-\u00aa\u00ac-\u00ba\u00bc-\u00bf]|\u00ef\u00bb\u00bf|\u00ef\u00bf\u00bd|\ufffd"
)
_MERGE_TAG = re.compile(
    r"\[\[[A-Za-z][^\[\]\n]{0,80}\]\]|\*\|[^|<>\n]{1,80}\|\*|\{\{[^{}<>\n]{1,120}\}\}|\{%[^%<>\n]{1,120}%\}"
    r"|%%[A-Za-z_]{2,40}%%|\$\{[A-Za-z_.]{2,40}\}|(?<![\w{])\{[A-Z_]{4,30}\}"
)
_PERCENT_TAG = re.compile(r"%(?<![\w%].)(?:recipient\.)?[A-Z_]{3,30}%(?!\w)")
_OURS = re.compile(r"\[\[(?:unsubscribe|view_online|preferences|postal_address|first_name)\b")
_PROVIDERS = re.compile(r"\*\||\{\{|\{%")
_EMPTY_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]*#{0,6}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ >]{0,12}(?:`{3}|~{3})", re.MULTILINE)
_LINK_REST = re.compile(r"\]\(#?\)?|\][ ]\((?=https?://)")
_POSSESSIVE = re.compile(r"['\u2019]s[^\S\n]*(?:\n|\Z)")
_FEW_WORDS = re.compile(r"\s*+(?P<words>(?:[^\s.!?:;]{1,30}[^\S\n]){0,5}[^\s.!?:;]{0,25}[a-z]['\u2019]s)\s*")
_ADDRESS = re.compile(r"[/@]|www\.")
_LONGEST_WORD = 200
_NO_POSSESSIVE = re.compile(r"(?i:\b(?:do|let|what|who|that|it|here|there|how|where|when)['\u2019]s)\Z")


def find_leftovers(passage: Passage) -> Iterator[Leftover]:
    """Yield what was left behind in a text, kind by kind."""
    yield from _dead_links(passage)
    prose = passage.prose
    if any(sign in prose for sign in _SIGNS_OF_TOOLS):
        for match in _TOOLS.finditer(prose):
            yield Leftover(match.start(), match[0], f"{quoted(match[0])} was left by a program", "take it out")
    yield from _notes(passage)
    yield from _codes(passage)
    yield from _merge_tags(passage)
    if passage.field:
        return
    is_markdown = passage.document is None or passage.document.form == "markdown"
    for match in _LINK_REST.finditer(passage.source):
        is_left = prose[match.start()] == "]" and (prose[match.start() + 1] == "(" or is_markdown)
        if not is_left:
            continue
        hint = "put the link together again: [words](https://…)"
        yield Leftover(match.start(), match[0], "this is what is left of a link", hint)
    if is_markdown:
        yield from _empty_headings(passage.source)
    for match in _POSSESSIVE.finditer(prose):
        paragraph = _FEW_WORDS.fullmatch(prose, *passage.paragraph(match.start()))
        if paragraph and not _NO_POSSESSIVE.search(paragraph["words"]):
            message = f"{quoted(paragraph['words'])} is a paragraph that says nothing"
            hint = "finish it, or take it out"
            yield Leftover(paragraph.start("words"), paragraph["words"], message, hint, "notice")


def _empty_headings(source: str) -> Iterator[Leftover]:
    """Yield the first heading without words; in plain text `###` is the end of a press release."""
    match = _EMPTY_HEADING.search(source)
    if match:
        before = source[: match.start()]
        is_code = len(_FENCE.findall(before)) % 2 or before.rfind("<!--") > before.rfind("-->")
        if not is_code:
            yield Leftover(match.start(), match[0].strip(), "a heading has no words", "write it, or take it out")


def _dead_links(passage: Passage) -> Iterator[Leftover]:
    dead = [link for link in passage.links if link.target.strip().lower() in _NOWHERE]
    if dead:
        more = f", and {len(dead) - 1} more" if len(dead) > 1 else ""
        message = f"the link {quoted(dead[0].text)} leads nowhere{more}"
        yield Leftover(dead[0].start, dead[0].text, message, "put the address between the round brackets")


def _notes(passage: Passage) -> Iterator[Leftover]:
    """Yield words to a colleague: `>>> Anna, please check the title before sending!`."""
    if not any(sign in passage.source for sign in ("lease ", "ls ", "an you ", "ould you ")):
        return
    for match in _NOTE.finditer(passage.source):
        if _IS_TO_COLLEAGUE.search(match[0]):
            words = match[0].strip()
            message = f"{quoted(words)} is a note to a colleague"
            yield Leftover(match.start(), words, message, "do what it says, and take it out")


def _codes(passage: Passage) -> Iterator[Leftover]:
    """Yield signs that went through the wrong reader, the first of each kind with the number of the others."""
    is_text = bool(passage.field) or (passage.document is not None and passage.document.form == "text")
    prose, source = passage.prose, passage.source
    is_odd = any(sign in prose for sign in _SIGNS_OF_ENCODING)
    found = [match for match in _ENTITY.finditer(source) if match["twice"] or passage.field] if "&" in source else []
    kinds = (
        (
            list(_MOJIBAKE.finditer(prose)) if is_odd else [],
            "was read in the wrong encoding",
            "write the letter that is meant",
        ),
        (
            [match for match in _PERCENT.finditer(prose) if not _ADDRESS.search(_word(passage, match))],
            "stands for a sign of an address",
            "write the sign itself",
        ),
        ([match for match in found if "://" not in _word(passage, match)], "is code", "write the sign itself"),
        (list(_TAG.finditer(source)) if is_text and "<" in source else [], "is code", "take it out"),
    )
    for matches, what, hint in kinds:
        if matches:
            more = f", here and in {len(matches) - 1} more places" if len(matches) > 1 else ""
            text = matches[0][0]
            yield Leftover(matches[0].start(), text, f"{quoted(text)} {what}{more}", hint)


def _word(passage: Passage, match: re.Match[str]) -> str:
    """Return the word in which something stands, up to it."""
    before = passage.source[max(0, match.start() - _LONGEST_WORD) : match.start()]
    return before.rsplit(maxsplit=1)[-1] if before and not before[-1].isspace() else ""


def _merge_tags(passage: Passage) -> Iterator[Leftover]:
    """Yield tags of mailing programs; in an issue those that no provider fills in. Those of trax itself are known."""
    source = passage.source
    is_likely = any(sign in source for sign in _SIGNS_OF_TAGS)
    for match in (*(_MERGE_TAG.finditer(source) if is_likely else ()), *_PERCENT_TAG.finditer(source)):
        is_filled_in = _OURS.match(match[0]) or (passage.document is None and _PROVIDERS.match(match[0]))
        if is_filled_in or not passage.prose[match.start() : match.end()].strip("[]*|{}%<>$ "):
            continue  # a provider's, or code
        message = f"{quoted(match[0])} is filled in by no one"
        yield Leftover(match.start(), match[0], message, "write the words, or take it out")
