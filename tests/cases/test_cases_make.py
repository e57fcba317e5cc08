"""What holds of every feature that is made: it claims what a requirement says, and asks whether all is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.cases.errors import CasesError
from ouch_conformance.cases.make import Maker, check_names, features
from ouch_conformance.cli import main
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.loader import load_catalogue
from ouch_conformance.spec.requirements import Level
from ouch_conformance.spec.resources import data_root
from ouch_conformance.wire import codec
from tests.cases.reading import OUCH42, OUCH50, SERVES, made, read

JPX = "jpx-ouch-5.0"
SERVING = {
    OUCH50: {"OUCH50-2.1-01", "OUCH50-2.3-02"},
    OUCH42: {"OUCH42-2.1-01", "OUCH42-2.3-02"},
    JPX: {"JPX-J7", "JPX-J20"},
    "japannext-ouch-2.01": {"JNX-P5", "JNX-P13"},
    "japannext-bonds-ouch-2.01": {"JNXB-P5", "JNXB-P13"},
    "odx-ouch-2.0": {"ODX-P5", "ODX-P13"},
}
"""The rules by which a venue takes an order and takes it out again."""
MADE = [(name, file.removesuffix(".feature")) for name in SERVING for file in made(name)]


@pytest.mark.parametrize(("name", "file"), MADE)
def test_an_open_question_is_recorded_and_a_rule_is_judged(name: str, file: str) -> None:
    """Where the nearest requirement only asks, anything may come; where it is a rule, its own Then stands there."""
    book = {**catalogue("soupbintcp-3.00").requirements, **catalogue(name).requirements}
    for outline in read(name, file):
        asks = book[outline.tags[0]].level is Level.OBSERVE
        assert asks is any("is recorded" in step for step in outline.steps), outline.title


@pytest.mark.parametrize(("name", "file"), MADE)
def test_every_scenario_ends_with_an_order_that_lives(name: str, file: str) -> None:
    """Whatever was sent, a valid order is accepted and can be cancelled: both are rules without an exception."""
    for outline in read(name, file):
        assert outline.steps[-1] == SERVES
        assert SERVING[name] <= set(outline.tags)


def test_every_request_is_there() -> None:
    """Eight messages of a member in 5.0, five in 4.2, six in Osaka, and the session below."""
    assert list(made(OUCH50)) == [
        "enter_order.feature",
        "replace_order_request.feature",
        "cancel_order_request.feature",
        "modify_order_request.feature",
        "mass_cancel_request.feature",
        "disable_order_entry_request.feature",
        "enable_order_entry_request.feature",
        "account_query_request.feature",
        "session_packets.feature",
    ]
    assert list(made(OUCH42)) == [
        "enter_order.feature",
        "replace_order.feature",
        "cancel_order.feature",
        "modify_order.feature",
        "trade_now.feature",
        "session_packets.feature",
    ]
    assert list(made(JPX)) == [
        "enter_order.feature",
        "enter_mm_order.feature",
        "replace_order.feature",
        "cancel_order.feature",
        "cancel_by_order_id.feature",
        "mass_cancel.feature",
        "session_packets.feature",
    ]


def test_the_second_message_that_enters_an_order_is_named() -> None:
    """Its cases are those of its own fields, by the sentence that says which message enters the order."""
    first, second = (read(JPX, file)[0].steps[1] for file in ("enter_order", "enter_mm_order"))

    assert first == 'When the member enters a buy as "the order"'
    assert second == 'When the member enters a buy as "the order" by "Enter MM Order"'
    fields = {row["field"] for outline in read(JPX, "enter_mm_order") for row in outline.rows if "field" in row}
    assert fields == {"side", "quantity", "price", "client account", "exchange info"}


def test_a_cancel_by_the_venues_number_tries_no_number_that_another_order_may_have() -> None:
    """The number at its limits, the side outside its list; the bytes as those of any message about an order."""
    outlines = read(JPX, "cancel_by_order_id")

    numbers = [row["value"] for each in outlines for row in each.rows if row.get("field") == "order id"]
    assert numbers == ["raw 0", "raw 18446744073709551615"]
    assert {each.steps[1] for each in outlines} == {
        'When the member cancels "the buy" by its number as "the request"',
        'When the member sends an altered CancelByOrderId about "the buy"',
    }


def test_what_a_venue_may_lack_is_a_flag() -> None:
    """A message that a venue need not have carries the flag of its section."""
    flagged = {file: read(OUCH50, file)[0].tags[-1] for _, file in MADE[:8]}

    assert flagged["mass_cancel_request"] == "pics:mass-cancel"
    assert flagged["modify_order_request"] == "pics:modify"
    assert flagged["account_query_request"] == "pics:account-query"
    assert not flagged["enter_order"].startswith("pics:")


def test_an_early_revision_has_what_it_had() -> None:
    """1.02 knows no Mass Cancel, no UserRefIdx, and nothing behind the nine bytes of a Cancel."""
    early = features(OUCH50, "1.02")

    assert "mass_cancel_request.feature" not in early
    assert "appendage" not in early["cancel_order_request.feature"]
    assert "user ref idx" not in early["enter_order.feature"]


def test_nothing_is_made_of_a_protocol_whose_orders_are_not_known() -> None:
    """A layout alone does not say which message enters an order."""
    with pytest.raises(CasesError, match="nothing can be made for sample-ouch"):
        features("sample-ouch")


def test_the_command_prints_what_a_run_would_collect(capsys: pytest.CaptureFixture[str]) -> None:
    """All of a protocol, or one message."""
    assert main(["generated", OUCH42]) == 0
    assert capsys.readouterr().out == "\n".join(made(OUCH42).values())
    assert main(["generated", OUCH42, "--message", "TradeNow", "--revision", "4.2-bx"]) == 0
    assert capsys.readouterr().out == features(OUCH42, "4.2-bx")["trade_now.feature"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nasdaq-ouch-5"], 'no protocol is named "nasdaq-ouch-5"'),
        (
            [OUCH50, "--message", "EnterOrders"],
            "no scenarios are made of 'EnterOrders' (nearest: EnterOrder); allowed: ",
        ),
        ([OUCH50, "--message", "OrderAccepted"], "no scenarios are made of 'OrderAccepted'"),
        ([OUCH50, "--revision", "1.06"], "nasdaq-ouch-5.0 has no revision '1.06'; allowed: 1.02, 1.03, 1.04, 1.05"),
        (["sample-ouch"], "nothing can be made for sample-ouch: "),
    ],
)
def test_a_wrong_word_is_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, status 4."""
    assert main(["generated", *words]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_an_oracle_of_something_that_is_not_there_is_told(tmp_path: Path) -> None:
    """It would speak of nothing, in silence."""
    (tmp_path / "requirements.xml").write_text(
        '<requirements protocol="p" document="d">\n'
        '<requirement id="P-1" section="1" level="must" observable="session">\n<sentence>It answers.</sentence>\n'
        '<oracle cases="code" of="EnterOrder.sides" then="ignored"/>\n</requirement>\n</requirements>\n'
    )
    with pytest.raises(CasesError, match=r'requirements.xml:2: an oracle of P-1 names "EnterOrder.sides" \(nearest: '):
        check_names(load_catalogue(tmp_path / "requirements.xml"), protocol(OUCH50))


def test_the_guide_shows_what_is_made() -> None:
    """The outline on the page is one of those that the command prints."""
    page = (data_root() / "docs" / "generated.md").read_text("utf-8")
    shown = page.split("```gherkin\n")[1].split("```")[0]

    assert shown in made(OUCH50)["cancel_order_request.feature"]


def test_a_judgement_that_a_message_has_no_name_for_is_told(tmp_path: Path) -> None:
    """A Cancel asks for no order that could be accepted."""
    (tmp_path / "requirements.xml").write_text(
        '<requirements protocol="p" document="d">\n'
        '<requirement id="P-1" section="1" level="must" observable="session">\n<sentence>It answers.</sentence>\n'
        '<oracle cases="boundary" then="accepted"/>\n</requirement>\n</requirements>\n'
    )
    maker = Maker(codec(OUCH50), DIALECTS[OUCH50], load_catalogue(tmp_path / "requirements.xml"))
    with pytest.raises(CasesError, match=r'2: an oracle of P-1 says "accepted", which CancelOrderRequest cannot be'):
        maker.text(protocol(OUCH50).message("CancelOrderRequest"))
    assert '"the order" is accepted' in maker.text(protocol(OUCH50).message("EnterOrder"))
