"""A password goes to the venue and to nobody else."""

from __future__ import annotations

from pathlib import Path

from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from ouch_conformance.venue.settings import Account
from tests.runs.runs_tools import leaks, profile, run_pytest, written

PASSWORDS = ("Zq7-xSecr8", "Yk3!bQxz9", "Vw5_cJqp7")
"""Of accounts A, B and C: from the environment, from a file, and in the profile itself."""

FEATURES = (
    "soupbintcp-3.00/1.1_framing",
    "soupbintcp-3.00/2.1_debug",
    "soupbintcp-3.00/2.2.1_login_accepted",
    "soupbintcp-3.00/2.2.2_login_rejected",
    "nasdaq-ouch-5.0/3.7_broken_trade",
)
"""Logins in every spelling, whole and in pieces, accepted and refused; and both members."""

ACCOUNTS = (
    Account("MEMBRA", PASSWORDS[0], "FRMA", ("FRMX",)),
    Account("MEMBRB", PASSWORDS[1], "FRMB"),
    Account("MEMC", PASSWORDS[2], "FRMC"),
)


def test_no_password_stands_in_anything_a_run_writes(tmp_path: Path) -> None:
    """No password is in output, events, Allure results, captures or JUnit, with the evidence of every login."""
    with EmbeddedVenue(VenueSettings(accounts=ACCOUNTS, heartbeat_interval=0.25, idle_timeout=1.0)) as venue:
        path = profile(tmp_path / "mine.toml", written(venue.address))
        (tmp_path / "secret").write_text(PASSWORDS[1] + "\n")
        text = path.read_text().replace('password = "alpha-pass"', 'password-env = "SECRET_OF_A"')
        text = text.replace('password = "bravo-pass"', 'password-file = "secret"').replace(
            '"charlie"', f'"{PASSWORDS[2]}"'
        )
        path.write_text(text)
        results = tmp_path / "results"

        run = run_pytest(
            results,
            "-vv",
            "-rA",
            "--showlocals",
            "--ouch-evidence=always",
            "--ouch-pcap=always",
            "--ouch-diagram",
            f"--junitxml={results / 'junit.xml'}",
            f"--ouch-profile={path}",
            "-m",
            "not cost(name='slow')",
            *(f"features/{name}.feature" for name in FEATURES),
            environ={"SECRET_OF_A": PASSWORDS[0]},
        )

    assert run.status == 6, run.output[-3000:]  # without an operator no trade is broken
    assert sum(event["packet"] == "Login Request" for event in run.of("frame")) > 25
    assert (results / "junit.xml").stat().st_size > 10_000
    assert len([*(results / "pcap").glob("*.pcapng")]) > 25
    assert " Sequence " in run.output
    for password in PASSWORDS:
        assert leaks(run, password) == []
