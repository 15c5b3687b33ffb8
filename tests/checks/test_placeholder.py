from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("placeholder",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Statement by DRC (tbc)", ["tbc"]),
        ("**Programme TBC**", ["TBC"]),
        ("The room is to be confirmed and TBA", ["to be confirmed", "TBA"]),
        ("OHCHR [The (first or second speaker)] will", ["[The (first or second speaker)]"]),
        ("in room [..] or [ ]", ["[..]", "[ ]"]),
        ("by [insert name], [link]", ["[insert name]", "[link]"]),
        ("on XX December with XXX people", ["XX", "XXX"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("FIXME and TODO and ???", ["FIXME", "TODO", "???"]),
        ("# Draft programme\n\nText.", ["Draft"]),
        ("Draft Concept Paper\n\nText.", ["Draft"]),
        ("## The report (Draft)\n", ["Draft"]),
        ("DRAFT of the letter", ["DRAFT"]),
        ("DRAFT\n\nText.", ["DRAFT"]),
        ("DRAFT AGENDA", ["DRAFT"]),
        ("Draft Concept Note on economic rights", ["Draft"]),
        ("Agenda – Draft", ["Draft"]),
        ("Draft 2", ["Draft"]),
        ("Speakers to be announced\n\n(link to be added)", ["to be announced", "to be added"]),
        ("[room tbc] and [text to be added]", ["[room tbc]", "[text to be added]"]),
        ("in 20XX, on X May, A/HRC/XX/3, XX% of [XX]", ["20XX", "X", "XX", "XX", "[XX]"]),
        ("(insert link) and {enter name}", ["(insert link)", "{enter name}"]),
        ("by [the speaker] at [venue]", ["[the speaker]", "[venue]"]),
        ("“We need [insert number] more”", ["[insert number]"]),
    ],
)
def test_words_that_were_to_be_replaced_are_warned_of(check: Check, text: str, found: list[str]) -> None:
    findings = check(text, only=ONLY)
    assert sorted(finding.text for finding in findings) == sorted(found)
    assert {finding.severity for finding in findings} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "[the report](https://example.org) and a note[^1]\n\n[^1]: words",
        "[[unsubscribe]] and [[web_version]] and [[name]]",
        "“We [he] said [...] so […]”",
        "in Room XX and Room XXVI, Article XX",
        "<!-- TODO: room tbc -->",
        "`XXX`",
        "The draft Working Group reports are out.",
        "Draft resolution on the UPR adopted by the Council, which met in Geneva in March.",
        "todo el mundo",
        "His nomination is to be confirmed by the Council, and actions are to be completed by 2027.",
        "It remains to be confirmed. The dates need to be determined. This was to be announced.",
        '“We adopted [the text] and [date]”, he said, and "the [number] of" States.',
        "> the [name] stands in this text",
        "[Photo: UN Geneva] [photo by OHCHR] [text in French] [in Spanish] [PDF] [1] [emphasis added]",
        "Rooms XX and XXI, the XX century, the XX Congress, the XXth session, Annex XX",
        "- [ ] Register\n- [ ] Travel",
        "DRAFT WORKING GROUP REPORTS NOW ONLINE",
        "# Draft programme of work adopted",
        "Draft agenda of the session is available on our website",
        "Draft report of the Working Group\nDraft resolution L.10\nDraft law on NGOs",
        "The Draft Outcome is out.",
        "They wrote it into the Internet Draft\nwhich nobody read.",
        "![A hall](hall.png)",
    ],
)
def test_what_only_looks_like_one_is_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_headers_are_read_too(check: Check) -> None:
    (finding,) = check(title="Seminar in room TBC", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:2:24"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Concept note - do not circulate", ["do not circulate"]),
        ("NOT FOR DISTRIBUTION", ["NOT FOR DISTRIBUTION"]),
        ("The Rooms XVII, XX and XXVII are open, as are Rooms XIX or XX.", []),
        ("They do not distribute leaflets to those who do not want them, and do not quote names.", []),
    ],
)
def test_notes_of_the_house_are_found_and_rooms_in_a_row_are_not(check: Check, text: str, found: list[str]) -> None:
    assert [finding.text for finding in check(text, only=("placeholder",))] == found
