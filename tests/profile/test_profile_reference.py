"""The reference venues' profiles answer everything that the features of their protocols ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_bdd.parser import Step

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.plugin.source import read_feature, table_rows
from ouch_conformance.profile import INSTRUMENT_ROLES, builtin_profile, load_profile
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.resources import data_root

PROTOCOLS = pytest.mark.parametrize("protocol", list(DIALECTS))


def steps_of(protocol: str) -> Iterator[Step]:
    """Every step of every row of a protocol's features."""
    for file in (data_root() / "features" / protocol).glob("*.feature"):
        for scenario in read_feature(file).scenarios:
            for row in scenario.rows():
                yield from scenario.render(row).steps


@PROTOCOLS
def test_every_fault_has_a_reason(protocol: str) -> None:
    """The reference venue's reason for each fault that a feature has refused is known, so that it is judged."""
    found = (re.search(r'^"[^"]+" is refused because "([^"]+)"', step.name) for step in steps_of(protocol))

    assert {match[1] for match in found if match} <= set(load_profile(builtin_profile(protocol)).rejects)


@PROTOCOLS
def test_every_instrument_is_there(protocol: str) -> None:
    """Each role that an order's table or an operator's sentence names is played by an instrument."""
    roles = {role.replace("-", " ") for role in INSTRUMENT_ROLES}
    cells = {cell for step in steps_of(protocol) for row in table_rows(step) or () for cell in row}
    named = {role for step in steps_of(protocol) for role in roles if f"the {role} instrument" in step.name}

    played = {role.replace("-", " ") for role in load_profile(builtin_profile(protocol)).instruments}
    assert (cells & roles) | named <= played


@PROTOCOLS
def test_every_flag_is_answered(protocol: str) -> None:
    """No flag of the catalogue is left open, and none is answered that the catalogue does not ask for."""
    assert set(load_profile(builtin_profile(protocol)).features) == set(catalogue(protocol).features)


@pytest.mark.parametrize("version", ["4.00", "4.10"])
def test_the_profiles_of_later_sessions_are_that_of_ouch_5_0(version: str) -> None:
    """They differ in the session below the orders, and in nothing else."""
    found, usual = (load_profile(builtin_profile(name)) for name in (f"soupbintcp-{version}", "nasdaq-ouch-5.0"))
    assert found.session_protocol == f"soupbintcp-{version}"
    same = replace(
        found, name=usual.name, path=usual.path, session_protocol=usual.session_protocol, accounts=usual.accounts
    )
    assert same == usual
    assert [each.user for each in found.accounts.values()] == [each.user for each in usual.accounts.values()]
