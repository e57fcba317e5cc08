"""What a reader of the report sees and does, in a browser without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import Page


def test_a_failing_scenario_shows_its_step_its_text_and_its_bytes(page: Page) -> None:
    """From the list to the byte at fault: open the scenario, read, unfold the evidence."""
    page.click("An invalid replace cancels the existing order")

    page.shows('Then "the buy" is canceled')
    page.shows("fail: the existing order is canceled")
    page.shows("OUCH50-2.2-04, section 2.2 (must): An invalid replace takes the existing order out.")
    page.shows("Rejected (J)             timestamp=09:30:00.000000000, userRefNum=2, reason=invalid quantity (19)")
    page.click("annotated hex")
    page.shows("> 0010  00 13                    reason         invalid quantity (19)")
    page.shows("  0010  00 00 00 00 00 01 86 a0  price                        10.0000")
    page.click("messages")
    page.shows("time\tsession\tway\tpacket\tmessage\tfields")


def test_the_sequence_is_drawn(page: Page) -> None:
    """The diagram of a failing scenario opens as a picture of its own size: one member and the venue."""
    page.click("An invalid replace cancels the existing order")
    page.click("sequence")

    assert page.picture_width() == 846


def test_the_table_of_a_step_is_a_table(page: Page) -> None:
    """What was entered stands under the step that entered it."""
    page.click("An invalid replace cancels the existing order")
    page.click('When the member replaces "the buy"')
    page.shows("table")

    page.click("table")

    page.shows("quantity\tprice\n1,000,000\t10.00")


def test_the_address_of_a_scenario_opens_it_again(page: Page) -> None:
    """A colleague gets the address and sees the same."""
    page.click("An invalid replace cancels the existing order")
    page.shows('Then "the buy" is canceled')

    page.open(page.evaluate("location.href"))

    page.shows('Then "the buy" is canceled')


def test_the_tree_is_protocol_feature_rule(page: Page) -> None:
    """Grouped as the document is; the verdicts are categories, the environment says what was run."""
    for text in (
        "Nasdaq OUCH 5.0",
        "2.2 Replace Order",
        "An invalid replace cancels",
        "A valid replace is taken [100, 9.99]",
    ):
        page.shows(text)
    for text in ("reference venue", "1.05"):
        page.shows(text)

    page.click("Categories 4")

    page.shows("fail\n1\n1\nAn invalid replace cancels the existing order")
    page.shows("inconclusive\n1\nobserved\n1\npass\n1\n")


def test_a_click_on_a_requirement_shows_its_scenarios(page: Page) -> None:
    """One clause, every scenario that judges it."""
    page.click("An invalid replace cancels the existing order")
    page.shows("Links")

    page.click("OUCH50-2.2-05", within="[data-testid=test-result-meta-link]")

    page.shows("The reason of that cancel is recorded")
    assert "A valid replace is taken" not in page.text()


@pytest.mark.parametrize("load", range(12))
def test_it_never_hangs_on_its_spinner_however_slow_the_machine(tab: Page, report: Path, load: int) -> None:
    """On a processor four times slower; without the guard against the load-order race about half of the loads hang."""
    tab.send("Emulation.setCPUThrottlingRate", rate=4)
    try:
        tab.open(report.as_uri())
        tab.shows("An invalid replace cancels the existing order")
    finally:
        tab.send("Emulation.setCPUThrottlingRate", rate=1)
