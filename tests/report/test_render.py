"""Rendering, as far as it needs no node: what is refused, and what is done to the page."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from ouch_conformance.report import command
from ouch_conformance.report.render import RenderError, outside_requests, repaired

# The parts of Allure's single-file page that the repairs are about, in its own order.
PAGE = """<!DOCTYPE html>
<html>
<head>
    <meta charset="utf-8">
    <link rel="icon" href="data:image/svg+xml,%3Csvg src=https://x.example'">
</head>
<body>
    <script src="data:text/javascript;base64,c3JjPSJodHRwczovLyI="></script>
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-LNDJ3J7WT0"></script>
    <script>
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('config', 'G-LNDJ3J7WT0', {"report": "awesome"});
    </script>
    <script defer>Promise.allSettled([d("data/a.txt","c3JjPWh0dHBzOi8v")])</script>
</body>
</html>
"""


def run(*arguments: str) -> int:
    """The subcommand as the program calls it."""
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["report", *arguments])
    status: int = args.run(args)
    return status


def test_the_analytics_tag_is_cut_out_and_the_data_has_its_place_before_any_script() -> None:
    """The page asks nobody for anything, and its application never waits for data that nobody announced."""
    page = repaired(PAGE)

    assert "gtag" not in page and "googletagmanager" not in page
    assert page.index("Content-Security-Policy") < page.index("window.allureReportData =") < page.index("data:text/")
    assert page.endswith(PAGE[PAGE.index("    <script defer>") :])


def test_a_page_that_would_still_load_something_is_refused() -> None:
    """A newer Allure may bring a new request: it is found before anybody opens the page."""
    page = PAGE.replace("<body>", '<body><img src="https://cdn.example/logo.png">')

    with pytest.raises(RenderError, match=r"the page would load src=\"https://cdn.example/logo.png") as refused:
        repaired(page)
    assert refused.value.status == 3


def test_a_page_of_another_make_is_refused() -> None:
    """Without a head there is no place for the guard: better no report than one that hangs."""
    with pytest.raises(RenderError, match="not the one these repairs were written for"):
        repaired("<p>nothing</p>")


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<script src="//cdn.example/x.js">', 1),
        ("<link href=http://fonts.example/f.css>", 1),
        ("<style>a { background: url(https://x.example/y) }</style>", 1),
        ('<svg xmlns="http://www.w3.org/2000/svg">', 0),
        ('<a href="?tags=X">', 0),
        ("<script src='data:text/javascript,fetch(\"https://x\")'>", 0),
    ],
)
def test_requests_are_told_from_names_and_data(markup: str, found: int) -> None:
    """A namespace is no request, and what stands inside a data address is not markup."""
    assert len(outside_requests(markup)) == found


def test_results_that_are_not_there_are_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 4, and the line says how to get results."""
    missing, empty = tmp_path / "missing", tmp_path / "empty"
    empty.mkdir()

    assert [run("--results", str(folder)) for folder in (missing, empty)] == [4, 4]
    assert capsys.readouterr().err.splitlines() == [
        f"ouch-conformance report: {missing} does not exist: run `pytest --alluredir {missing}` first",
        f"ouch-conformance report: {empty} holds no results: run `pytest --alluredir {empty}` first",
    ]


def test_without_node_the_hint_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 4 where there is no npx on the PATH; the results are untouched."""
    (tmp_path / "a-result.json").write_text("{}")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run("--results", str(tmp_path), "--output", str(tmp_path / "report.html")) == 4
    assert "install Node.js" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["a-result.json"]


def test_a_renderer_that_fails_is_told_in_its_own_last_line_and_the_old_report_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 3, for instance when npx cannot fetch Allure without a network."""
    (tmp_path / "a-result.json").write_text("{}")
    report = tmp_path / "report.html"
    report.write_text("yesterday's")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("node", "npx"):
        (tools / name).write_text(
            "#!/bin/sh\necho 'npm error network' >&2\necho 'npm error A complete log of this run' >&2\nexit 7\n"
        )
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")

    assert run("--results", str(tmp_path), "--output", str(report)) == 3
    assert "failed with status 7; it said: npm error network" in capsys.readouterr().err
    assert report.read_text() == "yesterday's"
