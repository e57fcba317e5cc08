"""Which account the venue inactivates: D alone may be it, and D is it where the venue inactivates orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.profile.profile_text import RIGHT, load, refused, told

OSAKA = RIGHT.replace("nasdaq-ouch-5.0", "jpx-ouch-5.0").replace("TESTA", "1301")
FLAGS = "[scale]\ndecimals = 2\n[features]\ncombinations = false\nmarket-maker-orders = false\nround-lots = false\n"
MEMBER_D = '[accounts.D]\nuser = "USERD"\npassword-env = "SECRET_A"\n'
SECOND = MEMBER_D.replace("[accounts.D]", "[accounts.D2]")


def test_the_account_is_known(tmp_path: Path) -> None:
    """What the profile says of D; another account says nothing of it."""
    profile = load(tmp_path, OSAKA + MEMBER_D + "inactivates = true\n" + FLAGS + "inactivation = true\n")

    assert {name: each.inactivates for name, each in profile.accounts.items()} == {"A": False, "D": True}


@pytest.mark.parametrize("text", [FLAGS + "inactivation = true\n", MEMBER_D + FLAGS + "inactivation = false\n"])
def test_what_needs_no_such_account(tmp_path: Path, text: str) -> None:
    """Without D what needs it is not testable; where nothing is inactivated D is an account like any other."""
    assert not any(each.inactivates for each in load(tmp_path, OSAKA + text).accounts.values())


@pytest.mark.parametrize(
    ("text", "line", "problem", "allowed"),
    [
        (
            MEMBER_D.replace("[accounts.D]", "[accounts.B]") + "inactivates = true\n" + FLAGS + "inactivation = true\n",
            20,
            "inactivates = true in [accounts.B]",
            "only [accounts.D] is the one whose orders are inactivated",
        ),
        (
            MEMBER_D + FLAGS + "inactivation = true\n",
            17,
            "[accounts.D] does not say inactivates = true, and inactivation = true",
            "inactivates = true is expected: its orders have to be inactivated",
        ),
        (
            SECOND + "inactivates = false\n" + FLAGS + "inactivation = true\n",
            20,
            "[accounts.D2] does not say inactivates = true, and inactivation = true",
            "inactivates = true is expected: its orders have to be inactivated",
        ),
        (
            MEMBER_D + 'inactivates = "yes"\n' + FLAGS,
            20,
            "inactivates = 'yes' in [accounts.D]",
            "true or false is expected",
        ),
    ],
)
def test_what_contradicts_it(tmp_path: Path, text: str, line: int, problem: str, allowed: str) -> None:
    """Another account that is inactivated, and D that is not: by its line."""
    assert told(refused(tmp_path, OSAKA + text)) == (line, problem, allowed)
