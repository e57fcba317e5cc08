"""The properties of a scenario in a JUnit XML report."""

from __future__ import annotations

from ouch_conformance.report.junit import properties
from tests.report.hand_made import failing, record


def test_the_properties_name_scenario_verdict_and_every_requirement() -> None:
    """A CI system finds the ids, and which of them came out how."""
    assert properties(failing()) == [
        ("protocol", "nasdaq-ouch-5.0"),
        ("scenario", "nasdaq-ouch-5.0/2.2_replace_order.feature::an-invalid-replace-cancels-the-existing-order"),
        ("verdict", "fail"),
        ("requirement", "OUCH50-2.2-04"),
        ("requirement", "OUCH50-2.2-05"),
        ("check", "OUCH50-2.2-05: observed"),
        ("check", "OUCH50-2.2-04: fail"),
    ]


def test_a_scenario_that_was_not_run_still_names_its_requirements() -> None:
    """Skipped is not lost: the tags are known without a single check. Other tags are no requirements."""
    skipped = record("x", tags=("OUCH50-2.2-04", "SOUP-L12", "layer:orders", "smoke", "smoke-test"))

    assert [v for n, v in properties(skipped) if n == "requirement"] == ["OUCH50-2.2-04", "SOUP-L12"]
