"""What the judge knows of each protocol beyond its layout fits the layout and the catalogue."""

from __future__ import annotations

import fnmatch

import pytest
from lxml import etree

from ouch_conformance.judge.dialect import ANSWER_TO, DIALECTS, RULES, Dialect, Kind, Role, Topic, globs, judging
from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.resources import data_root
from tests.judge.judge_bytes import OUCH50
from tests.judge.judge_bytes42 import OUCH42

ALL = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
ONLY_OUCH42 = {Kind.TRADE_NOW, Kind.TRADING_NOW, Kind.REFERENCED, Kind.CORRECTED}
ONLY_GENIUM = {Kind.CANCEL_BY_REFERENCE}


def fields_of(dialect: Dialect) -> set[str]:
    """The fields of a protocol's messages."""
    return {field.name for message in protocol(dialect.protocol).messages for field in message.fields}


def options_of(dialect: Dialect) -> set[str]:
    """The options of a protocol's appendages."""
    return {option.name for option in protocol(dialect.protocol).options.values()}


@ALL
def test_every_message_has_a_purpose(dialect: Dialect) -> None:
    """The messages of the dialect are those of the specification."""
    assert set(dialect.kinds) == {message.name for message in protocol(dialect.protocol).messages}


def test_every_purpose_has_a_message() -> None:
    """OUCH 5.0 has a message of each kind but for Trade Now, reference prices and corrections, which are 4.2's."""
    assert set(OUCH50.kinds.values()) == set(Kind) - ONLY_OUCH42 - ONLY_GENIUM
    assert set(OUCH42.kinds.values()) >= ONLY_OUCH42


@ALL
def test_requests_come_in_and_answers_go_out(dialect: Dialect) -> None:
    """What consumes a number or has an answer comes from the member; the answers come from the venue."""
    direction = {dialect.kinds[message.name]: message.direction for message in protocol(dialect.protocol).messages}

    assert {direction[kind] for kind in dialect.consuming | set(ANSWER_TO.values()) if kind in direction} == {
        "incoming"
    }
    assert {direction[kind] for kind in ANSWER_TO if kind in direction} <= {"outgoing"}


@ALL
def test_every_rule_is_a_living_requirement(dialect: Dialect) -> None:
    """No invariant is judged under an id that the catalogues do not hold, or hold no more."""
    known = {**catalogue(dialect.protocol).requirements, **catalogue("soupbintcp-3.00").requirements}

    assert [rule for rule, name in dialect.rules.items() if name not in known or known[name].retired] == []


@ALL
def test_named_fields_and_options_exist(dialect: Dialect) -> None:
    """Roles, channel, share counts, discretion and defaults are names of the specification."""
    fields, options = fields_of(dialect), options_of(dialect)

    assert {*dialect.fields.values(), *dialect.named.values()} <= fields | options
    assert dialect.numbers <= fields
    assert dialect.channel is None or dialect.channel in options
    assert dialect.shares <= fields | options
    assert dialect.discretion <= options
    assert set(dialect.defaults) <= {field.name for field in protocol(dialect.protocol).message("EnterOrder").fields}


@ALL
def test_what_names_an_order_is_found_in_every_message_about_one(dialect: Dialect) -> None:
    """Each message about an order names it under the role of the key."""
    general = {Kind.EVENT, Kind.QUERY, Kind.CANCEL_BY_REFERENCE}
    messages = [each for each in protocol(dialect.protocol).messages if dialect.kinds[each.name] not in general]
    named = {each.name: dialect.name(dialect.kinds[each.name], Role.KEY) for each in messages}

    assert [each.name for each in messages if named[each.name] not in {field.name for field in each.fields}] == []


@ALL
def test_every_section_has_requirements_of_its_own_protocol(dialect: Dialect) -> None:
    """A sentence that judges a section judges it in this protocol: each glob finds some of its requirements."""
    found = [glob for ids in dialect.sections.values() for glob in ids]

    assert [glob for glob in found if not fnmatch.filter(catalogue(dialect.protocol).requirements, glob)] == []


def test_a_sentence_judges_a_section_in_all_protocols() -> None:
    """What is about fills is judged where each document speaks of them; what only one has, in that one."""
    assert {"OUCH50-3.6-*", "OUCH42-3.7-*"} <= set(globs(judging(Kind.EXECUTED)))
    assert {"OUCH50-2.5-*", "OUCH42-2.5-*"} <= set(globs(judging(Kind.MASS_CANCEL, Kind.TRADE_NOW)))
    assert globs(("SOUP-L1", "SOUP-L2", "SOUP-L1")) == ("SOUP-L1", "SOUP-L2")


def test_the_schema_knows_every_purpose() -> None:
    """What a conduct.xml may say is what the judge understands, word for word."""
    schema = etree.parse(data_root() / "specs" / "schema" / "conduct.rng")
    names = {"rng": "http://relaxng.org/ns/structure/1.0"}

    def allowed(define: str) -> set[str]:
        return {str(each.text) for each in schema.iterfind(f".//rng:define[@name='{define}']//rng:value", names)}

    assert allowed("kind") == {kind.name.lower().replace("_", "-") for kind in Kind}
    assert allowed("role-name") == {role.name.lower() for role in Role}
    assert allowed("rule") - set(RULES) == {"echo-accepted", "echo-replaced", "echo-rejected"}
    assert {each.text for each in schema.iterfind(".//rng:element[@name='topic']//rng:value", names)} == {
        topic.name.lower() for topic in Topic
    }


def test_a_kind_has_one_name() -> None:
    """A kind is looked up by its purpose; a dialect without such a message says so."""
    assert OUCH50.message_name(Kind.CANCEL) == "CancelOrderRequest"
    assert OUCH42.message_name(Kind.EXECUTED) == "Executed"
    with pytest.raises(KeyError):
        Dialect("x").message_name(Kind.CANCEL)


def test_a_role_has_the_name_that_the_message_gives_it() -> None:
    """A replacement names itself otherwise than an order does (4.2 2.2); a role without a field has no name."""
    assert OUCH42.name(Kind.CANCEL, Role.KEY) == "orderToken"
    assert OUCH42.name(Kind.REPLACE, Role.KEY) == "replacementOrderToken"
    assert OUCH42.name(Kind.ENTER, Role.LABEL) == ""
    assert OUCH42.read(object(), Role.LABEL, "none") == "none"


def test_dialects_go_by_their_protocol() -> None:
    """The dialect of a protocol is found under the protocol's name."""
    assert all(name == dialect.protocol for name, dialect in DIALECTS.items())
    assert len(DIALECTS) == len(list(DIALECTS))
    assert "soupbintcp-3.00" not in DIALECTS
