"""What a right profile gives: values with their defaults, passwords that do not show, prices and shares both ways."""

from __future__ import annotations

import copy
import traceback
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.profile import ProfileError, Scale, Secret, builtin_profile, load_profile
from tests.profile.profile_text import EMBEDDED, FLAGS, PASSWORD, RIGHT, changed, features, load

# Values


def test_what_a_short_profile_means(tmp_path: Path) -> None:
    """What is left out has the document's value, or none."""
    profile = load(tmp_path, RIGHT)

    assert (profile.name, profile.protocol, profile.revision) == ("Somewhere", "nasdaq-ouch-5.0", "1.05")
    assert (profile.endpoint, profile.embedded, profile.reference_venue) == (("venue.example", 9000), False, False)
    assert (profile.patience, profile.heartbeat, profile.second, profile.time_checks) == (2.0, 1.0, 1.0, True)
    assert (profile.idle_timeout, profile.login_timeout, profile.sequence_zero) == (None, None, None)
    assert (profile.second_login, profile.session_padding, profile.sequence_padding) == (None, "left", "left")
    assert profile.stated == {"silence-limit": True}
    assert (profile.marker, profile.max_quantity, profile.scale) == ("engine", 999_999, Scale())
    assert profile.features == dict.fromkeys(FLAGS, False)
    assert (profile.rejects, profile.accept_not_testable) == ({}, frozenset())
    assert profile.control.adapter == "none"
    assert not profile.instruments["main"].exclusive


def test_malformed_messages_go_to_no_venue_that_does_not_ask_for_them(tmp_path: Path) -> None:
    """Its profile says so, or it is the embedded one; another target in its place is another venue."""
    embedded = load(tmp_path, EMBEDDED)
    marked = load(tmp_path, changed("[venue]", "[venue]\nhostile-input = true"))

    assert not load(tmp_path, RIGHT).fit_for_hostile_input
    assert marked.fit_for_hostile_input
    assert embedded.fit_for_hostile_input
    assert not embedded.with_target("venue.example", 9000).fit_for_hostile_input


def test_everything_that_a_profile_may_say(tmp_path: Path) -> None:
    """Each setting arrives where it belongs."""
    profile = load(
        tmp_path,
        changed("endpoint", 'product = "4.2"\nrevision = "1.03"\nendpoint')
        + "connect-timeout = 3\nheartbeat = 1.5\ntolerance = 0.1\nidle-timeout = 20\nlogin-timeout = 10\nsecond = 2\n"
        "checks = false\n"
        '[instruments.second]\nsymbol = "TESTB"\nexclusive = true\n'
        '[scale]\nbase-price = "250.00"\ntick = "0.05"\nlot = 10\nmax-quantity = 5000\n'
        '[session]\nmarker = "gateway"\nsequence-zero = "last"\n'
        'second-login = "refuse"\nsession-padding = "right"\nsequence-padding = "right"\n'
        "[races]\ntries = 5\n"
        f"{features(modify=True)}"
        '[rejects]\n"halted symbol" = ["halted", "999"]\n'
        '[control]\nadapter = "command"\ntimeout = 5\n[control.commands]\nhalt = "stop {symbol}"\n'
        '[accept]\nnot-testable = ["resume", "accounts.B", "instruments.halted", "scale"]\n',
    )

    assert (profile.product, profile.revision) == ("4.2", "1.03")
    assert (profile.connect_timeout, profile.heartbeat, profile.tolerance) == (3.0, 1.5, 0.1)
    assert (profile.idle_timeout, profile.login_timeout, profile.second) == (20.0, 10.0, 2.0)
    assert not profile.time_checks
    assert profile.instruments["second"].symbol == "TESTB" and profile.instruments["second"].exclusive
    assert profile.scale == Scale(Decimal("250.00"), Decimal("0.05"), 10)
    assert (profile.max_quantity, profile.marker, profile.sequence_zero) == (5000, "gateway", "last")
    assert (profile.second_login, profile.session_padding, profile.sequence_padding) == ("refuse", "right", "right")
    assert profile.stated == dict.fromkeys(("login-timeout", "idle-timeout", "second-login", "silence-limit"), True)
    assert profile.features == {**dict.fromkeys(FLAGS, False), "modify": True}
    assert profile.rejects == {"halted symbol": ("halted", "999")}
    assert (profile.control.adapter, profile.control.timeout) == ("command", 5.0)
    assert profile.control.commands == {"halt": "stop {symbol}"}
    assert profile.race_tries == 5
    assert profile.accept_not_testable == {"resume", "accounts.B", "instruments.halted", "scale"}


