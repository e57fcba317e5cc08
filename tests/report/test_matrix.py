"""The matrix and the behaviour sheet as text, Markdown and HTML, and the command that prints them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.rendering import as_html, as_markdown, as_text
from ouch_conformance.report.sheets import Sheet, area_verdict, behaviour_page, matrix_page
from ouch_conformance.report.traceability import Seen, write_traceability

from .test_traceability import trace


def sheet(title: str) -> Sheet:
    """One table of the matrix."""
    (found,) = [each for each in matrix_page(trace()).sheets if each.title == title]
    return found


def test_the_matrix_has_a_row_for_each_requirement() -> None:
    """Requirement, section, level, verdict, scenarios, defects, sentence; a reason where no scenario judged."""
    found = sheet("p")
    assert found.header == ("requirement", "section", "level", "verdict", "scenarios", "defects", "sentence")
    assert found.rows == (
        ("P-1", "1.2", "must", "fail", ("p/f::a (pass)", "p/f::b"), ("d-1", "d-2"), "It is P-1."),
        ("P-2", "1.2", "must", "filed: operator-action", ("Nobody can.",), "-", "It is P-2."),
        ("P-3", "1.2", "must", "not applicable", ("needs the feature 'x'",), "-", "It is P-3."),
        ("P-4", "1.2", "must", "not reached", ("the scenario ended at line 7",), "-", "It is P-4."),
        ("P-5", "1.2", "must", "not in this run", "-", "-", "It is P-5."),
        ("P-6", "1.2", "observe", "inconclusive", ("p/f::c (observed)", "p/f::d"), "-", "It is P-6."),
    )


def test_the_areas_are_groups_of_the_matrix() -> None:
    """Each area of each protocol has its verdict and its number of scenarios, or the reason why it is empty."""
    found = sheet("Areas of certification")
    assert found.caption.endswith("Points of Article 9: a: matching; c: connection")
    assert found.rows == (
        ("Login", "c", "p", "fail (1 of 2)", "2", ("P-1", "P-5")),
        ("Halted", "a c", "p", "fail", "2", ("P-1",)),
        ("Throttle", "-", "p", "none", "0", "No sentence limits a rate."),
    )


def test_an_area_without_a_tested_requirement_says_so() -> None:
    """A partial run leaves areas open instead of green."""
    rows = next(each for each in matrix_page(trace([])).sheets if each.title == "Areas of certification").rows
    assert [row[3] for row in rows] == ["not tested", "not tested", "none"]


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (("pass", "observed"), "pass"),
        (("observed", "observed"), "observed"),
        (("pass", "observed", "warning"), "warning"),
        (("pass", None), "pass (1 of 2)"),
        ((None,), "not tested"),
    ],
)
def test_an_open_question_does_not_speak_for_an_area(verdicts: tuple[str | None, ...], told: str) -> None:
    """The worst of what was judged is the area's verdict; questions alone are observed."""
    rows = [{"state": "tested" if each else "filed", "verdict": each} for each in verdicts]
    assert area_verdict(rows) == told


def test_an_invariant_is_no_scenario() -> None:
    """The check over all messages of a run is named as that, and not counted among an area's scenarios."""
    found = matrix_page(trace([Seen("P-1@invariant", "P-1", Verdict.PASS, True, "held in 7 messages")]))
    assert found.sheets[0].rows[0][4] == ("all messages of the run",)
    assert found.sheets[1].rows[0][4] == "0"


def test_the_behaviour_sheet_answers_questions() -> None:
    """A question, the scenario that put it, what the venue did; one that could not be put is listed as that."""
    (found,) = behaviour_page(trace()).sheets
    assert found.rows == (("P-6", "1.2", "It is P-6.", ("p/f::c",), "Rejected"),)
    unasked = trace([Seen("P-6@p/f::d", "P-6", Verdict.INCONCLUSIVE, False, "never judged")])
    assert behaviour_page(unasked).sheets[0].rows[0][3:] == ("-", "the question was not put to it")
    assert behaviour_page(trace([])).sheets == ()


