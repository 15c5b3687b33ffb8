"""What of git is missing: a warning each, and none of it stops a send."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from trax.delivery.health_git import GitFacts, git_health

GOOD = GitFacts("2.39.5", is_kept=True, remote="origin", name="Ana", email="ana@example.org")


def test_a_newsletter_kept_in_git_is_ok_throughout() -> None:
    found = {health.topic: health for health in git_health(GOOD)}
    assert [health.status for health in found.values()] == ["ok"] * 4
    assert found["git"].says == "2.39.5, remote origin"
    assert found["author"].says == "Ana <ana@example.org>"


@pytest.mark.parametrize(
    ("changes", "topic", "said", "cure"),
    [
        pytest.param({"version": ""}, "git", "not installed", "install git", id="no git"),
        pytest.param({"is_kept": False}, "git", "no repository", "git init", id="no repository"),
        pytest.param({"remote": ""}, "git", "no remote", "git remote add", id="no remote"),
        pytest.param({"email": ""}, "author", "user.email not set", "user.email ana@example.org", id="no address"),
        pytest.param(
            {"name": "", "email": ""}, "author", "user.name and user.email not set", "git config", id="nobody"
        ),
        pytest.param(
            {"uncommitted": ("issues/050/receipt.json",)},
            "commits",
            "not committed: issues/050/receipt.json",
            "git add issues/050/receipt.json, then git commit and git push",
            id="a receipt",
        ),
        pytest.param({"uncommitted": tuple("abcde")}, "commits", "a, b, c and 2 more", "git add a b c", id="many"),
        pytest.param({"unignored": ("build/",)}, "gitignore", "build/", "/build/", id="build"),
    ],
)
def test_what_is_missing_is_a_warning_with_its_command(
    changes: dict[str, Any], *, topic: str, said: str, cure: str
) -> None:
    warnings = [health for health in git_health(replace(GOOD, **changes)) if health.status == "warning"]
    assert [(one.topic, said in one.says, cure in one.cure, one.exit_code) for one in warnings] == [
        (topic, True, True, 0)
    ]


def test_of_a_folder_that_nothing_keeps_no_commits_are_asked_for() -> None:
    assert [health.topic for health in git_health(replace(GOOD, is_kept=False))] == ["git", "author"]
