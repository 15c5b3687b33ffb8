from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax import __version__
from trax.checks.allowances import Silenced
from trax.commands.sarif_format import FINGERPRINT, sarif_document
from trax.model import SEVERITIES, Finding, Place

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"
LINE = "Come on Monday, 1 September 2022."
WRONG_DAY = Finding(
    "weekday",
    "error",
    Place("issues/050/issue.md", 7, 9),
    "it is a Thursday",
    "Monday, 1 September 2022",
    "write Thursday",
    "calendar",
)
LINES = {"issues/050/issue.md": [*["x"] * 6, LINE]}


@cache
def validator() -> Any:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def made(*findings: Finding, silenced: tuple[Silenced, ...] = (), lines: Any = None) -> Any:
    """The run of a document, read back from JSON and held against the schema."""
    document = json.loads(json.dumps(sarif_document(findings, silenced=silenced, lines=lines or LINES)))
    assert [f"{list(error.path)}: {error.message}" for error in validator().iter_errors(document)] == []
    assert (document["version"], len(document["runs"])) == ("2.1.0", 1)
    return document["runs"][0]


def test_the_schema_would_not_take_a_slip() -> None:
    document = json.loads(json.dumps(sarif_document([WRONG_DAY], lines=LINES)))
    document["runs"][0]["results"][0]["level"] = "notice"
    assert len(list(validator().iter_errors(document))) == 1
    document["runs"][0]["results"][0]["level"] = "note"
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(validator().iter_errors(document))) == 1


def test_a_run_says_who_made_it_and_how_it_counts() -> None:
    run = made(WRONG_DAY)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("trax", __version__)
    assert driver["informationUri"].startswith("https://")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_a_run_without_findings_is_whole() -> None:
    run = made()
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_a_rule_is_its_help_page() -> None:
    (rule,) = made(WRONG_DAY)["tool"]["driver"]["rules"]
    page = (Path(__file__).parents[2] / "trax/help/checks/weekday.md").read_text(encoding="utf-8")
    assert rule["id"] == "weekday"
    assert rule["shortDescription"]["text"] in page
    assert rule["fullDescription"]["text"].startswith("The text names a weekday")
    assert rule["help"] == {"text": page, "markdown": page}
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_code_without_a_page_is_a_rule_all_the_same() -> None:
    (rule,) = made(Finding("unheard-of", "warning", Place("a.md", 1), "x"))["tool"]["driver"]["rules"]
    assert rule == {"id": "unheard-of", "defaultConfiguration": {"level": "warning"}}


def test_a_result_points_at_the_words() -> None:
    (result,) = made(WRONG_DAY)["results"]
    assert result["ruleId"] == "weekday"
    assert result["level"] == "error"
    assert result["message"] == {"text": "it is a Thursday\nhint: write Thursday\nsource: calendar"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "issues/050/issue.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7, "startColumn": 9, "endColumn": 33},
            }
        }
    ]
    assert LINE[9 - 1 : 33 - 1] == "Monday, 1 September 2022"


