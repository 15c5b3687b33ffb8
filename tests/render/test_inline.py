from __future__ import annotations

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from trax.render.inline import _delayed, _Later, declarations, inline_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """<!doctype html><html><head><title>T</title>
<style type="text/css">@media only screen and (max-width:479px) { h1 { font-size: 28px !important; } }
@media (prefers-color-scheme: dark) { .a > b { color: #fff !important; } }
[data-ogsc] .a { color: #fff !important; } u + .body .a { min-width: 100%; }</style>
<style>@font-face { font-family: X; } @import url(x.css);</style>
</head>"""
OUTLOOK = """<!--[if mso | IE]><style type="text/css">.o { color: red }</style><table><tr><td><![endif]-->
<!--[if !mso]><!--><p class="a">web</p><!--<![endif]-->
<!--[if mso]><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:9px"></v:rect><![endif]-->"""


def inlined(body: str, css: str = ".a { color: #123456; margin: 0 }") -> str:
    return inline_styles(f'{HEAD}<body class="body">{body}</body></html>', css)


def test_rules_go_into_the_elements() -> None:
    made = inlined('<p class="a b" style="font-weight:bold">x</p><p>y</p>')
    assert '<p class="a b" style="color:#123456; margin:0; font-weight:bold">x</p><p>y</p>' in made


@pytest.mark.parametrize(
    "kept",
    [
        "@media only screen and (max-width:479px) { h1 { font-size: 28px !important; } }",
        "@media (prefers-color-scheme: dark) { .a > b { color: #fff !important; } }",
        "[data-ogsc] .a { color: #fff !important; } u + .body .a { min-width: 100%; }",
        "@font-face { font-family: X; } @import url(x.css);",
        '<!--[if mso | IE]><style type="text/css">.o { color: red }</style><table><tr><td><![endif]-->',
        "<!--[if !mso]><!-->",
        "<!--<![endif]-->",
        '<v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:9px"></v:rect>',
    ],
)
def test_what_mail_clients_need_stays(kept: str) -> None:
    assert kept in inlined(OUTLOOK)


def test_no_attribute_is_added_and_letters_stay() -> None:
    css = ".a { width: 10px; height: 5px; text-align: center; background-color: #fff; vertical-align: top }"
    made = inlined('<table><tr><td class="a">é\u00a0😀 حق</td></tr></table>', css)
    assert not any(f" {name}=" in made for name in ("width", "height", "align", "bgcolor", "valign"))
    assert "é\u00a0😀 حق" in made


def test_an_important_rule_stays_important() -> None:
    assert 'style="color:red !important"' in inlined('<p class="a">x</p>', ".a { color: red !important }")


def test_css_newer_than_the_reader_is_no_noise(capfd: pytest.CaptureFixture[str]) -> None:
    inlined('<p class="a">x</p>', ".a { color: color-mix(in srgb, red, blue); inset: 0; }")
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server, and the list of what was asked of it."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b".a { color: red }")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def test_nothing_is_fetched(asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    link = f'<link rel="stylesheet" href="{address}/x.css"><link rel="stylesheet" href="/etc/hostname">'
    made = inlined(f'{link}<style>@import url("{address}/y.css");</style><p class="a">x</p>')
    assert paths == []
    assert 'style="color:#123456; margin:0"' in made


def test_requests_is_named_but_never_imported() -> None:
    code = (
        "import sys\nfrom trax.render.inline import inline_styles\n"
        "assert 'premailer' not in sys.modules\n"
        "inline_styles('<p class=\"a\">x</p>', '.a { color: red }')\n"
        "print('premailer' in sys.modules, 'urllib3' in sys.modules, 'charset_normalizer' in sys.modules)\n"
        "import requests\nprint(requests.Session.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True False False\nSession\n", "")


def test_the_stand_in_gives_what_the_module_has() -> None:
    assert _Later("textwrap").dedent("  a") == "a"
    with _delayed("trax.not_there_yet"):
        assert isinstance(sys.modules["trax.not_there_yet"], _Later)
    assert "trax.not_there_yet" not in sys.modules


def test_a_module_that_is_there_needs_no_stand_in() -> None:
    with _delayed("threading"):
        assert sys.modules["threading"] is threading
    assert sys.modules["threading"] is threading


def test_requests_that_is_there_already_is_left_alone() -> None:
    code = (
        "import requests\nfrom trax.render.inline import inline_styles\n"
        "inline_styles('<p>x</p>', '')\nimport sys\nprint(sys.modules['requests'] is requests)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("color:#FFF", [("color", "#FFF")], id="one"),
        pytest.param(" Color : red ; ;margin:0 4px; ", [("color", "red"), ("margin", "0 4px")], id="spaces"),
        pytest.param("font-family:'A;b:c', \"D;e\"", [("font-family", "'A;b:c', \"D;e\"")], id="quotes"),
        pytest.param("a:url(data:x;base64,y);b:c", [("a", "url(data:x;base64,y)"), ("b", "c")], id="brackets"),
        pytest.param("color:red !important", [("color", "red !important")], id="important"),
        pytest.param("mso-hide:all;-webkit-x:y", [("mso-hide", "all"), ("-webkit-x", "y")], id="names"),
        pytest.param("color:red;/* no */", None, id="comment"),
        pytest.param("content:'\\201C'", None, id="escape"),
        pytest.param("color:red;}", None, id="brace"),
        pytest.param("color:'red", None, id="open quote"),
        pytest.param("color", None, id="no value"),
    ],
)  # fmt: skip
def test_plain_declarations_are_read_and_others_are_left_to_the_library(
    css: str, expected: list[tuple[str, str]] | None
) -> None:
    assert declarations(css) == expected


def test_what_is_not_plain_is_inlined_all_the_same() -> None:
    html = "<html><head></head><body><p class='a' style='margin:0;/* x */color:red'>x</p></body></html>"
    inlined = inline_styles(html, "p.a { padding: 1px }")
    assert "padding:1px" in inlined
    assert "color:red" in inlined
