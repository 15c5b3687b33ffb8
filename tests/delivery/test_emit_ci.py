"""What makes GitHub and GitLab call `trax run-due`: checked by their schemas, and the shell lines run for real."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from trax.delivery.emit import Kind, emit

GIT = shutil.which("git") or "git"
BASH = shutil.which("bash") or "bash"
HAS_SCHEMAS = importlib.util.find_spec("check_jsonschema") is not None
FOLDERS = [
    pytest.param(".", id="root"),
    pytest.param("our 100% news", id="spaces and percent"),
    pytest.param("l'actualité: d'UPR #1", id="quotes and signs"),
]
SECRETS = ("TRAX_LISTMONK_USER", "TRAX_LISTMONK_TOKEN")
# Writes a receipt, as a run does that has sent issue 50; the number of its exit code is in the environment.
PROGRAM = """\
#!/bin/sh
test "$1" = run-due || exit 99
printf '{}' > issues/050/receipt.json
exit "$EXIT_CODE"
"""


def written(kind: Kind, folder: str, *, command: str = "trax", secrets: tuple[str, ...] = SECRETS) -> str:
    ((_, text),) = emit(kind, workspace=Path(folder), command=command, secrets=secrets)
    return text


def parsed(kind: Kind, folder: str = ".", **wishes: Any) -> dict[Any, Any]:
    document = yaml.safe_load(written(kind, folder, **wishes))
    assert isinstance(document, dict)
    return document


@pytest.mark.skipif(
    not HAS_SCHEMAS, reason="check-jsonschema, which brings the schemas of both sites, is not installed"
)
@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_the_schema_of_the_site_takes_the_file_and_would_not_take_a_slip(kind: Kind, tmp_path: Path) -> None:
    schema = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}[kind]
    good, bad = tmp_path / "good.yml", tmp_path / "bad.yml"
    text = written(kind, "our 100% news")
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("cancel-in-progress: false", "cancel: no").replace("interruptible: false", "rules: 5"))
    check = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--builtin-schema", schema]
    if kind == "gitlab":
        check += ["--data-transform", "gitlab-ci"]
    done = subprocess.run([*check, good], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert subprocess.run([*check, bad], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_github_runs_one_at_a_time_in_the_folder_with_the_keys(folder: str) -> None:
    workflow = parsed("github", folder)
    assert workflow["concurrency"] == {"group": "trax-run-due", "cancel-in-progress": False}
    assert workflow["permissions"] == {"contents": "write"}
    # YAML 1.1 reads the key on as true; GitHub does not.
    assert workflow[True]["schedule"] == [{"cron": "7,22,37,52 * * * *"}]
    job = workflow["jobs"]["run-due"]
    assert job["defaults"]["run"] == {"shell": "bash", "working-directory": folder}
    checkout, _, _, send, receipts = job["steps"]
    assert checkout == {"uses": "actions/checkout@v5", "with": {"fetch-depth": 0}}
    assert send["run"] == "trax run-due"
    assert send["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in SECRETS}
    assert receipts["if"] == "always()"
    assert "env" not in parsed("github", folder, secrets=())["jobs"]["run-due"]["steps"][3]


def test_gitlab_runs_one_at_a_time_and_only_by_the_schedule() -> None:
    job = parsed("gitlab")["trax-run-due"]
    assert job["resource_group"] == "trax-run-due"
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["interruptible"] is False


def git(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run([GIT, *arguments], cwd=cwd, capture_output=True, text=True, check=True, env=environment(cwd))
    return done.stdout.strip()


def environment(home: Path) -> dict[str, str]:
    """An account without any settings of git, and the writer that the files name."""
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@x"}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", **names}


class Site:
    """A repository on a server, the clone that a job gets, and another clone, which may push in between."""

    def __init__(self, root: Path, folder: str, program: str) -> None:
        self.root, self.folder = root, folder
        self.server, self.clone, self.other = root / "server.git", root / "clone", root / "other"
        git("init", "--quiet", "--bare", "--initial-branch=main", self.server, cwd=root)
        git("clone", "--quiet", self.server, self.other, cwd=root)
        issue = self.other / folder / "issues" / "050"
        issue.mkdir(parents=True)
        (issue / "issue.md").write_text("x")
        self.push("issue")
        git("clone", "--quiet", self.server, self.clone, cwd=root)
        self.bin = root / "bin"
        self.bin.mkdir()
        for name, text in {"trax": program, "python": "#!/bin/sh\n", "sleep": "#!/bin/sh\n"}.items():
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)

    def push(self, message: str) -> None:
        git("add", "--all", cwd=self.other)
        git("commit", "--quiet", "--allow-empty", "--message", message, cwd=self.other)
        git("push", "--quiet", "origin", "HEAD:main", cwd=self.other)

    def run(self, script: str, *, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        base = environment(self.root)
        site = {"GITHUB_REF_NAME": "main", "CI_COMMIT_BRANCH": "main", "CI_PROJECT_URL": str(self.server)[:-4]}
        path = f"{self.bin}:{base['PATH']}"
        return subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=cwd,
            env={**base, **site, "PATH": path, "EXIT_CODE": str(code)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def log(self) -> list[str]:
        return git("log", "--format=%s", "main", cwd=self.server).splitlines()

    @property
    def receipts(self) -> list[str]:
        names = git("-c", "core.quotePath=no", "ls-tree", "-r", "--name-only", "main", cwd=self.server).splitlines()
        return [name for name in names if name.endswith("receipt.json")]


def job_of(kind: Kind, site: Site, *, code: int = 0) -> list[int]:
    """Run what the file says after the installation, and return the exit code of each step."""
    if kind == "gitlab":
        git("checkout", "--quiet", "--detach", cwd=site.clone)
        (script,) = parsed("gitlab", site.folder)["trax-run-due"]["script"]
        return [site.run(script, cwd=site.clone, code=code).returncode]
    *_, send, receipts = parsed("github", site.folder)["jobs"]["run-due"]["steps"]
    cwd = site.clone / site.folder
    return [site.run(step["run"], cwd=cwd, code=code).returncode for step in (send, receipts)]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_receipt_is_committed_and_pushed_also_after_another_push(kind: Kind, folder: str, tmp_path: Path) -> None:
    site = Site(tmp_path, folder, PROGRAM)
    site.push("by another")
    assert set(job_of(kind, site)) == {0}
    assert site.log == ["receipts: What was sent", "by another", "issue"]
    assert [Path(name) for name in site.receipts] == [Path(folder) / "issues/050/receipt.json"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_only_receipts_are_committed_whatever_else_has_changed(kind: Kind, tmp_path: Path) -> None:
    site = Site(tmp_path, ".", PROGRAM.replace("printf '{}'", "printf y >> issues/050/issue.md; printf '{}'"))
    site.push("by another")
    assert set(job_of(kind, site)) == {0}
    assert git("show", "main:issues/050/issue.md", cwd=site.server) == "x"
    assert site.receipts == ["issues/050/receipt.json"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_without_a_receipt_nothing_is_committed(kind: Kind, tmp_path: Path) -> None:
    site = Site(tmp_path, ".", "#!/bin/sh\n")
    assert set(job_of(kind, site)) == {0}
    assert site.log == ["issue"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_run_that_fails_keeps_its_exit_code_and_its_receipts(kind: Kind, tmp_path: Path) -> None:
    site = Site(tmp_path, ".", PROGRAM)
    assert job_of(kind, site, code=5)[0] == 5
    assert site.receipts == ["issues/050/receipt.json"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_receipts_that_cannot_be_pushed_fail_the_job(kind: Kind, tmp_path: Path) -> None:
    site = Site(tmp_path, ".", PROGRAM)
    hook = site.server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho x >> tried\nexit 1\n")
    hook.chmod(0o755)
    assert job_of(kind, site)[-1] != 0
    assert (site.server / "tried").read_text() == "x\n" * 3
    assert site.log == ["issue"]


def test_gitlab_gives_the_token_to_git_alone(tmp_path: Path) -> None:
    site = Site(tmp_path, ".", "#!/bin/sh\n")
    job_of("gitlab", site)
    kept = (site.clone / ".git" / "config").read_text()
    assert "$TRAX_PUSH_TOKEN" in kept
    done = subprocess.run(
        [GIT, "credential", "fill"],
        cwd=site.clone,
        input="protocol=https\nhost=gitlab.example.org\n\n",
        env={**environment(tmp_path), "TRAX_PUSH_TOKEN": "canary"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "password=canary" in done.stdout.splitlines()