def test_an_embedded_venue_is_operated_from_inside(tmp_path: Path) -> None:
    """Without an endpoint the operator is the venue's own, unless the profile says otherwise."""
    assert load(tmp_path, EMBEDDED).embedded
    assert load(tmp_path, EMBEDDED).control.adapter == "embedded"
    assert load(tmp_path, EMBEDDED + '[control]\nadapter = "none"\n').control.adapter == "none"


@pytest.mark.parametrize("heartbeat", ["0.25", "1"])
def test_the_reference_venue_may_run_faster(tmp_path: Path, heartbeat: str) -> None:
    """Up to four times as fast, and its seconds as fast as one likes."""
    profile = load(tmp_path, EMBEDDED + f"heartbeat = {heartbeat}\nsecond = 0.01\n")

    assert (profile.heartbeat, profile.second) == (float(heartbeat), 0.01)


def test_a_flag_of_ones_own_may_be_declared(tmp_path: Path) -> None:
    """Scenarios of a user's own may ask for a flag that no catalogue has."""
    assert load(tmp_path, RIGHT + features() + "basket-orders = true\n").features["basket-orders"]


def test_another_target() -> None:
    """`with_target` leaves everything but where the venue is, and how its operator is reached from inside."""
    profile = load_profile(builtin_profile("nasdaq-ouch-5.0"))
    elsewhere = profile.with_target("venue.example", 9000)

    assert (elsewhere.endpoint, elsewhere.embedded) == (("venue.example", 9000), False)
    assert (profile.control.adapter, elsewhere.control.adapter) == ("embedded", "none")
    assert elsewhere.accounts == profile.accounts


def test_commands_follow_to_another_target(tmp_path: Path) -> None:
    """What runs a command line is not tied to the endpoint."""
    text = RIGHT + '[control]\nadapter = "command"\n[control.commands]\nhalt = "stop"\n'

    assert load(tmp_path, text).with_target("other", 1).control.commands == {"halt": "stop"}


def test_a_step_may_take_longer_than_the_venues_longest_limit(tmp_path: Path) -> None:
    """The limit of a step only stops a runaway: every wait of the suite ends before it."""
    profile = load(tmp_path, RIGHT + "idle-timeout = 60\n")

    assert profile.step_limit > 60 * 1.5 + profile.patience


# Passwords


def test_a_secret_shows_itself_only_when_asked() -> None:
    """Every rendering is three stars; the password comes from `reveal` alone."""
    secret = Secret(PASSWORD)

    assert [str(secret), repr(secret), f"{secret}", f"{secret!r:>5}", "%s" % secret] == ["***"] * 3 + ["  ***", "***"]  # noqa: UP031
    assert secret.reveal() == PASSWORD


def test_a_profile_shows_no_password(tmp_path: Path) -> None:
    """Neither the profile nor its accounts, nor a copy of them, show a password."""
    profile = load(tmp_path, RIGHT)

    for each in (profile, profile.accounts, profile.accounts["A"], copy.deepcopy(profile.accounts["A"])):
        assert PASSWORD not in f"{each} {each!r}"
    assert profile.accounts["A"].password.reveal() == PASSWORD


def test_a_password_comes_from_a_file_beside_the_profile(tmp_path: Path) -> None:
    """The end of the line does not belong to it, spaces do."""
    (tmp_path / "secret").write_text(" hush \r\n", "utf-8")
    profile = load(tmp_path, changed('password-env = "SECRET_A"', 'password-file = "secret"'))

    assert profile.accounts["A"].password.reveal() == " hush "


def test_a_password_may_stand_in_the_reference_venues_profile(tmp_path: Path) -> None:
    """The reference venue's accounts are no secret."""
    profile = load(tmp_path, changed('password-env = "SECRET_A"', 'password = "public"', EMBEDDED))

    assert profile.accounts["A"].password.reveal() == "public"


