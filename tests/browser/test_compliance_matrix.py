"""The compliance matrix in a browser without a network: filters, evidence, a phone, paper, no script at all."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.compliance.page import compliance_page
from ouch_conformance.compliance.run import read_kept
from tests.browser.chromium import Page
from tests.compliance.kept_runs import SHOWN, write_run

ROWS = "[...document.querySelectorAll('table.clauses tr[data-verdict]')]"
VISIBLE = f"{ROWS}.filter((row) => row.checkVisibility()).map((row) => row.id)"
ALL = ["OUCH50-2.2-04", "OUCH50-2.2-05", "OUCH50-2.2-03", "OUCH50-2.1-01", "OUCH50-2.3-01", "OUCH50-2.5-02"]
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run with one scenario for each kind of outcome, one of them from a hostile venue."""
    folder = write_run(tmp_path_factory.mktemp("run"))
    path = folder / "matrix.html"
    path.write_text(compliance_page(read_kept(folder)), "utf-8")
    return path


@pytest.fixture
def sheet(tab: Page, matrix: Path) -> Iterator[Page]:
    """The page, opened; whatever a test does with it, it complains of nothing and asks nobody for anything."""
    tab.open(matrix.as_uri())
    tab.shows("6 of 6 requirements shown")
    yield tab
    assert tab.complaints() == []
    assert tab.requests() == []


def choose(page: Page, name: str, value: str) -> None:
    """Set a filter as a user's hand would."""
    control = f"document.getElementById('filter-{name}')"
    page.evaluate(f"{control}.value = {value!r}; {control}.dispatchEvent(new Event('input', {{ bubbles: true }}))")


def until(page: Page, condition: str) -> None:
    """Ask again until a condition holds: a page without scripts cannot tell by itself."""
    end = time.monotonic() + 30
    while not page.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < end, condition


def press(page: Page, key: str, **more: Any) -> None:
    """Press a key and let it go."""
    for kind in ("keyDown", "keyUp"):
        page.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, **more)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("verdict", "fail", ["OUCH50-2.2-04"]),
        ("verdict", "not in this run", ["OUCH50-2.3-01"]),
        ("level", "derived", ["OUCH50-2.2-03"]),
        ("section", "nasdaq-ouch-5.0 2.2", ["OUCH50-2.2-04", "OUCH50-2.2-05", "OUCH50-2.2-03"]),
        ("area", "Replace", ["OUCH50-2.2-04", "OUCH50-2.2-05"]),
        ("text", "mass  CANCEL", ["OUCH50-2.5-02"]),
        ("text", "nobody wrote this", []),
    ],
)
def test_each_filter_shows_what_it_names(sheet: Page, name: str, value: str, shown: list[str]) -> None:
    """Rows that do not fit are gone, sections without rows too, and the count is said aloud."""
    choose(sheet, name, value)

    assert sheet.evaluate(VISIBLE) == shown
    assert sheet.evaluate("document.getElementById('filter-count').textContent") == (
        f"{len(shown)} of 6 requirements shown"
    )
    bodies = "[...document.querySelectorAll('table.clauses tbody')].filter((each) => each.checkVisibility()).length"
    assert sheet.evaluate(bodies) == len({each.split("-")[1] for each in shown})


def test_filters_add_up_and_can_be_taken_back(sheet: Page) -> None:
    """Two filters show what fits both; one button shows everything again."""
    choose(sheet, "area", "Replace")
    choose(sheet, "level", "observe")
    assert sheet.evaluate(VISIBLE) == ["OUCH50-2.2-05"]

    sheet.click("Show all", within="form")

    sheet.shows("6 of 6 requirements shown")
    assert sheet.evaluate(VISIBLE) == ALL


def test_the_filters_work_by_keyboard_alone(sheet: Page) -> None:
    """Tab leads from control to control, and what has the focus is filled in by typing."""
    sheet.evaluate("document.getElementById('filter-area').focus()")
    press(sheet, "Tab", windowsVirtualKeyCode=9)
    assert sheet.evaluate("document.activeElement.id") == "filter-text"

    sheet.send("Input.insertText", text="2.3-01")
    press(sheet, "Enter", windowsVirtualKeyCode=13)
    assert sheet.evaluate(VISIBLE) == ["OUCH50-2.3-01"]

    press(sheet, "Tab", windowsVirtualKeyCode=9)
    assert sheet.evaluate("document.activeElement.textContent") == "Show all"
    outline = sheet.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_link_to_evidence_unfolds_it(sheet: Page) -> None:
    """From what to look at to the text of the failing step and its bytes, in one click."""
    sheet.click("evidence 1", within="#attention + *")

    sheet.shows("fail: the existing order is canceled")
    sheet.shows("requirement  OUCH50-2.2-04, section 2.2 (must): An invalid replace takes the existing order out.")
    sheet.shows("> 0010  00 13                    reason         invalid quantity (19)")
    sheet.shows("  0010  00 00 00 00 00 01 86 a0  price                        10.0000")
    assert sheet.picture_width() == 846
    assert sheet.evaluate("document.images[0].checkVisibility()")


