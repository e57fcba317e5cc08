"""The template for a venue of one's own: it says everything, and what it says is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ouch_conformance.plugin.source import FeatureSource, read_feature
from ouch_conformance.plugin.tags import arguments
from ouch_conformance.plugin.wiring import OUTLIVE
from ouch_conformance.profile import INSTRUMENT_ROLES, Profile, ProfileError, builtin_profile, load_profile
from ouch_conformance.profile.schema import CONTROL_ACTIONS, SECTIONS
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.resources import data_root

TEMPLATE = data_root() / "profiles" / "template.toml"
TEXT = TEMPLATE.read_text("utf-8")
ENVIRON = {f"OUCH_PASSWORD_{name}": "hush" for name in ("A", "B", "C", "D", "A2")}
PROTOCOL = "nasdaq-ouch-5.0"
PROTOCOLS = (PROTOCOL, "soupbintcp-3.00")
OPTIONAL = re.compile(r'^# (\[[a-z.A-Z0-9-]+\]|(?:"[^"]+"|[a-z-]+) = .+)$', re.MULTILINE)
"""A setting that is commented out."""


def filled_in(folder: Path, text: str = TEXT) -> Profile:
    """The profile that the template becomes with an endpoint."""
    file = folder / "mine.toml"
    file.write_text(text.replace('"HOST:PORT"', '"venue.example:9000"'), "utf-8")
    return load_profile(file, environ=ENVIRON)


def everything(text: str) -> str:
    """The template with every setting that it shows."""
    switched = (('adapter = "none"', 'adapter = "command"'), ("mirrored-ports = false", "mirrored-ports = true"))
    text = OPTIONAL.sub(r"\1", text)
    for old, new in switched:
        text = text.replace(old, new)
    return text


def features() -> list[FeatureSource]:
    """The suite's own features for this protocol and the session below it."""
    return [read_feature(file) for name in PROTOCOLS for file in (data_root() / "features" / name).glob("*.feature")]


def test_it_loads_once_its_endpoint_is_filled_in(tmp_path: Path) -> None:
    """With an endpoint and the passwords in the environment the template is a profile."""
    profile = filled_in(tmp_path)

    assert profile.endpoint == ("venue.example", 9000)
    assert [account.password.reveal() for account in profile.accounts.values()] == ["hush", "hush"]


def test_it_asks_for_the_endpoint() -> None:
    """As it is the template is refused for its endpoint, by line, whatever the environment."""
    with pytest.raises(ProfileError, match=r"template\.toml:\d+: 'HOST:PORT' is no HOST:PORT"):
        load_profile(TEMPLATE, environ={})


def test_nothing_trades_before_somebody_says_so(tmp_path: Path) -> None:
    """No instrument of the template is exclusive: it is the user who says that nobody else trades there."""
    assert not any(instrument.exclusive for instrument in filled_in(tmp_path).instruments.values())


def test_what_it_shows_commented_out_is_right(tmp_path: Path) -> None:
    """With every optional setting switched on the template is still a profile."""
    profile = filled_in(tmp_path, everything(TEXT))

    assert set(profile.accounts) == {"A", "B", "C", "D", "A2"}
    assert set(profile.instruments) == set(INSTRUMENT_ROLES)
    assert set(profile.control.commands) == set(CONTROL_ACTIONS)


def test_what_it_shows_commented_out_is_what_holds_without(tmp_path: Path) -> None:
    """A time that is commented out stands with its default, so that switching it on changes nothing."""
    plain, full = filled_in(tmp_path), filled_in(tmp_path, everything(TEXT))

    for name in ("connect_timeout", "heartbeat", "tolerance", "second", "time_checks", "marker", "revision"):
        assert getattr(plain, name) == getattr(full, name)


def test_it_explains_every_key() -> None:
    """Every section and key that a profile may have stands in the template, in use, commented out or in its words."""
    for section, keys in SECTIONS.items():
        assert f"[{section.replace('.*', '.')}" in TEXT
        for key in set(keys) - {"*", "commands", "password"}:
            assert re.search(rf"^(# )?{key} = |\b{key}\b", TEXT, re.MULTILINE), key


def test_its_flags_are_those_that_are_asked_for(tmp_path: Path) -> None:
    """The features of the template are the flags of the catalogue and those of the features' tags, and no others.

    Those of the session follow from other keys, and whether orders outlive a connection is the protocol's.
    """
    of_catalogues = set(catalogue(PROTOCOL).features)
    of_requirements = {flag for each in catalogue(PROTOCOL) for flag in each.features}
    tags = [
        tag for source in features() for each in source.scenarios for row in each.rows() for tag in each.tags_of(row)
    ]

    asked = set(arguments(tags, "pics")) - {OUTLIVE}
    assert set(filled_in(tmp_path).features) == of_catalogues | of_requirements | asked


def test_it_gives_the_meaning_of_each_flag() -> None:
    """A flag of a catalogue stands below the catalogue's words for it."""
    for flag, meaning in catalogue(PROTOCOL).features.items():
        assert re.search(rf"^# {re.escape(meaning)}[^\n]*\n{flag} = ", TEXT, re.MULTILINE), flag


def test_it_states_what_the_session_is_held_to(tmp_path: Path) -> None:
    """With every setting switched on, each flag of the session's catalogue is stated, and no other."""
    assert set(filled_in(tmp_path, everything(TEXT)).stated) == set(catalogue("soupbintcp-3.00").features)
    assert filled_in(tmp_path).stated == {"silence-limit": True}


def test_its_conditions_are_those_of_the_features(tmp_path: Path) -> None:
    """Each fault that a feature has refused can be given a reason, and no other can."""
    steps = [
        step.name
        for source in features()
        for each in source.scenarios
        for row in each.rows()
        for step in each.render(row).steps
    ]
    conditions = {match[1] for name in steps if (match := re.search(r'^"[^"]+" is refused because "([^"]+)"', name))}

    assert set(filled_in(tmp_path, everything(TEXT)).rejects) == conditions


def test_its_reasons_are_those_of_the_reference_venue(tmp_path: Path) -> None:
    """The examples of reasons are taken from a venue that gives them."""
    reference = load_profile(builtin_profile("nasdaq-ouch-5.0")).rejects

    assert filled_in(tmp_path, everything(TEXT)).rejects.items() <= reference.items()
