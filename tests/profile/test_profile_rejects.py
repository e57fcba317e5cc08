"""What a profile says under [rejects]: reasons that Rejected can give, for conditions that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.plugin.conditions import check_conditions
from ouch_conformance.profile import ProfileError, builtin_profile
from ouch_conformance.profile.loader import load_profile
from ouch_conformance.profile.rejects import conditions_of
from ouch_conformance.spec.library import conducts

from .profile_text import ENVIRON, RIGHT, changed, load, refused, told

OSAKA = changed("nasdaq-ouch-5.0", "jpx-ouch-5.0", changed('"TESTA"', '"1301"'))


@pytest.mark.parametrize("reason", ["by user", "eight", "8 "])
def test_reject_codes_that_are_numbers(tmp_path: Path, reason: str) -> None:
    """Osaka 4.2.2: Reject Code is a number, and the document lists none; a reason of Order Canceled is none of them."""
    assert told(refused(tmp_path, f'{OSAKA}[rejects]\n"duplicate token" = ["{reason}"]\n')) == (
        18,
        f"{reason!r} is no reason of jpx-ouch-5.0, revision 5.0.1.0",
        "a number in quotes is expected: the document lists no reasons",
    )


def test_reasons_that_are_characters(tmp_path: Path) -> None:
    """OUCH 4.2 3.11: a reason is one character. One that the document does not list goes by that, a number by none."""
    text = changed("nasdaq-ouch-5.0", "nasdaq-ouch-4.2")
    assert refused(tmp_path, text + '[rejects]\n"halted symbol" = ["halted", "q", "12"]\n').problem == (
        "'12' is no reason of nasdaq-ouch-4.2, revision 4.2-nasdaq"
    )


def test_a_reason_of_another_message(tmp_path: Path) -> None:
    """OUCH 5.0 3.4 and 3.8: what an order is cancelled for is not what it is rejected for."""
    error = refused(tmp_path, RIGHT + '[rejects]\n"no sweeps" = ["user requested"]\n')

    assert error.problem == "'user requested' is no reason of nasdaq-ouch-5.0, revision 1.05"


def test_a_tick_that_needs_the_decimals_of_the_instrument(tmp_path: Path) -> None:
    """Osaka leaves the decimals to each order book: the profile has to say them, and the fault says where."""
    error = refused(tmp_path, f'{OSAKA}[scale]\nbase-price = "10.00"\ntick = "0.01"\n')

    assert told(error) == (
        19,
        "a tick of 0.01 is finer than the prices of jpx-ouch-5.0",
        "decimals = 2 in [scale] if the prices of its instruments have them: here they have 0",
    )


# Conditions

MISSPELT = '[rejects]\n"halted symbl" = ["halted"]\n'


def test_a_condition_that_is_much_like_one_that_there_is(tmp_path: Path) -> None:
    """No feature would ask for it, and the one that was meant would be judged by nothing."""
    profile = load(tmp_path, RIGHT + MISSPELT)

    with pytest.raises(ProfileError) as caught:
        check_conditions(profile, [])

    assert told(caught.value) == (
        18,
        "'halted symbl' is no condition of nasdaq-ouch-5.0, and no feature has it",
        "did you mean 'halted symbol'?",
    )


def test_a_condition_of_the_users_own(tmp_path: Path) -> None:
    """One that a feature has is meant as it stands; so is one that is like no other."""
    feature = tmp_path / "features" / "mine.feature"
    feature.parent.mkdir()
    feature.write_text('Then "the buy" is refused because "halted symbl"', encoding="utf-8")
    profile = load(tmp_path, RIGHT + MISSPELT + '"out of coffee" = ["other"]\n')

    check_conditions(profile, [feature.parent])


def test_the_check_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`profile check` says what a run would say, in the words of the profile's line."""
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    load(tmp_path, RIGHT + MISSPELT)

    assert main(["profile", "check", "mine.toml"]) == 4
    assert capsys.readouterr().err == (
        "ouch-conformance: mine.toml:18: 'halted symbl' is no condition of nasdaq-ouch-5.0, and no feature has it; "
        "did you mean 'halted symbol'?\n"
    )


@pytest.mark.parametrize("protocol", conducts())
def test_the_reference_profiles_name_the_conditions(protocol: str) -> None:
    """Each condition of a protocol has a reason at its reference venue, and that profile names no other."""
    assert set(load_profile(builtin_profile(protocol)).rejects) == set(conditions_of(protocol))
