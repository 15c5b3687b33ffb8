from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from tests.checks.remembered import facts, given
from trax.checks.base import CheckInput
from trax.checks.memory import Memory, changed_dates, digest_of, facts_of
from trax.checks.reading.issue_facts import IssueFacts, facts_from_json, facts_to_json
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

TEXT = """The 20th session of the UPR will be held from 27 October to 7 November 2014.

Of all, 46% of recommendations trigger action by mid-term. See [the study](https://upr-info.org/en/news/on-the-road).

> The review is a mirror in which every State has to look at itself.
"""


def test_the_facts_of_an_issue_know_their_places() -> None:
    found = facts(TEXT)
    assert (found.number, found.date, found.path) == (47, date(2014, 6, 27), "issues/047/issue.md")
    (link,), (figure,), (quote,), (session,) = found.links, found.figures, found.wordings, found.dates
    assert (link.form, str(link.place)) == ("upr-info.org/en/news/on-the-road", "issues/047/10-item.md:12:64")
    assert (figure.written, figure.value, str(figure.place)) == ("46%", 46, "issues/047/10-item.md:12:9")
    assert (quote.kind, quote.place.line) == ("quote", 14)
    assert (session.subject, session.first, session.last) == ("session 20", date(2014, 10, 27), date(2014, 11, 7))


def test_an_issue_in_another_language_keeps_links_and_quotes_only() -> None:
    found = facts_of(given(TEXT, language="fr"))
    assert (len(found.links), len(found.wordings), found.figures, found.dates) == (1, 1, (), ())


def test_a_document_has_facts_without_number() -> None:
    found = facts_of(CheckInput(Document("notes.txt", TEXT, TEXT), load_table(), date(2014, 6, 27)))
    assert (found.number, found.digest, len(found.links)) == (0, "", 1)


def test_facts_survive_the_way_through_json() -> None:
    event = facts(TEXT, kind="event", title="Seminar on recommendations", date="2 October 2014")
    empty = facts()
    for each in (facts(TEXT), event, empty):
        line = facts_to_json(each)
        assert facts_from_json(line) == each
        assert facts_from_json(line.encode()) == each
        assert facts_to_json(facts_from_json(line)) == line
        assert "\n" not in line


@settings(max_examples=300, deadline=None)
@given_any(data=st.data())
def test_damaged_facts_are_a_value_error(data: st.DataObject) -> None:
    line = facts_to_json(facts(TEXT))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(len(line), start + 40)))
    damaged = line[:start] + data.draw(st.text(max_size=8)) + line[end:]
    try:
        found = facts_from_json(damaged)
    except ValueError:
        return
    assert isinstance(found, IssueFacts)
    facts_to_json(found)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0},
        {"version": None},
        {"number": "47"},
        {"number": True},
        {"date": "27 June 2014"},
        {"date": 20140627},
        {"path": 1},
        {"paths": [1]},
        {"paths": []},
        {"paths": {}},
        {"links": {}},
        {"links": [[], []]},
        {"links": [["a"], ["b"], [0], [1], []]},
        {"links": [["a"], ["b"], [7], [1], [1]]},
        {"links": [["a"], ["b"], [-1], [1], [1]]},
        {"links": [["a"], [2], [0], [1], [1]]},
        {"links": [["a"], ["b"], [0], [1.5], [1]]},
        {"dates": [["s"], ["x"], [""], ["t"], [0], [1], [1]]},
        {"figures": None},
    ],
)
def test_facts_with_a_wrong_part_are_a_value_error(change: dict[str, object]) -> None:
    document = json.loads(facts_to_json(facts(TEXT)))
    with pytest.raises(ValueError, match="no facts"):
        facts_from_json(json.dumps({**document, **change}))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '{"version":1}', b"\xff\xfe", "47"])
def test_what_are_no_facts_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match="no facts"):
        facts_from_json(text)


def test_the_digest_changes_with_every_text() -> None:
    issue = given(TEXT).issue
    assert issue is not None
    digest = digest_of(issue)
    assert digest == digest_of(issue)
    item = issue.items[0]
    other_body = replace(item, body=replace(item.body, source="other"))
    changed = [
        replace(issue, source="other"),
        replace(issue, language="fr"),
        replace(issue, date=date(2014, 7, 1)),
        replace(issue, items=(other_body,)),
        replace(issue, items=(replace(item, source="other"),)),
        replace(issue, items=()),
    ]
    assert len({digest, *map(digest_of, changed)}) == len(changed) + 1