@pytest.mark.parametrize(
    ("text", "line", "end"),
    [
        pytest.param("tbc", "Room tbc.", 9, id="the words of the line"),
        pytest.param("", "Room tbc.", None, id="no words"),
        pytest.param("Fiji", "Room tbc.", None, id="words that do not stand there"),
        pytest.param("tbc.\nMore", "Room tbc.", None, id="words of two lines"),
        pytest.param("tbc", "", None, id="a file that could not be read"),
        pytest.param("😀é", "Hall 😀é.", 8, id="characters count once"),
    ],
)
def test_only_words_that_stand_on_the_line_have_an_end(text: str, line: str, end: int | None) -> None:
    (result,) = made(Finding("x", "error", Place("a.md", 1, 6), "m", text), lines={"a.md": [line]})["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 6} | ({"endColumn": end} if end else {})


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("a b/50%/ä#1?.md", {"uri": "a%20b/50%25/%C3%A4%231%3F.md", "uriBaseId": "%SRCROOT%"}),
        ("/home/a b.txt", {"uri": "file:///home/a%20b.txt"}),
    ],
)
def test_a_path_is_a_uri(path: str, location: dict[str, str]) -> None:
    (result,) = made(Finding("x", "error", Place(path, 1), "m"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_the_levels_are_those_of_the_format() -> None:
    found = [Finding(f"code-{each}", each, Place("a.md", line), "m") for line, each in enumerate(SEVERITIES, 1)]
    run = made(*found)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_a_rule_has_the_gravest_level_of_its_results_and_each_result_finds_it() -> None:
    found = [
        Finding("b", "notice", Place("a.md", 1), "m"),
        Finding("a", "warning", Place("a.md", 2), "m"),
        Finding("b", "warning", Place("a.md", 3), "m"),
    ]
    run = made(*found)
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("a", "warning"),
        ("b", "warning"),
    ]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["b", "a", "b"]


def test_braces_of_a_message_are_no_places_for_arguments() -> None:
    (result,) = made(Finding("x", "error", Place("a.md", 1), "{{ name }} and {0}"))["results"]
    assert result["message"]["text"] == "{{{{ name }}}} and {{0}}"


def test_what_is_allowed_is_suppressed_with_its_reason_and_the_rest_says_that_it_is_not() -> None:
    allowed = Finding("time", "error", Place("issues/050/issue.md", 2), "m")
    run = made(WRONG_DAY, silenced=(Silenced(allowed, "as printed"),))
    assert [(result["ruleId"], result["suppressions"]) for result in run["results"]] == [
        ("time", [{"kind": "inSource", "justification": "as printed"}]),
        ("weekday", []),
    ]


def marks(*findings: Finding, lines: Any) -> list[str]:
    return [result["partialFingerprints"][FINGERPRINT] for result in made(*findings, lines=lines)["results"]]


def test_a_fingerprint_stays_when_lines_are_added_above_and_spaces_change() -> None:
    before = marks(Finding("x", "error", Place("a.md", 1, 1), "m", "tbc"), lines={"a.md": ["tbc, later"]})
    after = marks(
        Finding("x", "error", Place("a.md", 3, 3), "other", "tbc"), lines={"a.md": ["", "n", "  tbc,  later"]}
    )
    assert before == after


def test_fingerprints_tell_findings_apart() -> None:
    lines = {"a.md": ["tbc tbc", "tbc"], "b.md": ["tbc tbc"]}
    found = [
        Finding("x", "error", Place("a.md", 1, 1), "m", "tbc"),
        Finding("x", "error", Place("a.md", 1, 5), "m", "tbc"),
        Finding("y", "error", Place("a.md", 1, 1), "m", "tbc"),
        Finding("x", "error", Place("a.md", 2, 1), "m", "tbc"),
        Finding("x", "error", Place("b.md", 1, 1), "m", "tbc"),
    ]
    assert len(set(marks(*found, lines=lines))) == len(found)


TEXTS = st.text(max_size=20)
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["weekday", "time", "field", "none"]),
    severity=st.sampled_from(SEVERITIES),
    place=st.builds(Place, st.sampled_from(["a.md", "b ä.md", "/c"]), st.integers(1, 9), st.integers(1, 30)),
    message=TEXTS,
    text=TEXTS,
    hint=TEXTS,
    source=TEXTS,
)


@given(findings=st.lists(FINDINGS, max_size=6), allowed=st.lists(FINDINGS, max_size=3), reason=st.text(min_size=1))
def test_any_findings_make_a_document_that_the_schema_takes(
    findings: list[Finding], allowed: list[Finding], reason: str
) -> None:
    run = made(*findings, silenced=tuple(Silenced(each, reason) for each in allowed), lines={"a.md": ["words"] * 5})
    assert len(run["results"]) == len(findings) + len(allowed)
    found = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    assert len(set(found)) == len(found)
