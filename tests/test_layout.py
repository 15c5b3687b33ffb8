"""The house: which room may import which, and that what you see is the file name."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from trax.checks.registry import CHECKS
from trax.cli import COMMANDS
from trax.content.kinds import KIND_OF

ROOT = Path(__file__).parent.parent
TRAX = ROOT / "trax"
# A row imports rows above it, never its own row's other members, never below; inside row 1 and a package, freely.
ROWS = (
    ("errors", "model", "files", "web"),
    ("upr",),
    ("content",),
    ("sources", "checks", "render", "providers"),
    ("delivery",),
    ("archive", "preview"),
    ("commands",),
    ("cli",),
)
ROW_OF = {member: number for number, members in enumerate(ROWS) for member in members}
ENTRANCES = {"__init__", "__main__"}
# Modules of `commands` that several commands share, or that only format what one prints.
COMMAND_PARTS = {
    "options",
    "output",
    "terminal",
    "explanations",
    "site_formats",
    "github_format",
    "sarif_format",
    "check_steps",
    "check_round",
    "check_quick",
    "check_verdict",
    "file_steps",
    "wanted",
    "delivery_steps",
    "sending_steps",
    "reader_steps",
    "due_steps",
    "link_steps",
    "session_text",
    "doctor_steps",
    "doctor_text",
}
# Modules of `checks` that are no check: what one is given, what other issues said, the list of all, what is allowed
# (prose: `reading/`).
CHECK_PARTS = {"base", "memory", "registry", "allowances"}
DRAWERS = {"utils", "util", "helpers", "common", "misc", "manager"}
CLICK_ROOMS = {"commands", "cli"}
MODULES = sorted(path for path in TRAX.rglob("*.py") if "templates" not in path.parts)


def room(path: Path) -> str:
    first = path.relative_to(TRAX).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> list[tuple[int, str]]:
    """Every module a file imports, at the top, inside a function or for types alone, with its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports in trax are absolute"
            base = node.module or ""
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TRAX)))
def test_imports_only_point_up_the_rows(path: Path) -> None:
    own = room(path)
    if own in ENTRANCES:
        return
    wrong = []
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] != "trax" or len(parts) < 2 or parts[1] not in ROW_OF:
            continue
        other = parts[1]
        if other == own or ROW_OF[other] < ROW_OF[own] or (ROW_OF[other] == ROW_OF[own] == 0):
            continue
        wrong.append(f"{path.relative_to(ROOT)}:{line}: {own} must not import {other}")
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TRAX)))
def test_every_module_stands_in_a_row_and_is_no_drawer(path: Path) -> None:
    assert room(path) in ROW_OF or room(path) in ENTRANCES
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TRAX)))
def test_only_commands_and_cli_know_click(path: Path) -> None:
    if room(path) not in CLICK_ROOMS:
        assert [line for line, name in imported(path) if name.split(".")[0] == "click"] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TRAX)))
def test_only_adapters_talk_to_the_network(path: Path) -> None:
    network = {"requests", "urllib3", "socket", "http", "feedparser", "dns"}
    if room(path) not in {"web", "sources", "providers", "preview"}:
        assert [line for line, name in imported(path) if name.split(".")[0] in network] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {".".join(("trax", *path.relative_to(TRAX).with_suffix("").parts)): path for path in MODULES}
    graph = {
        name: {
            target for _, full in runtime_imports(path) for target in (full, full.rpartition(".")[0]) if target in names
        }
        for name, path in names.items()
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for target in sorted(graph[name] - {name}):
                walk(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        walk(name, ())


def runtime_imports(path: Path) -> list[tuple[int, str]]:
    """What a file imports when it runs: not what stands under `if TYPE_CHECKING`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    return [(line, name) for line, name in imported(path) if line not in typing_only]


def test_a_command_is_the_file_of_its_name() -> None:
    files = {path.stem for path in (TRAX / "commands").glob("*.py")} - ENTRANCES - COMMAND_PARTS
    assert files == {name.replace("-", "_") for name in COMMANDS}


def test_a_check_is_the_file_of_its_code() -> None:
    files = {path.stem for path in (TRAX / "checks").glob("*.py")} - ENTRANCES - CHECK_PARTS
    assert {code.replace("-", "_") for code in (check.CODE for check in CHECKS)} == files


@pytest.mark.parametrize("kind", sorted(KIND_OF))
def test_a_kind_of_item_has_all_its_templates(kind: str) -> None:
    wanted = [f"email/{kind}.mjml.j2", f"text/{kind}.txt.j2", f"site/items/{kind}.html.j2"]
    assert [name for name in wanted if not (ROOT / "templates" / name).is_file()] == []


@pytest.mark.parametrize(("folder", "ending"), [("email", ".mjml.j2"), ("text", ".txt.j2"), ("site/items", ".html.j2")])
def test_a_template_of_an_item_belongs_to_a_kind(folder: str, ending: str) -> None:
    found = {path.name.removesuffix(ending) for path in (ROOT / "templates" / folder).glob(f"*{ending}")}
    assert {name for name in found if not name.startswith("_")} - {"letter"} == set(KIND_OF)


def test_the_top_level_holds_what_it_must() -> None:
    wanted = ["trax", "issues", "templates", "tests", "pyproject.toml", "README.md", "Makefile", "constraints.txt"]
    assert [name for name in wanted if not (ROOT / name).exists()] == []


def test_the_wheel_carries_the_templates() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"templates": "trax/templates"}


def test_nothing_committed_names_a_host_of_packages_in_the_constraints() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and "==" not in line] == []
    assert [line for line in lines if "://" in line or " @ " in line] == []
