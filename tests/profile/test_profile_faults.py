"""Every way in which a profile can be wrong: file, line, the problem, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.profile import ProfileError, builtin_profile, load_profile, nearest, parse_endpoint
from tests.profile.profile_text import EMBEDDED, FLAGS, PASSWORD, RIGHT, changed, features, load, refused, told

OUTRIGHT = "exactly one of password-env, password-file is expected (password only with reference-venue = true)"


# The file


def test_a_missing_file(tmp_path: Path) -> None:
    """A profile that is not there is named, with the system's reason."""
    with pytest.raises(ProfileError) as caught:
        load_profile(tmp_path / "none.toml")

    assert str(caught.value) == f"{tmp_path / 'none.toml'}: the profile cannot be read: No such file or directory"
    assert caught.value.line is None


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    """A path to something else than a file says so."""
    with pytest.raises(ProfileError, match="the profile cannot be read: Is a directory"):
        load_profile(tmp_path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A profile is UTF-8 text."""
    file = tmp_path / "mine.toml"
    file.write_bytes(b'[venue]\nname = "\xff"\n')

    with pytest.raises(ProfileError, match="the profile cannot be read: it is not UTF-8 text"):
        load_profile(file)


@pytest.mark.parametrize(
    ("text", "line"),
    [("[venue\n", 1), ('[venue]\nname = "x"\nname = "y"\n', 3), ("[venue]\nname = \n", 2), ("[venue]\n[venue]\n", 2)],
)
def test_text_that_is_no_toml(tmp_path: Path, text: str, line: int) -> None:
    """A syntax error is told with its line."""
    error = refused(tmp_path, text)

    assert error.line == line
    assert error.problem.startswith("no valid TOML: ")


def test_an_end_of_file_has_no_line(tmp_path: Path) -> None:
    """Where the parser names no line, none is made up."""
    assert told(refused(tmp_path, "[venue]\nname")) == (
        None,
        "no valid TOML: Expected '=' after a key in a key/value pair (at end of document)",
        "",
    )


# Sections and keys


@pytest.mark.parametrize(
    ("text", "line", "problem", "allowed"),
    [
        (RIGHT + "[tim]\n", 17, "unknown section [tim]", "did you mean 'time'?"),
        (RIGHT + "[tables]\n", 17, "unknown section [tables]", "known: venue, accounts.A, scale, time"),
        ("patience = 2\n" + RIGHT, 1, "'patience' stands outside a section", "known sections: venue, accounts.A,"),
        (RIGHT + "[accounts]\nC = 1\n", 18, "'accounts.C' stands outside a section", "known sections: venue,"),
        (changed("patience", "patiens"), 16, "unknown key 'patiens' in [time]", "did you mean 'patience'?"),
        (changed("user =", "login ="), 8, "unknown key 'login' in [accounts.A]", "known: user, password, password-env"),
        (
            changed("[instruments.main]", "[instruments.mian]"),
            12,
            "unknown section [instruments.mian]",
            "did you mean 'instruments.main'?",
        ),
    ],
)
def test_what_nobody_knows(tmp_path: Path, text: str, line: int | None, problem: str, allowed: str) -> None:
    """An unknown section, key or role is told with the nearest one, or with all of them."""
    error = refused(tmp_path, text)

    assert (error.line, error.problem) == (line, problem)
    assert error.allowed.startswith(allowed)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "allowed"),
    [
        ('"Somewhere"', "7", 2, "name = 7 in [venue]", "a non-empty string is expected"),
        ('"Somewhere"', '""', 2, "name = '' in [venue]", "a non-empty string is expected"),
        (
            "2.0",
            '"2"',
            16,
            "patience = '2' in [time]",
            "a number of seconds above zero and not above 86400 is expected",
        ),
        ("2.0", "0", 16, "patience = 0 in [time]", "a number of seconds above zero and not above 86400 is expected"),
        (
            "2.0",
            "nan",
            16,
            "patience = nan in [time]",
            "a number of seconds above zero and not above 86400 is expected",
        ),
        (
            "2.0",
            "inf",
            16,
            "patience = inf in [time]",
            "a number of seconds above zero and not above 86400 is expected",
        ),
        (
            "2.0",
            "true",
            16,
            "patience = True in [time]",
            "a number of seconds above zero and not above 86400 is expected",
        ),
    ],
)
def test_a_value_of_the_wrong_type(tmp_path: Path, old: str, new: str, line: int, problem: str, allowed: str) -> None:
    """A value that its key cannot have is shown, with what would be right."""
    assert told(refused(tmp_path, changed(old, new))) == (line, problem, allowed)


@pytest.mark.parametrize(
    ("added", "problem", "allowed"),
    [
        ("[scale]\nlot = 0", "lot = 0 in [scale]", "a whole number above zero is expected"),
        ("[scale]\nlot = 1.5", "lot = 1.5 in [scale]", "a whole number above zero is expected"),
        ("[scale]\nlot = true", "lot = True in [scale]", "a whole number above zero is expected"),
        ("[scale]\ntick = 0.01", "tick = 0.01 in [scale]", 'a price in quotes such as "10.00" is expected'),
        ('[scale]\ntick = "a cent"', "tick = 'a cent' in [scale]", 'a price in quotes such as "10.00" is expected'),
        ('[scale]\ntick = "0"', "tick = '0' in [scale]", "a price above zero is expected"),
        ('[scale]\ntick = "-0.01"', "tick = '-0.01' in [scale]", "a price above zero is expected"),
        ('[scale]\ntick = "NaN"', "tick = 'NaN' in [scale]", "a price above zero is expected"),
        ('[features]\nmodify = "yes"', "modify = 'yes' in [features]", "true or false is expected"),
        ('[session]\nmarker = "x"', "marker = 'x' in [session]", "one of engine, gateway is expected"),
        ("[session]\nsequence-zero = 0", "sequence-zero = 0 in [session]", "one of next, last is expected"),
        (
            '[session]\nsecond-login = "both"',
            "second-login = 'both' in [session]",
            "one of takeover, refuse, mirror is expected",
        ),
        (
            '[session]\nprotocol = "soupbintcp-4.1"',
            "protocol = 'soupbintcp-4.1' in [session]",
            "one of soupbintcp-3.00, soupbintcp-4.00, soupbintcp-4.10 is expected",
        ),
        ('[rejects]\n"x" = "halted"', "x = 'halted' in [rejects]", "a list of strings is expected"),
        ('[rejects]\n"x" = ["halted", ""]', "x = ['halted', ''] in [rejects]", "a list of strings is expected"),
        ('[accept]\nnot-testable = "halt"', "not-testable = 'halt' in [accept]", "a list of strings is expected"),
        ('[control]\ncommands = "halt"', "commands = 'halt' in [control]", "a table is expected"),
        ("[control.commands]\nhalt = 1", "halt = 1 in [control.commands]", "a non-empty string is expected"),
    ],
)
def test_a_value_of_the_wrong_type_elsewhere(tmp_path: Path, added: str, problem: str, allowed: str) -> None:
    """Prices, counts, flags, words, lists and tables are checked, each in the line where it stands."""
    assert told(refused(tmp_path, RIGHT + added + "\n")) == (18, problem, allowed)


@pytest.mark.parametrize(
    ("line_taken", "line", "problem"),
    [
        ('name = "Somewhere"\n', 1, "[venue] lacks 'name'"),
        ('environment = "test"\n', 1, "[venue] lacks 'environment'"),
        ('protocol = "nasdaq-ouch-5.0"\n', 1, "[venue] lacks 'protocol'"),
        ('endpoint = "venue.example:9000"\n', 1, "[venue] lacks 'endpoint'"),
        ('user = "USERA"\n', 7, "[accounts.A] lacks 'user'"),
        ('firm = "FRMA"\n', 7, "[accounts.A] lacks 'firm'"),
        ('[instruments.main]\nsymbol = "TESTA"\n', None, "[instruments.main] lacks 'symbol'"),
        ("[time]\npatience = 2.0\n", None, "[time] lacks 'patience'"),
    ],
)
def test_what_has_to_be_given(tmp_path: Path, line_taken: str, line: int | None, problem: str) -> None:
    """Without these settings there is nothing to examine, or nobody to examine it."""
    assert told(refused(tmp_path, changed(line_taken, ""))) == (line, problem, "it must be given")


def test_every_instrument_has_a_symbol(tmp_path: Path) -> None:
    """A role without a symbol plays nothing."""
    error = refused(tmp_path, RIGHT + "[instruments.second]\nexclusive = true\n")

    assert told(error) == (17, "[instruments.second] lacks 'symbol'", "it must be given")


def test_every_account_has_a_user(tmp_path: Path) -> None:
    """A further account without a user name cannot log in."""
    error = refused(tmp_path, RIGHT + '[accounts.B]\npassword-env = "SECRET_A"\n')

    assert told(error) == (17, "[accounts.B] lacks 'user'", "it must be given")


# The venue


def test_only_a_venue_for_tests_is_examined(tmp_path: Path) -> None:
    """The suite trades: a profile that is not marked for tests is not run."""
    error = refused(tmp_path, changed('"test"', '"production"'))

    assert told(error) == (
        3,
        "the environment is 'production'",
        'only a profile marked environment = "test" is run',
    )


def test_a_protocol_that_does_not_exist(tmp_path: Path) -> None:
    """The nearest protocol is named, and all there are."""
    error = refused(tmp_path, changed("nasdaq-ouch-5.0", "nasdaq-ouch-5"))

    assert (error.line, error.problem) == (4, 'no protocol is named "nasdaq-ouch-5" (nearest: nasdaq-ouch-5.0)')
    assert "nasdaq-ouch-5.0" in error.allowed


def test_a_protocol_without_orders(tmp_path: Path) -> None:
    """The session layer alone is no venue."""
    error = refused(tmp_path, changed("nasdaq-ouch-5.0", "soupbintcp-3.00"))

    assert told(error) == (4, "soupbintcp-3.00 carries no orders", "a protocol for order entry is expected")


def test_a_revision_that_does_not_exist(tmp_path: Path) -> None:
    """The revisions of the protocol are listed."""
    error = refused(tmp_path, changed("endpoint", 'revision = "1.4"\nendpoint'))

    assert told(error) == (5, "nasdaq-ouch-5.0 has no revision '1.4'", "known: 1.02, 1.03, 1.04, 1.05")


@pytest.mark.parametrize("endpoint", ["HOST:PORT", "venue.example", "venue:0", "venue:65536", ":9000", "venue:", "v:²"])
def test_an_endpoint_that_is_none(tmp_path: Path, endpoint: str) -> None:
    """An endpoint is a host and a port that can be connected to."""
    error = refused(tmp_path, changed("venue.example:9000", endpoint))

    assert told(error) == (
        5,
        f"{endpoint!r} is no HOST:PORT with a port from 1 to 65535",
        'HOST:PORT or "embedded" is expected',
    )


@pytest.mark.parametrize(
    ("endpoint", "pair"),
    [("venue:9000", ("venue", 9000)), ("[::1]:1", ("::1", 1)), ("10.0.0.1:65535", ("10.0.0.1", 65535))],
)
def test_an_endpoint_is_host_and_port(endpoint: str, pair: tuple[str, int]) -> None:
    """Names, IPv4 and bracketed IPv6 addresses."""
    assert parse_endpoint(endpoint) == pair


def test_an_embedded_venue_is_the_reference_venue(tmp_path: Path) -> None:
    """Nothing else can run inside this process."""
    error = refused(tmp_path, changed('"venue.example:9000"', '"embedded"'))

    assert told(error) == (5, "an embedded venue is always the reference venue", "reference-venue = true is expected")


# Credentials


def test_a_password_stands_in_no_profile_of_a_venue(tmp_path: Path) -> None:
    """Outside the reference venue a password given outright is refused, and not shown."""
    error = refused(tmp_path, changed('password-env = "SECRET_A"', f'password = "{PASSWORD}"'))

    assert told(error) == (9, "[accounts.A] gives password", OUTRIGHT)


def test_one_source_of_the_password(tmp_path: Path) -> None:
    """Two sources contradict each other, and none at all lets nobody in."""
    both = changed("firm", 'password-file = "secret"\nfirm', RIGHT)
    none = changed('password-env = "SECRET_A"\n', "")

    assert told(refused(tmp_path, both)) == (9, "[accounts.A] gives password-env, password-file", OUTRIGHT)
    assert told(refused(tmp_path, none)) == (7, "[accounts.A] gives no password", OUTRIGHT)


def test_a_variable_that_is_not_set(tmp_path: Path) -> None:
    """The variable is named, for whoever sets it."""
    assert told(refused(tmp_path, RIGHT, {})) == (9, "the environment has no SECRET_A", "set it to the password")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "no text"])
def test_a_password_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """The file is named as the profile names it."""
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    error = refused(tmp_path, changed('password-env = "SECRET_A"', 'password-file = "secret"'))

    assert told(error) == (9, "password file 'secret' cannot be read", "a text file")


@pytest.mark.parametrize("password", ["", "eleven-char", "pässword"])
def test_a_password_that_does_not_fit_its_field(tmp_path: Path, password: str) -> None:
    """Ten ASCII characters are all there is room for; the password itself is not shown."""
    error = refused(tmp_path, RIGHT, {"SECRET_A": password})

    assert told(error) == (9, "the password of [accounts.A] does not fit", "1 to 10 ASCII characters")


def test_a_password_of_the_wrong_type_is_not_shown(tmp_path: Path) -> None:
    """Whatever stands where a password should is kept from the message."""
    error = refused(tmp_path, changed('password-env = "SECRET_A"', "password = 12345"))

    assert told(error) == (9, "password = *** in [accounts.A]", "a non-empty string is expected")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "allowed"),
    [
        ("USERA", "USER-AB", 8, "user = 'USER-AB' in [accounts.A]", "at most 6 ASCII characters"),
        ("USERA", "ÜSERA", 8, "user = 'ÜSERA' in [accounts.A]", "at most 6 ASCII characters"),
        ("FRMA", "FIRMA", 10, "firm = 'FIRMA' in [accounts.A]", "at most 4 ASCII characters"),
        (
            'firm = "FRMA"',
            'firm = "A"\nsecond-firm = "FIRMX"',
            11,
            "second-firm = 'FIRMX' in [accounts.A]",
            "at most 4",
        ),
        (
            'firm = "FRMA"',
            'firm = "A"\nforeign-firm = "FIRMX"',
            11,
            "foreign-firm = 'FIRMX' in [accounts.A]",
            "at most 4",
        ),
        ("TESTA", "TESTABCDE", 13, "symbol = 'TESTABCDE' in [instruments.main]", "at most 8 ASCII characters"),
    ],
)
def test_a_name_that_does_not_fit_its_field(
    tmp_path: Path, old: str, new: str, line: int, problem: str, allowed: str
) -> None:
    """User, firm and symbol have widths on the wire."""
    error = refused(tmp_path, changed(old, new))

    assert (error.line, error.problem) == (line, problem)
    assert error.allowed.startswith(allowed)


# Contradictions


@pytest.mark.parametrize(
    ("answers", "flag", "problem", "why"),
    [
        (
            {"user_ref_idx": True},
            "user-ref-idx",
            "user-ref-idx = true contradicts account-query = false",
            "channels are examined through the account query",
        ),
        (
            {"aiq_options": True},
            "aiq-options",
            "aiq-options = true contradicts self-match-prevention = false",
            "the options choose how orders are kept from trading",
        ),
        (
            {"handling_instructions": True},
            "handling-instructions",
            "handling-instructions = true contradicts cross-orders = false and retail = false",
            "an instruction goes with an order for a cross",
        ),
    ],
)
def test_flags_that_depend_on_others(
    tmp_path: Path, answers: dict[str, bool], flag: str, problem: str, why: str
) -> None:
    """An answer that cannot be true beside another one is refused by its line, with the reason."""
    error = refused(tmp_path, RIGHT + features(**answers))

    assert told(error) == (18 + FLAGS.index(flag), problem, why)


@pytest.mark.parametrize(
    "answers",
    [
        {"user_ref_idx": True, "account_query": True},
        {"handling_instructions": True, "retail": True},
        {"handling_instructions": True, "cross_orders": True},
    ],
)
def test_one_of_the_flags_that_another_needs_is_enough(tmp_path: Path, answers: dict[str, bool]) -> None:
    """A dependency names alternatives."""
    assert load(tmp_path, RIGHT + features(**answers)).features["account-query"] == answers.get("account_query", False)


@pytest.mark.parametrize(
    ("text", "line", "missing", "allowed"),
    [
        (RIGHT, None, ", ".join(FLAGS), "true or false is expected for each"),
        (
            RIGHT + features().replace("modify = false\n", "").replace("retail = false\n", ""),
            17,
            "modify, retail",
            "true or false is expected for each",
        ),
        (
            RIGHT + features().replace("modify", "modfy"),
            17,
            "modify",
            "true or false is expected for each; modfy: did you mean 'modify'?",
        ),
    ],
)
def test_every_flag_has_to_be_answered(tmp_path: Path, text: str, line: int | None, missing: str, allowed: str) -> None:
    """What nobody answered would be left out of the run in silence: all that is missing is told at once."""
    assert told(refused(tmp_path, text)) == (line, f"[features] does not answer {missing}", allowed)


@pytest.mark.parametrize(
    ("scale", "line", "problem", "allowed"),
    [
        ('base-price = "1.00"', 18, "base price 1.00 leaves no room for ticks of 0.01", "more than 100 ticks"),
        ('base-price = "10.005"', 18, "base price 10.005 is no multiple of the tick 0.01", "whole ticks"),
        ('tick = "0.00005"', 18, "a tick of 0.00005 is finer than the prices of nasdaq-ouch-5.0", "at most 4 decimals"),
    ],
)
def test_a_scale_that_cannot_be(tmp_path: Path, scale: str, line: int, problem: str, allowed: str) -> None:
    """The prices of the features have to become prices of the wire, whole and above zero."""
    error = refused(tmp_path, RIGHT + f"[scale]\n{scale}\n")

    assert (error.line, error.problem) == (line, problem)
    assert error.allowed.startswith(allowed)


FASTER = "1 or more is expected: only with reference-venue = true does time run faster"


@pytest.mark.parametrize(
    ("text", "line", "problem", "allowed"),
    [
        (RIGHT + "heartbeat = 0.5\n", 17, "heartbeat = 0.5 in [time]", FASTER),
        (RIGHT + "second = 0.99\n", 17, "second = 0.99 in [time]", FASTER),
        (
            EMBEDDED + "heartbeat = 0.2\n",
            18,
            "heartbeat = 0.2 in [time]",
            "0.25 s or more is expected: heartbeats scale at most by 4",
        ),
        (
            RIGHT + "heartbeat = 0.2\n",
            17,
            "heartbeat = 0.2 in [time]",
            "0.25 s or more is expected: heartbeats scale at most by 4",
        ),
    ],
)
def test_time_runs_faster_at_the_reference_venue_only(
    tmp_path: Path, text: str, line: int, problem: str, allowed: str
) -> None:
    """Another venue keeps the document's seconds; heartbeats scale at most by 4 anywhere."""
    assert told(refused(tmp_path, text)) == (line, problem, allowed)


@pytest.mark.parametrize(
    ("added", "line", "problem", "allowed"),
    [
        (
            '[control]\nadapter = "embedded"\n',
            18,
            "control adapter 'embedded' contradicts an endpoint of its own",
            "command or none",
        ),
        (
            '[control]\nadapter = "none"\n[control.commands]\nhalt = "x"\n',
            18,
            "commands contradict adapter 'none'",
            'adapter = "command"',
        ),
        ('[control.commands]\nhalt = "x"\n', None, "commands contradict adapter 'none'", 'adapter = "command"'),
        (
            '[control]\nadapter = "command"\n[control.commands]\nhalts = "x"\n',
            20,
            "unknown operator action 'halts'",
            "did you mean 'halt'?",
        ),
        (
            '[control]\nadapter = "command"\ncommands = {stop = "x"}\n',
            19,
            "unknown operator action 'stop'",
            "known: halt, resume, break-trade, correct-trade, cancel-order, reduce-order, update-priority, "
            "late-period, cross, market-close, start-of-day, end-of-day, end-session, start-session, drop-connection, "
            "send-unsequenced",
        ),
    ],
)
def test_an_operator_that_cannot_be_reached(
    tmp_path: Path, added: str, line: int | None, problem: str, allowed: str
) -> None:
    """Adapter, endpoint and commands have to agree, and each action has to be one."""
    assert told(refused(tmp_path, RIGHT + added)) == (line, problem, allowed)


def test_a_reason_that_the_document_does_not_know(tmp_path: Path) -> None:
    """A misspelt reject reason would accuse every venue; the nearest one is named."""
    error = refused(tmp_path, RIGHT + '[rejects]\n"unknown symbol" = ["invalid symbl"]\n')

    assert told(error) == (
        18,
        "'invalid symbl' is no reason of nasdaq-ouch-5.0, revision 1.05",
        "did you mean 'invalid symbol'?",
    )


def test_a_reason_of_a_later_revision(tmp_path: Path) -> None:
    """A venue of an older revision cannot give a reason that came later."""
    older = changed("endpoint", 'revision = "1.04"\nendpoint') + '[rejects]\n"x" = ["invalid aiq"]\n'

    assert refused(tmp_path, older).problem == "'invalid aiq' is no reason of nasdaq-ouch-5.0, revision 1.04"


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("halts", "did you mean 'halt'?"),
        ("instruments.halt", "did you mean 'instruments.halted'?"),
        ("everything", "known: halt, resume, "),
    ],
)
def test_a_prerequisite_that_nobody_needs(tmp_path: Path, name: str, allowed: str) -> None:
    """What is accepted as missing goes by the name of an action or of a section."""
    error = refused(tmp_path, RIGHT + f'[accept]\nnot-testable = ["{name}"]\n')

    assert (error.line, error.problem) == (18, f"{name!r} is nothing that could be missing")
    assert error.allowed.startswith(allowed)


def test_a_protocol_of_the_suite_without_a_profile() -> None:
    """The built-in profile of a protocol is named after it, whether or not it is there."""
    assert builtin_profile("nasdaq-ouch-5.0").exists()
    assert not builtin_profile("no-such-protocol").exists()


def test_words_that_are_as_near_are_suggested_together() -> None:
    """Where two known words are as much like the misspelt one, neither is preferred in silence."""
    assert nearest("ball", ("bell", "bull", "halt")) == "did you mean 'bull' or 'bell'?"
    assert nearest("selll", ("sell", "sell short")) == "did you mean 'sell'?"
    assert nearest("qty", ("price", "quantity", "min qty")) == "did you mean 'quantity' or 'min qty'?"
    assert nearest("tif", ("side", "time in force")) == "did you mean 'time in force'?"
    assert nearest("x", ("bell", "bull")) == "known: bell, bull"


def test_a_limit_that_is_none(tmp_path: Path) -> None:
    """Beside a time there is one word for it."""
    right = 'a number of seconds above zero and not above 86400 is expected, or "never"'
    assert told(refused(tmp_path, RIGHT + 'idle-timeout = "no"\n')) == (17, "idle-timeout = 'no' in [time]", right)