def test_no_trace_of_a_refusal_shows_a_password(tmp_path: Path) -> None:
    """A refused profile hides the password in its message, and in the trace of whoever prints one."""
    with pytest.raises(ProfileError) as caught:
        load(tmp_path, RIGHT.replace("USERA", "USER-TOO-LONG"))

    assert PASSWORD not in "".join(traceback.format_exception(caught.value))


# Scale


@pytest.mark.parametrize(
    ("scale", "feature", "raw"),
    [
        (Scale(), "10.00", 100_000),
        (Scale(), "9.99", 99_900),
        (Scale(Decimal("250.00"), Decimal("0.05")), "10.00", 2_500_000),
        (Scale(Decimal("250.00"), Decimal("0.05")), "10.01", 2_500_500),
        (Scale(Decimal("250.00"), Decimal("0.05")), "9.90", 2_495_000),
        (Scale(Decimal("0.5000"), Decimal("0.0001")), "10.10", 5_010),
        (Scale(Decimal("1000"), Decimal("1"), decimals=0), "10.03", 1_003),
    ],
)
def test_a_price_of_a_feature_at_a_venue(scale: Scale, feature: str, raw: int) -> None:
    """10.00 is the base price and 0.01 one tick; the report writes it back as the feature does."""
    assert scale.price(Decimal(feature)) == raw
    assert scale.price_words(raw) == feature


@pytest.mark.parametrize(
    ("lot", "feature", "raw", "words"),
    [(100, 1_000, 1_000, "1,000"), (10, 1_000, 100, "1,000"), (1, 200, 2, "200"), (500, 100, 500, "100")],
)
def test_shares_of_a_feature_at_a_venue(lot: int, feature: int, raw: int, words: str) -> None:
    """100 shares are one lot; the report writes them back as the feature does."""
    scale = Scale(lot=lot)

    assert scale.shares(feature) == raw
    assert scale.shares_words(raw) == words


def test_shares_that_a_lot_cannot_express() -> None:
    """A part of a lot that is no whole number of shares is refused, not rounded."""
    with pytest.raises(ValueError, match="150 shares cannot be expressed in lots of 1"):
        Scale(lot=1).shares(150)


@given(
    ticks=st.integers(-900, 900),
    tick=st.integers(1, 10_000),
    base=st.integers(1_001, 100_000),
    decimals=st.integers(0, 6),
)
def test_every_price_comes_back(ticks: int, tick: int, base: int, decimals: int) -> None:
    """Whatever the tick, the base and the decimals: to the wire and back is the same price."""
    scale = Scale(Decimal(base * tick).scaleb(-decimals), Decimal(tick).scaleb(-decimals), decimals=decimals)
    feature = Decimal(10) + Decimal(ticks) / 100

    assert scale.price(feature) == (base + ticks) * tick
    assert scale.price_words(scale.price(feature)) == f"{feature:.2f}"


@given(lots=st.integers(1, 9_999), lot=st.integers(1, 1_000))
def test_whole_lots_come_back(lots: int, lot: int) -> None:
    """Whatever the lot: to the wire and back is the same number of shares."""
    scale = Scale(lot=lot)

    assert scale.shares_words(scale.shares(lots * 100)) == f"{lots * 100:,}"


def test_a_venue_that_never_ends_a_silent_connection(tmp_path: Path) -> None:
    """No limit is judged then, and no member waits for one; in 4.10 the login states one all the same (4.10 1.3)."""
    told = RIGHT + 'idle-timeout = "never"\nlogin-timeout = "never"\n'
    profile = load(tmp_path, told)
    assert (profile.idle_timeout, profile.login_timeout, profile.silence) == (None, None, 4.0)
    assert profile.stated == {"login-timeout": False, "idle-timeout": False, "silence-limit": False}

    later = load(tmp_path, told + '[session]\nprotocol = "soupbintcp-4.10"\n')
    assert (later.silence, later.stated["silence-limit"]) == (15.0, True)
    assert load(tmp_path, RIGHT).silence == 15.0
    assert load(tmp_path, RIGHT + "idle-timeout = 3\n").silence == 3.0
