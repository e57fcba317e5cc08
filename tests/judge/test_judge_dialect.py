"""What the judge knows of OUCH 5.0 beyond its layout fits the layout and the catalogue."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.dialect import ANSWER_TO, CONSUMING, DIALECTS, OUCH50, Kind
from ouch_conformance.spec.library import catalogue, protocol

PROTOCOL = protocol("nasdaq-ouch-5.0")


def test_every_message_has_a_purpose() -> None:
    """The messages of the dialect are those of the specification, each with a kind of its own."""
    assert set(OUCH50.kinds) == {message.name for message in PROTOCOL.messages}
    assert sorted(kind.name for kind in OUCH50.kinds.values()) == sorted(kind.name for kind in Kind)


def test_requests_come_in_and_answers_go_out() -> None:
    """What consumes a number or has an answer comes from the member; the answers come from the venue."""
    direction = {OUCH50.kinds[message.name]: message.direction for message in PROTOCOL.messages}

    assert {direction[kind] for kind in CONSUMING | set(ANSWER_TO.values())} == {"incoming"}
    assert {direction[kind] for kind in ANSWER_TO} == {"outgoing"}


def test_every_rule_is_a_living_requirement() -> None:
    """No invariant is judged under an id that the catalogues do not hold, or hold no more."""
    known = {**catalogue("nasdaq-ouch-5.0").requirements, **catalogue("soupbintcp-3.00").requirements}

    assert [rule for rule, name in OUCH50.rules.items() if name not in known or known[name].retired] == []


def test_named_fields_and_options_exist() -> None:
    """Keys, channel, share counts and discretion are names of the specification."""
    fields = {field.name for message in PROTOCOL.messages for field in message.fields}
    options = {option.name for option in PROTOCOL.options.values()}

    assert {OUCH50.key, OUCH50.original_key} <= OUCH50.numbers <= fields
    assert OUCH50.channel in options
    assert OUCH50.shares <= fields | options
    assert OUCH50.discretion <= options


def test_a_kind_has_one_name() -> None:
    """A kind is looked up by its purpose; a dialect without such a message says so."""
    assert OUCH50.message_name(Kind.CANCEL) == "CancelOrderRequest"
    with pytest.raises(KeyError):
        type(OUCH50)("x", {}, "", "", frozenset(), None, frozenset(), frozenset(), {}).message_name(Kind.CANCEL)


def test_dialects_go_by_their_protocol() -> None:
    """The dialect of a protocol is found under the protocol's name."""
    assert all(name == dialect.protocol for name, dialect in DIALECTS.items())