def test_the_memory_knows_earlier_issues_only_the_latest_first() -> None:
    memory = Memory([facts(TEXT, on=day, number=number) for day, number in (("2014-05-30", 46), ("2014-06-27", 47))])
    uses = memory.links("upr-info.org/en/news/on-the-road", before=date(2014, 11, 30))
    assert [use.issue.number for use in uses] == [47, 46]
    assert [use.issue.number for use in memory.links("upr-info.org/en/news/on-the-road", before=date(2014, 6, 27))] == [
        46
    ]
    assert memory.links("example.org/x", before=date(2014, 11, 30)) == ()
    assert [use.issue.number for use in memory.dates("session 20", before=date(2014, 11, 30))] == [47, 46]


def test_other_days_for_a_session_are_found_in_the_latest_issue_that_speaks_of_it() -> None:
    memory = Memory([facts(TEXT), facts("no dates", on="2014-09-30", number=49)])
    now = given("The 20th UPR session was held from 26 October to 7 November 2014.", memory=memory)
    (changed,) = changed_dates(now)
    assert (changed.now.first, changed.before.fact.first) == (date(2014, 10, 26), date(2014, 10, 27))
    assert changed.before.issue.number == 47
    assert str(changed.now.place) == "issues/050/10-item.md:10:36"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The 20th UPR session was held from 27 October to 7 November 2014.", id="the same"),
        pytest.param("The 21st UPR session will be held from 19 to 30 January 2015.", id="another session"),
        pytest.param("A training took place during the 20th UPR session, from 3 to 5 November 2014.", id="an occasion"),
        pytest.param("The Pre-session of the 20th session was held from 6 to 9 October 2014.", id="its Pre-session"),
    ],
)
def test_days_that_agree_are_no_change(text: str) -> None:
    assert list(changed_dates(given(text, memory=Memory([facts(TEXT)])))) == []


def test_an_event_that_moved_is_found_by_its_title() -> None:
    earlier = facts(kind="event", title="Seminar: SMART recommendations", date="1 September 2022", on="2022-08-01")
    memory = Memory([earlier])
    moved = given(
        kind="event", title="Seminar – SMART recommendations!", date="25 November 2022", on="2022-10-30", memory=memory
    )
    (changed,) = changed_dates(moved)
    assert changed.before.fact.text == "1 September 2022"
    french = given(
        kind="event", title="Seminar SMART recommendations", date="25 November 2022", language="fr", memory=memory
    )
    assert list(changed_dates(french)) == []


WORDS = st.sampled_from(
    [
        *(
            "48%",
            "1,771",
            "1'500",
            "of",
            "the",
            "2,306",
            "recommendations",
            "were",
            "accepted",
            "(76.8%)",
            "rejected",
            ",",
        ),
        *("and", "noted", "half", "one in four", "from", "to", "an increase of", "average", "per State", "total", "14"),
        *("States", ".", "\n", "\n\n", "\u201c", "\u201d", '"', "> ", "said", "https://upr-info.org/en/x", "Total: 5"),
        *(
            "[a](https://x.org/b)",
            "two thirds",
            "12",
            "%",
            "per cent",
            "women",
            "men",
            "remaining",
            "session 20",
            "Kenya",
        ),
        *("more than", "5%", "\u00ab", "11,", "12.", "\u00bb", "20%.", "(of 100)", "or", "Of", "out of"),
    ]
)


@settings(deadline=None)
@given_any(text=st.one_of(st.text(), st.lists(WORDS, max_size=80).map(" ".join)))
def test_any_text_can_be_remembered_and_compared(text: str) -> None:
    earlier = facts(text)
    assert facts_from_json(facts_to_json(earlier)) == earlier
    codes = ("percentages", "cross-issue-figure", "reused-link", "reused-quote")
    for finding in run_checks(given(text, memory=Memory([earlier])), only=codes):
        assert "\n" not in finding.message
        assert finding.place.line >= 1
