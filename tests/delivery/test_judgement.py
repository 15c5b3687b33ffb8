from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from trax.content.issue import read_issue
from trax.content.workspace import Workspace, find_issue, open_workspace
from trax.delivery.judgement import judge
from trax.model import Finding, Issue, Place

if TYPE_CHECKING:
    from pathlib import Path

    from trax.checks.allowances import Verdict

KNOWN = ("weekday", "missing-alt", "address")
QUOTE = """\
---
kind: quote
# trax: allow missing-alt: nobody is on it
speaker: A. Person
date: June 2014
---
Words.
"""
FILES = {
    "issues/trax.toml": f"# trax: allow address: a box of the post\n{SETTINGS}",
    "issues/library/quotes/words.md": QUOTE,
    "issues/050/issue.md": "---\nnumber: 50\ntitle: T\npreheader: P\ndate: 28 November 2014\n---\nLetter.\n",
    "issues/050/10-quote.md": "---\nuse: quotes/words\n---\n",
    "issues/050/20-news.md": "---\nkind: article\ntitle: N\n---\nWords. <!-- trax: allow weekday: why -->\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_workspace(tmp_path)


@pytest.fixture
def issue(workspace: Workspace) -> Issue:
    issue, findings = read_issue(workspace, find_issue(workspace, "50"))
    assert issue is not None, findings
    assert findings == ()
    return issue


def judged(workspace: Workspace, issue: Issue, *places: tuple[str, Place]) -> Verdict:
    found = [Finding(code, "error", place, "m") for code, place in places]
    return judge(workspace, issue, found, known=KNOWN, ran=("weekday",))


@pytest.mark.parametrize(
    ("code", "place"),
    [
        pytest.param("weekday", Place("issues/050/20-news.md", 5), id="an item of the issue"),
        pytest.param("missing-alt", Place("issues/library/quotes/words.md", 4), id="a header of the library"),
        pytest.param("address", Place("issues/trax.toml", 2), id="the settings"),
    ],
)
def test_what_is_allowed_is_allowed_in_whatever_file_it_stands(
    workspace: Workspace, issue: Issue, code: str, place: Place
) -> None:
    verdict = judged(workspace, issue, ("weekday", Place("issues/050/20-news.md", 5)), (code, place))
    assert verdict.findings == ()
    assert (code, place) in [(each.finding.code, each.finding.place) for each in verdict.silenced]


def test_the_text_of_an_issue_is_the_one_that_was_checked(workspace: Workspace, issue: Issue) -> None:
    (workspace.root / "issues/050/20-news.md").write_text("changed since", encoding="utf-8")
    assert judged(workspace, issue, ("weekday", Place("issues/050/20-news.md", 5))).findings == ()


def test_a_finding_in_a_file_that_is_not_there_stays(workspace: Workspace, issue: Issue) -> None:
    verdict = judged(workspace, issue, ("weekday", Place("issues/lost.md", 1)))
    assert ("weekday", "issues/lost.md") in [(each.code, each.place.path) for each in verdict.findings]


def test_what_nobody_needs_in_the_issue_is_told(workspace: Workspace, issue: Issue) -> None:
    (found,) = judged(workspace, issue).findings
    assert (found.code, found.severity, found.place) == ("allow", "notice", Place("issues/050/20-news.md", 5, 8))
