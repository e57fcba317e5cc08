"""The options that the line for another run of a scenario takes over."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.rerun import asked

PLAIN = Options(
    roots=(),
    specs=(),
    default_profile=None,
    profile=None,
    deviations=None,
    target=None,
    protocol=None,
    strict=False,
    evidence="failures",
    results=Path("reports"),
    defects=(),
)


def test_a_run_without_options_needs_none() -> None:
    """Where results go and what is shown makes no other case of it."""
    assert asked(replace(PLAIN, evidence="always", diagrams=True, captures="always")) == ""


def test_what_makes_another_case_of_a_scenario_is_taken_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The venue, the protocol, the deviations, strictness, and what the embedded venue does wrong or its way."""
    monkeypatch.chdir(tmp_path)
    given = replace(
        PLAIN,
        profile=tmp_path / "our venue.toml",
        target="10.0.0.1:15000",
        protocol="nasdaq-ouch-4.2",
        deviations=tmp_path / "known.toml",
        strict=True,
        defects=("debug-answered", "slow-heartbeats"),
        variants=("lumps",),
    )

    assert shlex.split(asked(given)) == [
        "--ouch-profile=our venue.toml",
        "--ouch-target=10.0.0.1:15000",
        "--ouch-protocol=nasdaq-ouch-4.2",
        "--ouch-deviations=known.toml",
        "--ouch-strict",
        "--ouch-defect=debug-answered",
        "--ouch-defect=slow-heartbeats",
        "--ouch-variant=lumps",
    ]
    assert "'" not in asked(replace(given, profile=None))


def test_a_record_has_no_venue_to_go_back_to() -> None:
    """What is judged again was given a copy of the profile that is gone when the command ends."""
    assert asked(replace(PLAIN, profile=Path("run-profile.toml"), judged=Path("bundle"))) == ""