def test_a_link_to_a_row_that_is_filtered_away_shows_it(sheet: Page) -> None:
    """The filters give way: a dead link would look like a lost requirement."""
    choose(sheet, "verdict", "pass")
    assert sheet.evaluate(VISIBLE) == ["OUCH50-2.1-01"]

    sheet.evaluate("location.hash = '#OUCH50-2.2-04'")

    sheet.shows("6 of 6 requirements shown")


def test_what_a_hostile_venue_wrote_is_read_and_not_run(sheet: Page) -> None:
    """Its markup stands on the page as text."""
    sheet.shows(SHOWN.split("\ufffd")[0])
    assert sheet.evaluate("document.querySelectorAll('img[src=x], script').length") == 1


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_never_scrolls_sideways(sheet: Page, width: int) -> None:
    """With everything unfolded it is as wide as the screen; what is wider scrolls in a region of its own."""
    sheet.send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
    try:
        sheet.evaluate(UNFOLD)
        assert sheet.evaluate("document.documentElement.scrollWidth") <= width
        wide = "(each) => each.scrollWidth > each.clientWidth"
        cut = f"[...document.querySelectorAll('.scroll:has(> table.stacked)')].filter({wide})"
        assert width > 500 or sheet.evaluate(f"{cut}.map((each) => each.innerText)") == []
        assert sheet.evaluate("[...document.querySelectorAll('h1, h2')].every((each) => each.checkVisibility())")
    finally:
        sheet.send("Emulation.clearDeviceMetricsOverride")


CONTRASTS = """(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const linear = (v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map((v) => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (each) => {
    for (; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      const [, , , alpha = 1] = numbers(colour);
      if (alpha === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const each of document.querySelectorAll("body *")) {
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !each.checkVisibility() || each.closest("svg, script")) continue;
    const [a, b] = [light(getComputedStyle(each).color), light(ground(each))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push([each.outerHTML.slice(0, 80), ratio]);
  }
  return found;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_its_contrast(sheet: Page, scheme: str) -> None:
    """Each element on the ground that it really has: 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    sheet.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    try:
        sheet.evaluate(UNFOLD)
        assert sheet.evaluate(CONTRASTS) == []
    finally:
        sheet.send("Emulation.setEmulatedMedia", features=[])


def test_it_prints_with_its_evidence(sheet: Page) -> None:
    """On paper the evidence of what did not pass is unfolded while it prints; the controls are not printed."""
    sheet.evaluate(
        "addEventListener('beforeprint', () => "
        "{ window.printed = [...document.querySelectorAll('details.disturbed')].every((each) => each.open); })"
    )

    paper = base64.b64decode(sheet.send("Page.printToPDF")["data"])

    assert paper.startswith(b"%PDF-")
    assert len(paper) > 20_000
    assert sheet.evaluate("window.printed") is True
    assert sheet.evaluate("document.querySelectorAll('details[open]').length") == 0
    sheet.send("Emulation.setEmulatedMedia", media="print")
    try:
        assert not sheet.evaluate("document.getElementById('filter').checkVisibility()")
        assert sheet.evaluate(VISIBLE) == ALL
    finally:
        sheet.send("Emulation.setEmulatedMedia", media="")


def test_without_scripts_it_is_whole(tab: Page, matrix: Path) -> None:
    """No filters and every row; a link to evidence still unfolds it."""
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(matrix.as_uri())
        until(tab, "document.readyState === 'complete' && document.querySelector('footer')")
        assert tab.evaluate(VISIBLE) == ALL
        assert not tab.evaluate("document.getElementById('filter').checkVisibility()")
        place = tab.evaluate("document.querySelector('#attention + * a[href^=\"#s\"]').hash")
        tab.evaluate(f"document.querySelector('a[href=\"{place}\"]').click()")
        until(tab, "document.body.innerText.includes('fail: the existing order is canceled')")
    finally:
        tab.send("Emulation.setScriptExecutionDisabled", value=False)
