from __future__ import annotations

import ast
import time
from datetime import date
from pathlib import Path

import pytest

from trax.checks.allowances import MOST_PROBLEMS, READERS, Silenced, silence, sources_of
from trax.content.document import Document
from trax.content.kinds import KIND_OF
from trax.model import Body, Finding, Issue, Item, Place, Severity

TRAX = Path(__file__).parents[2] / "trax"
KNOWN = ("weekday", "time", "size")


def finding(line: int, code: str = "weekday", severity: Severity = "error") -> Finding:
    return Finding(code, severity, Place("x.md", line, 3), f"{code} is wrong", "words")


def said(text: str, *findings: Finding, ran: tuple[str, ...] | None = None) -> list[str]:
    verdict = silence(findings, {"x.md": text}, known=KNOWN, ran=ran)
    return [f"{each.place.line} {each.severity} [{each.code}] {each.message}" for each in verdict.findings]


def test_a_finding_is_silenced_where_it_is_allowed_and_nowhere_else() -> None:
    text = "a <!-- trax: allow weekday: as printed -->\n\na\n"
    verdict = silence([finding(1), finding(3), finding(1, "time")], {"x.md": text}, known=KNOWN)
    assert verdict.findings == (finding(1, "time"), finding(3))
    assert verdict.silenced == (Silenced(finding(1), "as printed"),)


def test_an_allowance_in_another_file_allows_nothing() -> None:
    sources = {"x.md": "a", "y.md": "a <!-- trax: allow weekday: as printed -->"}
    verdict = silence([finding(1)], sources, known=KNOWN)
    assert [each.code for each in verdict.findings] == ["weekday", "allow"]


def test_one_allowance_serves_all_findings_of_its_place() -> None:
    assert said("<!-- trax: allow weekday, time: why -->\na\nb", finding(2), finding(3), finding(3, "time")) == []


@pytest.mark.parametrize(
    ("comment", "problem", "hint"),
    [
        (
            "trax: allow weekday",
            "error [allow] this does not say why weekday is allowed here, so it does nothing",
            "write the reason after a colon: trax: allow weekday: ...",
        ),
        (
            "trax: allow wekday: why",
            'error [allow] "wekday" is not the code of a check',
            "did you mean weekday?",
        ),
        (
            "trax: allow everything: why",
            'error [allow] "everything" is not the code of a check',
            "trax check --list prints all codes",
        ),
        (
            "trax: allow image: why",
            "error [allow] image cannot be allowed: it says that the file does not mean what it should",
            "correct what image names, and take this out",
        ),
        (
            "trax: allow",
            "error [allow] this allows nothing: it names no check",
            "write trax: allow weekday: and the reason",
        ),
    ],
)
def test_an_allowance_that_cannot_work_is_an_error_and_silences_nothing(comment: str, problem: str, hint: str) -> None:
    verdict = silence([finding(1)], {"x.md": f"a <!-- {comment} -->"}, known=KNOWN)
    assert [each for each in verdict.findings if each.code != "allow"] == [finding(1)]
    (found,) = [each for each in verdict.findings if each.code == "allow"]
    assert f"{found.severity} [{found.code}] {found.message}" == problem
    assert (found.hint, found.place) == (hint, Place("x.md", 1, 3))


def test_a_wrong_code_beside_a_right_one_spoils_only_itself() -> None:
    assert said("a <!-- trax: allow weekday, tine: why -->", finding(1)) == [
        '1 error [allow] "tine" is not the code of a check'
    ]


def test_an_allowance_that_silences_nothing_is_a_notice() -> None:
    needless = "1 notice [allow] weekday finds nothing here that would have to be allowed"
    assert said("a <!-- trax: allow weekday: why -->", finding(2)) == [needless, "2 error [weekday] weekday is wrong"]
    assert said("a <!-- trax: allow weekday, time: why -->", finding(1, "time")) == [needless]


def test_an_allowance_for_a_check_that_was_not_run_is_not_needless() -> None:
    text = "<!-- trax: allow size: why -->\na <!-- trax: allow time: why -->"
    assert said(text, ran=("weekday",)) == []
    assert said(text, ran=("weekday", "time")) == [
        "2 notice [allow] time finds nothing here that would have to be allowed"
    ]


def test_nothing_is_needless_in_a_file_that_could_not_be_read() -> None:
    broken = Finding("field", "error", Place("x.md", 1), "date: is not a date")
    assert said("a <!-- trax: allow weekday: why -->", broken) == ["1 error [field] date: is not a date"]


def test_what_a_reader_says_is_never_silenced() -> None:
    broken = Finding("markdown", "error", Place("x.md", 2, 1), "this link leads nowhere")
    found = said("a\nb <!-- trax: allow markdown: why -->", broken)
    assert found[0] == "2 error [markdown] this link leads nowhere"
    assert len(found) == 2


def test_a_finding_about_the_whole_file_is_allowed_anywhere_in_it() -> None:
    whole = Finding("size", "error", Place("x.md", 1), "too large")
    assert said("---\ntitle: x\n---\na\n\n<!-- trax: allow size: why -->\n", whole) == []
    assert said("---\ntitle: x\n# trax: allow size: why\n---\na\n", whole) == []


def test_the_codes_that_cannot_be_allowed_are_those_of_the_readers() -> None:
    """Every module that is no check and has findings of its own names their code."""
    rooms = [path for path in TRAX.rglob("*.py") if path.parent.name != "checks"]
    modules = [*rooms, TRAX / "checks" / "allowances.py"]
    codes = {
        node.value.value
        for path in modules
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "CODE"
        and isinstance(node.value, ast.Constant)
    }
    assert sorted(str(code) for code in codes) == list(READERS)


def item(path: str, source: str, body: Body) -> Item:
    return Item("x", path, KIND_OF["group"].model_validate({"kind": "group", "title": "x"}), body, source)


def test_the_sources_of_an_issue_are_its_files_and_the_bodies_it_uses(issue: Issue) -> None:
    assert sources_of(issue) == {
        "issues/050/issue.md": "---\nnumber: 50\n---\nLetter",
        "issues/050/10-a.md": "---\nkind: article\n---\nBody",
        "issues/050/20-b.md": "---\nuse: quotes/b\n---\n",
        "issues/library/quotes/b.md": "\n\n\nWords",
    }


@pytest.fixture
def issue() -> Issue:
    own = item("issues/050/10-a.md", "---\nkind: article\n---\nBody", Body("Body", 4, "", path="issues/050/10-a.md"))
    used = item(
        "issues/050/20-b.md", "---\nuse: quotes/b\n---\n", Body("Words", 4, "", path="issues/library/quotes/b.md")
    )
    return Issue(
        number=50,
        title="t",
        subject="s",
        preheader="p",
        date=date(2014, 11, 28),
        language="en",
        slug="t",
        folder="issues/050",
        letter=Body("Letter", 4, ""),
        items=(own, used),
        source="---\nnumber: 50\n---\nLetter",
    )


def test_the_source_of_a_document_is_its_file() -> None:
    document = Document("notes/x.html", "Words", "<p>Words</p>", "html")
    assert sources_of(document) == {"notes/x.html": "<p>Words</p>"}


def test_a_file_full_of_wrong_allowances_is_told_a_hundred_times_at_most_and_soon() -> None:
    text = "a <!-- trax: allow a, b, c: x -->\n" * 3000
    started = time.process_time()
    found = said(text, *(finding(line) for line in range(1, 3001)))
    assert time.process_time() - started < 3
    assert sum("[allow]" in line for line in found) == MOST_PROBLEMS
