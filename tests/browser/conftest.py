"""A report as a user gets it, and a browser to look at it. Needs Node.js with npx, and Chromium: `make test-report`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.allure import test_result as allure_result
from ouch_conformance.report.render import render
from ouch_conformance.report.run_files import AllureWriter
from ouch_conformance.wire import codec
from tests.browser.chromium import Page, browser
from tests.report.hand_made import PROTOCOL_TITLE, REQUIREMENTS, failing, observed, passing, record


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rendered report of one scenario per kind of outcome."""
    folder = tmp_path_factory.mktemp("report")
    writer = AllureWriter(folder / "allure-results")
    inconclusive = record("The venue answers in time", Verdict.INCONCLUSIVE, reason="no answer", rule="Patience")
    for made in (failing(), passing(), observed(), inconclusive):
        told = allure_result(
            made,
            REQUIREMENTS.__getitem__,
            protocol_title=PROTOCOL_TITLE,
            evidence="failures",
            codec=codec("nasdaq-ouch-5.0"),
        )
        writer.write(*told)
    writer.write_run({"profile": "reference venue", "protocol revision": "1.05"}, {})
    render(writer.directory, folder / "report.html", lambda line: None, folder / "history.jsonl")
    return folder / "report.html"


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One tab for all tests: every test opens the report anew."""
    with browser(tmp_path_factory.mktemp("chromium") / "profile") as page:
        yield page


@pytest.fixture
def page(tab: Page, report: Path) -> Iterator[Page]:
    """The report, opened; whatever a test does with it, it complains of nothing and asks nobody for anything."""
    tab.open(report.as_uri())
    yield tab
    assert tab.complaints() == []
    assert tab.requests() == []