def test_text_has_a_line_for_each_row() -> None:
    """Of several names in a cell the first stands there, with how many more there are."""
    lines = as_text(matrix_page(trace())).splitlines()
    assert lines[0] == "Compliance matrix: Mine"
    (line,) = [each for each in lines if each.startswith("P-1 ")]
    assert line.split() == ["P-1", "1.2", "must", "fail", "p/f::a", "(pass)", "(+1)", "d-1", "(+1)", "It", "is", "P-1."]


def test_text_cuts_a_long_name() -> None:
    """A name of a hundred characters does not push the last column away."""
    long = Seen(f"P-1@{'x' * 100}", "P-1", Verdict.PASS, True, "")
    (line,) = [each for each in as_text(matrix_page(trace([long]))).splitlines() if each.startswith("P-1 ")]
    assert f" {'x' * 61}...  " in line


EVIL = Seen("P-6@p/f::c", "P-6", Verdict.OBSERVED, True, "<img src=x> | `code` *bold*\nsecond")


def test_markdown_takes_no_markup_from_a_venue() -> None:
    """What a venue wrote stays text, and a cell stays one cell."""
    (line,) = [each for each in as_markdown(behaviour_page(trace([EVIL]))).splitlines() if each.startswith("| P-6")]
    assert line.endswith("| p/f::c | &lt;img src=x&gt; \\| \\`code\\` \\*bold\\*<br>second |")


class Page(HTMLParser):
    """Collects what matters of a page: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    def attributes(self, tag: str, name: str) -> list[str | None]:
        """The values of an attribute on all elements of a kind."""
        return [attributes.get(name) for kind, attributes in self.tags if kind == tag]


def test_html_is_one_page_that_loads_nothing() -> None:
    """No script, no source, no address outside the page; what a venue wrote stays text."""
    text = as_html(matrix_page(trace([EVIL])))
    page = Page(text)
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe"} == set()
    assert all(href and href.startswith("#") for href in page.attributes("a", "href"))
    assert "url(" not in text
    assert "<img src=x> | `code` *bold*" in page.texts


def test_html_can_be_read_without_eyes() -> None:
    """A language, one main heading, tables with captions and headers that say what they head, regions with names."""
    page = Page(as_html(matrix_page(trace())))
    count = {tag: len(page.attributes(tag, "id")) for tag in ("h1", "main", "table", "caption", "h2")}
    assert count == {"h1": 1, "main": 1, "table": 3, "caption": 3, "h2": 3}
    assert page.attributes("html", "lang") == ["en"]
    assert set(page.attributes("th", "scope")) == {"col", "row"}
    ids = {attributes.get("id") for _, attributes in page.tags}
    named = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
    assert set(named) <= ids
    assert {(href or "").removeprefix("#") for href in page.attributes("a", "href")} <= ids


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What a run wrote."""
    path = tmp_path / "traceability.json"
    write_traceability(path, trace())
    return path


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ((), "Compliance matrix: Mine\n"),
        (("--markdown",), "# Compliance matrix: Mine\n"),
        (("--behaviour", "--html"), "<!DOCTYPE html>\n"),
        (("--behaviour",), "Behaviour sheet: Mine\n"),
        (("--behaviour", "--markdown"), "# Behaviour sheet: Mine\n"),
    ],
)
def test_the_command_prints_each_form(
    file: Path, options: tuple[str, ...], start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text unless another form is asked for; the behaviour sheet alone on demand."""
    assert main(["matrix", str(file), *options]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_the_command_writes_a_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With -o nothing is printed."""
    page = tmp_path / "matrix.md"
    assert main(["matrix", str(file), "--markdown", "-o", str(page)]) == 0
    assert page.read_text("utf-8").startswith("# Compliance matrix: Mine")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [("nix.json",), ("traceability.json", "-o", "no/folder/x.html")])
def test_the_command_says_what_is_missing(
    file: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there, or cannot be written, is one line and status 4."""
    monkeypatch.chdir(file.parent)
    assert main(["matrix", *words]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("ouch-conformance: ")
    assert "No such file or directory" in line
