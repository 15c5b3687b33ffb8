"""Where templates, phrases and pictures of the theme come from: the newsletter's own folder first, then trax's.

A newsletter may override any of them, so templates run in a sandbox that can neither reach the machine nor
change what it is given, and every value is escaped whatever the template is called.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from trax.errors import TemplateFault
from trax.render.compiled import CompiledTemplates
from trax.render.language import Language
from trax.render.sandbox import Sandbox
from trax.render.theme import Theme, parse_theme

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parent.parent
# In the wheel the templates lie inside the package; in a checkout, beside it.
SHIPPED = PACKAGE / "templates" if (PACKAGE / "templates").is_dir() else PACKAGE.parent / "templates"
# libyaml's reader where the wheel has it; both make text of every scalar, so `no` stays a word.
TextLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_DEPTH = 10
NO_ATTRIBUTE = re.compile(r"'[\w.]+ object' has no attribute ('\w+')")


class Templates:
    """The templates of one newsletter, kept compiled between renders."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Look into the folders in this order."""
        self.folders = folders
        self._languages: dict[str, Language] = {}
        self._environment = Sandbox(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=True,
            bytecode_cache=CompiledTemplates(SHIPPED, "html"),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[],
        )

    @cached_property
    def theme(self) -> Theme:
        """The colours, fonts and sizes.

        Raises:
            TemplateFault: If the theme file is not as it must be.
        """
        tree, path = self._read_yaml("theme.yaml")
        return parse_theme(tree, path=path)

    def language(self, tag: str) -> Language:
        """Return the phrases of a language: its own file, or that of the language without region.

        Raises:
            TemplateFault: If there is no file for it.
        """
        if tag not in self._languages:
            known = tag if self._find(f"strings/{tag}.yaml") else tag.split("-", maxsplit=1)[0]
            if self._find(f"strings/{known}.yaml") is None:
                problem = "there is no such file, so nothing can be written in this language"
                raise TemplateFault(f"templates/strings/{known}.yaml", None, problem)
            tree, path = self._read_yaml(f"strings/{known}.yaml")
            self._languages[tag] = Language(tag, tree, path=path)
        return self._languages[tag]

    def render(self, name: str, values: Mapping[str, Any], *, is_html: bool = True) -> str:
        """Return the template filled in; with `is_html` every value is escaped.

        Raises:
            TemplateFault: If the template is missing or wrong, with its line.
        """
        environment = self._environment if is_html else self._plain
        try:
            return environment.get_template(name).render(values)
        except TemplateSyntaxError as error:
            raise TemplateFault(f"templates/{error.name or name}", error.lineno, error.message or "") from error
        except TemplateNotFound as error:
            raise TemplateFault(f"templates/{error.name or name}", None, "there is no such template") from error
        except RecursionError as error:
            where, line = _template_line(error, name, self.folders)
            raise TemplateFault(where, line, "this template contains itself") from error
        except OSError as error:
            raise TemplateFault(f"templates/{name}", None, error.strerror or "cannot be read") from error
        except (TemplateError, TypeError, AttributeError, ArithmeticError, LookupError, ValueError) as error:
            where, line = _template_line(error, name, self.folders)
            raise TemplateFault(where, line, NO_ATTRIBUTE.sub(r"there is no \1 here", str(error))) from error

    def read_asset(self, name: str) -> bytes:
        """Return the bytes of a file of the theme, such as `images/mark-07.png`.

        Raises:
            TemplateFault: If there is none.
        """
        found = self._find(name)
        if found is None:
            raise TemplateFault(f"templates/{name}", None, "there is no such file")
        try:
            return found.read_bytes()
        except OSError as error:
            raise TemplateFault(f"templates/{name}", None, error.strerror or "cannot be read") from error

    @cached_property
    def _plain(self) -> Sandbox:
        # Plain text has nothing to escape: `&` is `&`.
        # What is compiled knows whether it escapes: it is kept apart.
        return self._environment.overlay(autoescape=False, bytecode_cache=CompiledTemplates(SHIPPED, "text"))

    def _find(self, name: str) -> Path | None:
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def _read_yaml(self, name: str) -> tuple[Mapping[str, Any], str]:
        data = self.read_asset(name)
        path = f"templates/{name}"
        try:
            _refuse_depth(data, path)
            tree = yaml.load(data, Loader=TextLoader)  # noqa: S506 - the base loader makes text, lists and maps alone
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "cannot be read"
            raise TemplateFault(path, mark.line + 1 if mark else None, problem) from error
        if not isinstance(tree, dict):
            raise TemplateFault(path, None, "is empty")
        return tree, path


def load_templates(workspace_root: Path | None = None) -> Templates:
    """Return the templates of a newsletter: those in its `templates/` folder before those of trax."""
    own = workspace_root / "templates" if workspace_root else None
    if own and own.is_dir() and own.resolve() != SHIPPED.resolve():
        return Templates((own, SHIPPED))
    return Templates((SHIPPED,))


def _refuse_depth(data: bytes, path: str) -> None:
    """Refuse what is nested too deeply before anything is built: libyaml's own stack ends, and the process with it."""
    depth = 0
    event: Any
    for event in yaml.parse(data, Loader=TextLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise TemplateFault(path, event.start_mark.line + 1, "is nested too deeply")


def _template_line(error: BaseException, name: str, folders: tuple[Path, ...]) -> tuple[str, int | None]:
    """Return the template and line in which an error arose: Jinja2 puts them into the traceback."""
    where, line = f"templates/{name}", None
    step = error.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        folder = next((folder for folder in folders if path.is_relative_to(folder)), None)
        if folder:
            where, line = f"templates/{path.relative_to(folder).as_posix()}", step.tb_lineno
        step = step.tb_next
    return where, line
