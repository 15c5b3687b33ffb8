"""Writes the workflow of GitHub and the job of GitLab that call `trax run-due`, and commit the receipts it leaves.

A machine of these sites is new each time: there is no ledger, so the provider and the receipts in git say what has
been sent. Not verified: a run on GitHub or on GitLab; the texts pass the published schemas of both, and their shell
lines are run by the tests on repositories of this machine.

Source: the workflow syntax of GitHub Actions, the keyword reference of GitLab CI/CD.
"""

from __future__ import annotations

import json
import shlex

from trax import __version__

_INSTALL = f"python -m pip install --quiet upr-trax=={__version__}"
# Minutes off the full hour, when the queue of GitHub is longest and runs are dropped.
_GITHUB = """\
# Written by trax run-due --emit github. It runs from the default branch, often some minutes late; GitHub stops
# schedules of a public repository in which nothing happened for 60 days.
name: Send issues that are due
on:
  schedule:
    - cron: "7,22,37,52 * * * *"
  workflow_dispatch:
permissions:
  contents: write # the receipt of what was sent is committed; nothing else is written
concurrency:
  group: trax-run-due
  cancel-in-progress: false
jobs:
  run-due:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    env:
{identity}
    defaults:
      run:
        shell: bash
        working-directory: {workspace}
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v6
        with:
          python-version: "3.12"
      # Where trax itself is in this repository: python -m pip install .
      - run: {install}
        working-directory: .
      - name: Send what is due
{secrets}        run: {command}
      - name: Keep the receipts
        if: always()
        run: |
{receipts}
"""
_GITLAB = """\
# Written by trax run-due --emit gitlab. To do once, in the project's settings:
# - Build, Pipeline schedules: a new schedule of the default branch with the interval */15 * * * *
# - CI/CD, Variables: TRAX_PUSH_TOKEN, a project access token that may write to the repository, masked; and the
#   provider's keys; see trax help sending.
trax-run-due:
  image: python:3.12
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  resource_group: trax-run-due
  interruptible: false
  timeout: 1 hour
  variables:
    GIT_DEPTH: "0"
{identity}
  script:
    - |
      # Where trax itself is in this repository: python -m pip install .
      {install}
      cd -- {workspace}
      git remote set-url origin "$CI_PROJECT_URL.git"
      git config credential.helper '!f() {{ echo username=trax; echo "password=$TRAX_PUSH_TOKEN"; }}; f'
      code=0
      {command} run-due || code=$?
{receipts}
      exit "$code"
"""
_IDENTITY = """\
GIT_AUTHOR_NAME: trax run-due
GIT_AUTHOR_EMAIL: run-due@trax.invalid
GIT_COMMITTER_NAME: trax run-due
GIT_COMMITTER_EMAIL: run-due@trax.invalid
"""
# Somebody may push in between: then the receipts are put on top, three times at most.
_RECEIPTS = """\
find issues -name receipt.json -exec git add -- {{}} +
if ! git diff --cached --quiet; then
  git commit --quiet --message "receipts: What was sent"
  attempt=1
  until git pull --quiet --rebase --autostash origin "{branch}" && git push --quiet origin "HEAD:{branch}"; do
    attempt=$((attempt + 1))
    test "$attempt" -le 3
    sleep 5
  done
fi
"""


def github_workflow(folder: str, program: str, secrets: tuple[str, ...]) -> str:
    """Return the workflow; folder and program fit into a file, the secrets are names."""
    keys = "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in secrets)
    return _GITHUB.format(
        identity=_indented(_IDENTITY, 6),
        workspace=_yaml(folder),
        install=_INSTALL,
        secrets=f"        env:\n{keys}" if keys else "",
        command=_yaml(f"{shlex.quote(program)} run-due"),
        receipts=_indented(_RECEIPTS.format(branch="$GITHUB_REF_NAME"), 10),
    )


def gitlab_job(folder: str, program: str) -> str:
    """Return the job; folder and program fit into a file."""
    return _GITLAB.format(
        identity=_indented(_IDENTITY, 4),
        workspace=shlex.quote(folder),
        install=_INSTALL,
        command=shlex.quote(program),
        receipts=_indented(_RECEIPTS.format(branch="$CI_COMMIT_BRANCH"), 6),
    )


def _yaml(text: str) -> str:
    # A JSON string is a YAML string.
    return json.dumps(text, ensure_ascii=False)


def _indented(text: str, spaces: int) -> str:
    return "\n".join(" " * spaces + line for line in text.splitlines())
