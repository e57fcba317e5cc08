"""Nothing is judged that was never seen to fail: each rule has a defect that breaks it."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.requirements import Level
from ouch_conformance.venue.defects import defects_of
from tests.mutants.runs import PROTOCOL, PROTOCOLS


@pytest.mark.parametrize(("book", "spoken"), [("soupbintcp-3.00", PROTOCOL), *((name, name) for name in PROTOCOLS)])
def test_every_rule_that_is_judged_has_a_defect(book: str, spoken: str) -> None:
    """Each `must` and `derived` requirement is broken by a defect, or the catalogue says why nothing judges it."""
    broken = {name for defect in defects_of(spoken).values() for name in defect.requirements}
    judged = [each.id for each in catalogue(book) if each.level is not Level.OBSERVE and not each.not_tested]

    assert judged
    assert [name for name in judged if name not in broken] == []
