"""What does not apply, and by which rule."""

from __future__ import annotations

from typing import Any

import pytest

from ouch_conformance.plugin.applicability import Applicability
from ouch_conformance.plugin.wiring import OUTLIVE, Plan
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.spec.requirements import Level, Requirement

VENUE = Applicability({"modify": True, "retail": False}, revision="1.04", revisions=("1.03", "1.04", "1.05"))


def requirement(name: str = "A-1", **more: Any) -> Requirement:
    """A requirement with the least that one must have."""
    return Requirement(name, "1", "It is so.", Level.MUST, **more)


def test_a_requirement_without_flags_applies() -> None:
    """What needs no feature applies to every venue; what needs a declared one applies to that venue."""
    assert VENUE.exemption(requirement()) is None
    assert VENUE.exemption(requirement(features=("modify",))) is None


def test_a_flag_that_is_false_or_absent_exempts() -> None:
    """A requirement whose feature is declared as false, or not at all, does not apply; the rule tells the two apart."""
    assert VENUE.exemption(requirement(features=("modify", "retail"))) == (
        "needs the feature 'retail': the profile declares retail = false"
    )
    assert (
        VENUE.exemption(requirement(features=("peg",))) == "needs the feature 'peg': the profile does not declare peg"
    )


def test_what_a_version_retired_exempts() -> None:
    """A requirement that the profile's version of the session no longer asks for does not apply."""
    assert VENUE.exemption(requirement(retired=True)) == "no longer asked for in the version that the profile names"


def test_a_later_revision_exempts() -> None:
    """A requirement that came with a later revision than the profile's does not apply; an earlier one does."""
    assert VENUE.exemption(requirement(since="1.05")) == "came with revision 1.05: the profile names revision 1.04"
    assert VENUE.exemption(requirement(since="1.03")) is None
    assert VENUE.exemption(requirement(since="1.04")) is None


def test_a_missing_pics_flag_exempts_every_requirement_of_the_scenario() -> None:
    """Where a scenario needs a feature by its tag, none of its requirements is judged without it."""
    both = [requirement("A-1"), requirement("A-2", features=("modify",))]

    assert VENUE.exempt(both, ["modify"]) == {}
    assert set(VENUE.exempt(both, ["retail"])) == {"A-1", "A-2"}
    assert VENUE.exempt([*both, requirement("A-3", features=("peg",))], []).keys() == {"A-3"}


@pytest.mark.parametrize(("protocol", "kept"), [("nasdaq-ouch-4.2", True), ("odx-ouch-2.0", False)])
def test_a_protocol_says_whether_orders_outlive_a_connection(protocol: str, kept: bool) -> None:
    """A scenario in which an order rests while its member is away does not apply where orders are withdrawn then."""
    plan = Plan(load_profile(builtin_profile(protocol)), frozenset())

    assert (plan.applicability.missing_flag([OUTLIVE]) is None) is kept
    assert OUTLIVE in plan.vocabulary("soupbintcp-3.00").flags
