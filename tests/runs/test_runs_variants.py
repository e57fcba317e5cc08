"""Legal alternatives never fail: whatever the venue plays of them, every check keeps its verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ouch_conformance.venue import VenueSettings, variants
from ouch_conformance.venue.variants import VARIANTS
from tests.runs.runs_tools import Check, Finished, Running, difference, run_pytest, settled

AT_ONCE = (
    "debug-packets",
    "single-bytes",
    "fast-heartbeats",
    "sequence-zero-last",
    "accepted-on-the-left",
    "second-login-mirrored",
    "number-gaps",
    "unmatched-ioc-cancelled",
    "hidden-by-time",
    "options-all",
    "mass-cancel-answered-last",
)
"""Variants that have nothing to do with each other: one run plays them all."""
AS_IT_IS = (
    "sequence-zero-next",
    "second-login-takes-over",
    "unmatched-ioc-dead",
    "hidden-last",
    "options-as-sent",
    "mass-cancel-answered-first",
)
"""What the venue does anyway."""
APART = ("lumps", "second-login-refused")
"""What contradicts one of those that are played at once."""
WITHOUT = ("no-limits",)
"""What takes a rule away, so that checks do not apply."""
LUMPS = ("features/soupbintcp-3.00", "features/nasdaq-ouch-5.0/3.6_order_executed.feature")
"""Where it matters how packets share segments: the session, and events with several messages."""


OUCH_42 = tuple(
    f"features/nasdaq-ouch-4.2/{name}.feature"
    for name in ("2.1_enter_order", "2.2_replace_order", "3.3_accepted", "3.5_canceled", "3.7_executed")
)
"""What the variants of the market can touch in OUCH 4.2; its session is the one of OUCH 5.0."""
OF_THE_MARKET = ("debug-packets", "lumps", "number-gaps", "unmatched-ioc-cancelled", "hidden-by-time")


def _options(*names: str) -> list[str]:
    return ["-q", *(f"--ouch-variant={name}" for name in names)]


def _alike(checks: set[Check]) -> set[Check]:
    """Another legal answer may make a lenient pass of a plain one."""
    return {(name, "pass" if verdict == "pass (lenient)" else verdict) for name, verdict in checks}


def _checks(run: Finished, *options: str) -> set[Check]:
    assert run.status in (0, 1, 3), run.output[-3000:]
    return _alike(settled(run, *options))


@pytest.fixture(scope="module")
def played(
    embedded_run: Callable[[], Finished], tmp_path_factory: pytest.TempPathFactory
) -> tuple[set[Check], set[Check]]:
    """The checks of the venue as it is, and those of the venue that plays all variants at once."""
    options = _options(*AT_ONCE)
    varied = Running(tmp_path_factory.mktemp("at-once"), *options)
    return _checks(embedded_run(), "-q"), _checks(varied.finish(100), *options)


def test_every_variant_is_played() -> None:
    """A new variant enters one of the runs below, unless it is what the venue does anyway."""
    assert {*AT_ONCE, *AS_IT_IS, *APART, *WITHOUT} == set(VARIANTS)
    assert variants.played(VenueSettings(), AS_IT_IS) == VenueSettings()


def test_all_at_once_keep_every_verdict(played: tuple[set[Check], set[Check]]) -> None:
    """Over all features each check has the verdict that it has at the venue as it is."""
    plain, varied = played

    assert len(varied) > 300
    assert difference(plain, varied) == ""


def test_what_is_played_apart_keeps_the_verdicts_it_can_touch(
    played: tuple[set[Check], set[Check]], tmp_path: Path
) -> None:
    """What cannot be played with the others runs by itself; who reads the run's results sees what was played."""
    options = _options(*APART, "debug-packets")
    run = run_pytest(tmp_path, *options, *LUMPS)

    varied = {check for check in _checks(run, *options) if not check[0].endswith("@invariant")}
    known = {name for name, _ in varied}
    assert len(known) > 80
    assert difference({check for check in played[0] if check[0] in known}, varied) == ""
    assert [event["variants"] for event in run.of("run started")] == [[*APART, "debug-packets"]]


def test_ouch_42_keeps_its_verdicts(tmp_path: Path) -> None:
    """The market behind both protocols is one: what it may do as it likes changes no verdict of OUCH 4.2 either."""
    spoken = ("--ouch-protocol=nasdaq-ouch-4.2", *OUCH_42)
    options = (*_options(*OF_THE_MARKET), *spoken)
    plain = Running(tmp_path / "plain", "-q", *spoken)
    varied = _checks(run_pytest(tmp_path / "varied", *options), *options)

    assert len(varied) > 100
    assert difference(_checks(plain.finish(60), "-q", *spoken), varied) == ""


def test_a_venue_without_limits_fails_nothing(tmp_path: Path) -> None:
    """To end a silent connection is a permission: who never does so is not asked when, nor for a return after it."""
    options = (*_options(*WITHOUT), "features/soupbintcp-3.00/2.2.4_heartbeats.feature")
    verdicts = {name.partition("@")[0]: verdict for name, verdict in _checks(run_pytest(tmp_path, *options), *options)}

    assert (verdicts["SOUP-H6"], verdicts["SOUP-H9"], verdicts["SOUP-H5"]) == ("not applicable",) * 2 + ("observed",)
    assert verdicts["SOUP-H4"] == "pass"


def test_another_venue_plays_its_own(tmp_path: Path) -> None:
    """--ouch-variant is for the embedded venue; elsewhere it is refused, as is an unknown name, with status 4."""
    elsewhere = run_pytest(tmp_path / "a", *_options("lumps"), "--ouch-target=127.0.0.1:9")
    unknown = run_pytest(tmp_path / "b", *_options("lump"))

    assert (elsewhere.status, unknown.status) == (4, 4)
    assert "--ouch-variant is played by the embedded venue; the target is another one" in elsewhere.output
    assert "--ouch-variant: unknown variant 'lump'; did you mean lumps?" in unknown.output
