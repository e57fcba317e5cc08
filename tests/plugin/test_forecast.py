"""What the forecast reads off the vocabulary."""

from __future__ import annotations

from dataclasses import replace

from ouch_conformance.plugin.forecast import forecast, operator_sentences
from ouch_conformance.plugin.wiring import Plan
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.steps.vocabulary import SENTENCES


def test_each_sentence_of_the_operator_has_its_action() -> None:
    """Every When that speaks of the operator performs an action that the forecast knows."""
    spoken = {each.text for each in SENTENCES if each.kind == "when" and each.text.startswith("the operator ")}
    known = operator_sentences()

    assert {text for text in spoken if not any(text.startswith(start) for start in known)} == set()
    assert known["the operator halts the"] == "halt"
    assert known["the operator cuts the connection of"] == "drop-connection"
    assert known["the operator ends the session"] == "end-session"
    assert known["the operator ends the day"] == "end-of-day"


def test_scenarios_of_mirrored_hosts_need_one() -> None:
    """A target of the command line has no mirrors, whatever the profile's flag says."""
    profile = load_profile(builtin_profile("japannext-ouch-2.01"))
    there, elsewhere = (forecast(Plan(each, frozenset())) for each in (profile, profile.with_target("venue", 9000)))

    # Six scenarios of section 3, and two of section 4.
    assert elsewhere.not_testable["there are no mirrors in [venue]"] == 8
    assert "there are no mirrors in [venue]" not in there.not_testable


def test_an_account_that_only_one_protocol_asks_for_is_missed() -> None:
    """Osaka's three scenarios of orders that are inactivated need member D, and those of combinations their series."""
    profile = load_profile(builtin_profile("jpx-ouch-5.0"))
    accounts = {name: each for name, each in profile.accounts.items() if name != "D"}
    instruments = {role: each for role, each in profile.instruments.items() if role != "combination"}
    found = forecast(Plan(replace(profile, accounts=accounts, instruments=instruments), frozenset()))

    assert found.not_testable == {"there is no [accounts.D]": 3, "there is no [instruments.combination]": 6}
