"""Three mistakes that a newcomer makes in an empty project: the message alone leads to the fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ouch_conformance.spec.resources import data_root
from tests.project.project_tools import venue_process

from .desk import Desk

AT = "features/nasdaq-ouch-5.0/first.feature"
FIRST = """\
Feature: My first

  @OUCH50-2.1-01
  Scenario: A day order is accepted
    Given the member is logged in
    When the member enters a buy as "mine"
      | quantity | price |
      | 100      | 9.90  |
    Then "mine" is accepted
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty project with a first feature that runs."""
    desk = Desk(tmp_path)
    desk.write(FIRST, "nasdaq-ouch-5.0/first.feature")
    return desk


def said(desk: Desk, *options: str, **environment: str) -> str:
    """The one thing that a refused run says is wrong."""
    run = desk.pytest("-q", *options, **environment)
    assert run.returncode == 4, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    return next(line for line in run.stderr.splitlines() if line.startswith(AT) or line.startswith("ERROR: the venue"))


def mend(desk: Desk, wrong: str, right: str) -> None:
    """Do what the message says."""
    path = desk.folder / AT
    assert wrong in path.read_text()
    path.write_text(path.read_text().replace(wrong, right))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Given the member is logged in", "Given the member is loged in"),
        ('When the member enters a buy as "mine"', 'When the member enter a buy as "mine"'),
        ('When the member enters a buy as "mine"', 'When the membr enters a by as "mine"'),
        ('Then "mine" is accepted', 'Then the order "mine" is accepted'),
    ],
)
def test_a_misspelt_step(desk: Desk, right: str, wrong: str) -> None:
    """The line and the step that was meant, to be copied as it stands; copied, it runs."""
    mend(desk, right, wrong)
    line = said(desk)
    number = next(place for place, text in enumerate(FIRST.splitlines(), 1) if text.strip() == right)
    assert line.startswith(f"{AT}:{number}: undefined step {wrong!r}; did you mean ")
    suggested = re.findall(r"did you mean '(.+?)'(?: or |\?$)", line)[0]
    assert suggested == right
    mend(desk, wrong, suggested)
    assert desk.pytest("-q").returncode == 0


def test_a_step_like_no_other(desk: Desk) -> None:
    """Where nothing near was meant the message says how to find what there is."""
    mend(desk, 'Then "mine" is accepted', 'Then "mine" is fully filled')
    assert said(desk).endswith("? `ouch-conformance steps WORD` lists the sentences with a word")


@pytest.mark.parametrize(
    ("wrong", "meant"), [("quantty", "'quantity'"), ("qty", "'quantity' or 'min qty'"), ("Quantities", "'quantity'")]
)
def test_a_wrong_field_name(desk: Desk, wrong: str, meant: str) -> None:
    """The line of the step above the table, the column and the one that was meant."""
    mend(desk, "| quantity |", f"| {wrong} |")
    assert said(desk) == f"{AT}:6: unknown column {wrong!r}; did you mean {meant}?"


def test_a_field_name_like_no_other(desk: Desk) -> None:
    """Where none comes near all columns are named."""
    mend(desk, "| quantity |", "| zzz |")
    assert said(desk).startswith(f"{AT}:6: unknown column 'zzz': known: user ref num, side, quantity, symbol, price, ")


def test_a_wrong_password(desk: Desk) -> None:
    """Account, user, where the password came from and where that is said; never the password. Mended, it runs."""
    profile = (data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml").read_text("utf-8")
    assert 'password = "alpha-pass"' in profile
    path = desk.folder / "venue.toml"
    path.write_text(profile.replace('password = "alpha-pass"', 'password-env = "OUCH_PASSWORD_A"'))
    with venue_process() as address:
        options = (f"--ouch-profile={path}", f"--ouch-target={address}")
        line = said(desk, *options, OUCH_PASSWORD_A="alfa-pass")
        assert line == (
            "ERROR: the venue refuses the login of account A "
            "(user MEMBRA, password from the variable OUCH_PASSWORD_A): "
            f"not authorized; check both under [accounts.A] in {path}"
        )
        assert desk.pytest("-q", *options, OUCH_PASSWORD_A="alpha-pass").returncode == 0


def test_a_venue_that_is_not_there(desk: Desk) -> None:
    """What to look at, and where it stands."""
    reference = data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml"
    run = desk.pytest("-q", "--ouch-target=127.0.0.1:1")
    assert (
        "ERROR: cannot connect to 127.0.0.1:1: connection refused; is the venue running, and is that its address? "
        f"(endpoint in {reference}, or --ouch-target)"
    ) in run.stderr


def test_a_password_that_is_missing(desk: Desk) -> None:
    """The line of the profile and the variable that is not set."""
    profile = (data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml").read_text("utf-8")
    path = desk.folder / "venue.toml"
    path.write_text(profile.replace('password = "alpha-pass"', 'password-env = "OUCH_PASSWORD_NOWHERE"'))
    run = desk.pytest("-q", f"--ouch-profile={path}")
    assert run.returncode == 4
    assert f"{path}:16: the environment has no OUCH_PASSWORD_NOWHERE; set it to the password" in run.stderr
