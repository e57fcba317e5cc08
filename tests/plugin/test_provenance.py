"""What a run tells of itself, so that whoever keeps its report knows what was examined, by what, and how it ended."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.spec.resources import data_root

from .conftest import Project

PROFILE = data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml"


def told(project: Project) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The first and the last event of the last run, and its traceability."""
    reports = project.pytester.path / "reports"
    events = [json.loads(line) for line in (reports / "events.jsonl").open()]
    return events[0], events[-1], json.loads((reports / "traceability.json").read_text("utf-8"))


@pytest.fixture
def profile(project: Project) -> Path:
    """The reference venue's profile, with a product and its version."""
    text = PROFILE.read_text("utf-8").replace("[venue]", '[venue]\nproduct = "Gateway"\nversion = "4.2.1"', 1)
    path = project.pytester.path / "venue.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_run_names_what_it_examined_and_what_it_was_judged_by(project: Project, profile: Path) -> None:
    """Product, version and time; SHA-256 of profile, specifications and features, each as `sha256sum` gives them."""
    feature = project.scenario("Then it holds")
    project.run(f"--ouch-profile={profile}")
    started, finished, trace = told(project)

    assert (started["product"], started["product_version"]) == ("Gateway", "4.2.1")
    assert datetime.fromisoformat(started["started"]) <= datetime.fromisoformat(finished["finished"])
    digest = hashlib.sha256(feature.read_bytes()).hexdigest()
    assert started["checksums"]["profile"] == hashlib.sha256(profile.read_bytes()).hexdigest()
    assert started["checksums"]["features/nasdaq-ouch-5.0"] == (
        hashlib.sha256(f"{digest}  1_rules.feature\n".encode()).hexdigest()
    )
    assert set(started["checksums"]) == {
        "profile",
        "features/nasdaq-ouch-5.0",
        "specs/nasdaq-ouch-5.0",
        "specs/soupbintcp-3.00",
    }
    assert trace["run"] == {name: started[name] for name in trace["run"]}


def test_a_run_says_how_it_ended(project: Project) -> None:
    """Stream and traceability give both sums, what they add up to, and the exit status."""
    project.scenario("Then it is broken", tags="@OUCH50-2.1-01 @OUCH50-2.1-02")
    project.run()
    _, finished, trace = told(project)

    assert trace["result"] == {name: finished[name] for name in trace["result"]}
    assert (finished["status"], finished["selected"], finished["scenarios"]) == (1, 1, {"fail": 1})
    # Two tags; what is left are the invariants of the run. A verdict that no check has is not there.
    assert finished["checks"]["fail"] == 2
    assert 0 not in finished["checks"].values()
    assert finished["selected_checks"] == sum(finished["checks"].values())
