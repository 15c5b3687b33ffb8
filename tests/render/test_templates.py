from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from trax.errors import TemplateFault
from trax.render.templates import SHIPPED, Templates, load_templates


class Write(Protocol):
    """Writes a file of a newsletter's own templates."""

    def __call__(self, name: str, text: str | bytes, /) -> Templates:
        """Return the templates with it."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, text: str | bytes, /) -> Templates:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_templates(tmp_path)

    return put


class Thing:
    """Something a template may look at."""

    name = "thing"
    _private = "hidden"

    def method(self) -> str:
        """Return a text."""
        return "called"


def test_a_newsletters_own_template_wins(write: Write) -> None:
    templates = write("email/group.mjml.j2", "own {{ x }}")
    assert templates.render("email/group.mjml.j2", {"x": 1}) == "own 1"
    assert templates.read_asset("images/mark-00.png").startswith(b"\x89PNG")
    assert templates.language("en")("issue.number", number=1) == "No 1"
    assert templates.theme.light.ink.startswith("#")


def test_a_newsletter_without_templates_has_those_of_trax(tmp_path: Path) -> None:
    assert load_templates(tmp_path).folders == load_templates().folders == (SHIPPED,)
    assert load_templates(SHIPPED.parent).folders == (SHIPPED,)


def test_values_are_escaped_in_html_and_not_in_text(write: Write) -> None:
    templates = write("x.mjml.j2", '{{ v }}|<a b="{{ v }}">')
    value = "<b> & \"q\" 'a'"
    escaped = "&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;"
    assert templates.render("x.mjml.j2", {"v": value}) == f'{escaped}|<a b="{escaped}">'
    assert templates.render("x.mjml.j2", {"v": value}, is_html=False) == f'{value}|<a b="{value}">'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "a\n{{ ''.__class__ }}", ":2: access to attribute '__class__' of 'str' object is unsafe", id="class"
        ),
        pytest.param("{{ cycler.__init__.__globals__ }}", ":1: access to attribute '__init__'", id="globals"),
        pytest.param("{{ lipsum.__globals__['os'] }}", ":1: access to attribute '__globals__'", id="lipsum"),
        pytest.param("{{ thing._private }}", ":1: access to attribute '_private'", id="private"),
        pytest.param("{{ thing.method.__func__ }}", ":1: access to attribute '__func__'", id="method"),
        pytest.param("{{ say.__call__.__self__ }}", ":1: access to attribute '__call__'", id="language"),
        pytest.param("{% set _ = values.append(1) %}", ":1: ", id="append"),
        pytest.param("{{ '{0.__class__}'.format(1) }}", ":1: access to attribute '__class__'", id="format"),
        pytest.param("{% include '/etc/passwd' %}", "/etc/passwd: there is no such template", id="absolute"),
        pytest.param("{% include '../../etc/passwd' %}", "etc/passwd: there is no such template", id="upwards"),
        pytest.param("\n\n{{ missing }}", ":3: 'missing' is undefined", id="undefined"),
        pytest.param("{{ thing.nothing }}", ":1: there is no 'nothing' here", id="attribute"),
        pytest.param("\n{{ 1 / 0 }}", ":2: division by zero", id="division"),
        pytest.param("\n{{ 1 + 'a' }}", ":2: unsupported operand", id="types"),
        pytest.param("{{ range(10 ** 9) }}", ":1: Range too big", id="range"),
        pytest.param("\n{% if %}", ":2: Expected an expression", id="syntax"),
        pytest.param("a\nb\n{% for x in y %}", ":3: Unexpected end of template", id="unclosed"),
        pytest.param(
            "\n{% include 'email/quote.mjml' %}", "email/quote.mjml: there is no such template", id="no-include"
        ),
        pytest.param("{% include 'x.mjml.j2' %}", ":1: this template contains itself", id="itself"),
        pytest.param("{{ say('nothing.here') }}", "strings/en.yaml: the phrase nothing.here is missing", id="phrase"),
        pytest.param(b"\xff\xfe", "x.mjml.j2: 'utf-8' codec can't decode", id="not-utf8"),
    ],
)
def test_a_fault_in_a_template_is_one_line_with_its_place(write: Write, text: str | bytes, problem: str) -> None:
    templates = write("x.mjml.j2", text)
    values = {"thing": Thing(), "say": templates.language("en"), "values": [1]}
    with pytest.raises(TemplateFault) as fault:
        templates.render("x.mjml.j2", values)
    assert str(fault.value).startswith("templates/")
    assert problem in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_fault_names_the_included_template(write: Write) -> None:
    write("email/quote.mjml.j2", "ok\n{{ oops }}")
    templates = write("email/x.mjml.j2", "\n\n\n{% include 'email/quote.mjml.j2' %}")
    with pytest.raises(TemplateFault, match=r"^templates/email/quote\.mjml\.j2:2: 'oops' is undefined$"):
        templates.render("email/x.mjml.j2", {})


def test_a_fault_names_the_whole_path_of_a_template(write: Write) -> None:
    templates = write("site/items/x.html.j2", "{{ oops }}")
    with pytest.raises(TemplateFault, match=r"^templates/site/items/x\.html\.j2:1: "):
        templates.render("site/items/x.html.j2", {})


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    templates = load_templates(tmp_path)
    with pytest.raises(TemplateFault, match=r"^templates/email/poem\.mjml\.j2: there is no such template$"):
        templates.render("email/poem.mjml.j2", {})
    with pytest.raises(TemplateFault, match=r"^templates/images/x\.png: there is no such file$"):
        templates.read_asset("images/x.png")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        pytest.param("theme.yaml", "light:\n  ink: [", "theme.yaml:3: ", id="theme-syntax"),
        pytest.param("theme.yaml", "", "theme.yaml: is empty", id="theme-empty"),
        pytest.param("theme.yaml", "- a", "theme.yaml: is empty", id="theme-list"),
        pytest.param("theme.yaml", b"\xff", "theme.yaml: ", id="theme-not-utf8"),
        pytest.param("theme.yaml", "a: &x 1\nb: *y", "theme.yaml:2: ", id="theme-alias"),
        pytest.param("theme.yaml", "[" * 100_000, "theme.yaml:1: is nested too deeply", id="theme-deep"),
        pytest.param("theme.yaml", "a:\n" + "- " * 50_000, "theme.yaml:2: is nested too deeply", id="theme-deep-list"),
        pytest.param("theme.yaml", "light: dark", "theme.yaml: light: is missing", id="theme-word"),
        pytest.param(
            "strings/en.yaml", "a: b\n c: d", "strings/en.yaml:2: mapping values are not allowed", id="strings"
        ),
        pytest.param("strings/en.yaml", "language: {}", "strings/en.yaml: the phrase language.locale", id="no-locale"),
    ],
)
def test_a_broken_file_is_one_clear_line(write: Write, name: str, text: str | bytes, problem: str) -> None:
    templates = write(name, text)
    with pytest.raises(TemplateFault) as fault:
        _ = templates.theme if name == "theme.yaml" else templates.language("en")
    assert str(fault.value).startswith(f"templates/{problem}")
    assert "\n" not in str(fault.value)


def test_yaml_makes_no_objects(write: Write) -> None:
    templates = write("theme.yaml", "light: !!python/object/apply:os.getcwd []")
    with pytest.raises(TemplateFault, match="light: is missing"):
        _ = templates.theme


@pytest.mark.parametrize("tag", ["xx", "xx-YY", "zh-Hans"])
def test_a_language_without_phrases_is_named(tag: str) -> None:
    with pytest.raises(TemplateFault, match=rf"^templates/strings/{tag[:2]}\.yaml: there is no such file, so nothing"):
        load_templates().language(tag)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = write("x.mjml.j2", "x")
    (tmp_path / "templates" / "picture.png").write_bytes(b"x")

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(TemplateFault, match=r"^templates/picture\.png: Permission denied$"):
        templates.read_asset("picture.png")
    with pytest.raises(TemplateFault, match=r"^templates/x\.mjml\.j2: Permission denied$"):
        templates.render("x.mjml.j2", {})
