"""The requirement catalogues against the numbered rows made from the documents (tests/data/requirement_rows.csv).

Each row gives an id, its marking (said, inf, open, or two of them), the means by which it can be seen, and the id that
took over the weaker part of a row with two markings. Rows of SoupBinTCP have no marking; among their means, U is for
unspecified and C for the client's duty.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ouch_conformance.spec.library import catalogue, protocol, protocol_names
from ouch_conformance.spec.requirements import Level, Requirement
from tests.family.differences import EDITIONS

ROWS = Path(__file__).parents[1] / "data" / "requirement_rows.csv"
# What no row has: nothing unasked, listed codes only, which of the freely echoed fields come back.
OWN = {
    # What comes unasked, what is listed, and what the scenarios made from a layout ask.
    "nasdaq-ouch-4.2": {"OUCH42-2-03", "OUCH42-2-04", "OUCH42-2-05", "OUCH42-3-03", "OUCH42-3-04", "OUCH42-3.3-09"},
    "nasdaq-ouch-5.0": {"OUCH50-2-03", "OUCH50-2-04", "OUCH50-2-05", "OUCH50-3-05", "OUCH50-3-06", "OUCH50-3.2-06"},
    # What a venue states of itself, second logins, and packets that are none.
    "soupbintcp-3.00": {"SOUP-F8", "SOUP-L18", "SOUP-L19", "SOUP-L20", "SOUP-H9"},
}
PREFIX = {"nasdaq-ouch-4.2": "OUCH42-", "nasdaq-ouch-5.0": "OUCH50-", "soupbintcp-3.00": "SOUP-"}
OUCH = ("nasdaq-ouch-4.2", "nasdaq-ouch-5.0")
LEVELS = {"said": Level.MUST, "inf": Level.DERIVED, "open": Level.OBSERVE}
MEANS = {"B": "session", "R": "reconnect", "T": "time", "O": "operator", "C": "none"}
OUCH_MEANS = {"1": "session", "1x": "self-trade", "2": "second-account", "T": "phase", "OP": "operator"}
OUCH_MEANS |= {"CFG": "configuration", "CL": "none"}


def rows(protocol_name: str) -> list[dict[str, str]]:
    """The rows of one protocol."""
    with ROWS.open() as file:
        return [row for row in csv.DictReader(file) if row["id"].startswith(PREFIX[protocol_name])]


def ouch_rows() -> list[dict[str, str]]:
    """The rows of both protocols of orders."""
    return [row for name in OUCH for row in rows(name)]


def requirement(id_: str) -> Requirement:
    """A requirement of any of the protocols."""
    [name] = [name for name, prefix in PREFIX.items() if id_.startswith(prefix)]
    return catalogue(name)[id_]


@pytest.mark.parametrize("name", list(PREFIX))
def test_a_catalogue_holds_every_row_and_no_other(name: str) -> None:
    """Every numbered row has its requirement; beside them stand split-off halves and our own additions."""
    expected = {row["id"] for row in rows(name)} | {row["weaker part"] for row in rows(name)} | OWN[name]
    assert set(catalogue(name).requirements) == expected - {""}


@pytest.mark.parametrize("row", ouch_rows(), ids=lambda row: row["id"])
def test_a_level_follows_the_marking(row: dict[str, str]) -> None:
    """Said is must, inferred is derived, open is observe; the stronger of two keeps the id."""
    strongest, *weaker = sorted((LEVELS[mark] for mark in row["marking"].split("/")), key=list(Level).index)
    found = requirement(row["id"])

    assert found.level is strongest
    assert bool(row["weaker part"]) is bool(weaker)
    assert not weaker or requirement(row["weaker part"]).level is weaker[0]
    assert (found.subject == "member") is (row["means"] == "CL")


@pytest.mark.parametrize("row", rows("soupbintcp-3.00"), ids=lambda row: row["id"])
def test_a_row_of_soupbintcp_is_a_must_unless_it_is_open(row: dict[str, str]) -> None:
    """Unspecified rows and permissions (L2, H5) are observed, as is a limit that 3.00 does not state (S10)."""
    found = requirement(row["id"])
    observed = "U" in row["means"].split() or row["id"] in {"SOUP-L2", "SOUP-H5", "SOUP-S10"}

    assert found.level is (Level.OBSERVE if observed else Level.MUST)
    assert (found.subject == "member") is (row["means"] == "C")


@pytest.mark.parametrize("row", rows("soupbintcp-3.00") + ouch_rows(), ids=lambda row: row["id"])
def test_a_requirement_says_how_it_can_be_seen(row: dict[str, str]) -> None:
    """The means of a row are all named, by the requirement or by the half that was split off."""
    means = MEANS if row["id"].startswith("SOUP") else OUCH_MEANS
    named = {*requirement(row["id"]).observable}
    if row["weaker part"]:
        named |= {*requirement(row["weaker part"]).observable}

    assert {means[tag] for tag in row["means"].split() if tag in means} <= named


def test_what_belongs_to_soupbintcp_4_is_filed_with_its_reason() -> None:
    """U4 and H7 are sentences of 4.x: a venue of 3.00 has nothing to show for them."""
    for id_ in ("SOUP-U4", "SOUP-H7"):
        found = requirement(id_)
        assert found.not_tested_category == "not-observable"
        assert "belongs to SoupBinTCP 4.x" in (found.not_tested or "").lower().replace("soupbintcp", "SoupBinTCP")


@pytest.mark.parametrize(("name", "own"), [("soupbintcp-4.00", set()), ("soupbintcp-4.10", {"SOUP-L21", "SOUP-H10"})])
def test_a_later_session_asks_for_what_the_first_one_did(name: str, own: set[str]) -> None:
    """Each row of 3.00 stands there with its words and level, or is retired; what belongs to the version is asked."""
    first, later = catalogue("soupbintcp-3.00"), catalogue(name)
    assert set(later.requirements) == {*first.requirements, *own}
    for one in first:
        found = later[one.id]
        assert (found.sentence, found.level, found.features) == (one.sentence, one.level, one.features)
    retired = {found.id for found in later if found.retired}
    asked = {found.id for found in later if first.requirements.get(found.id, found).not_tested != found.not_tested}
    assert (retired, asked - {"SOUP-S10"}) == {
        "soupbintcp-4.00": (set(), {"SOUP-U4", "SOUP-H7"}),
        "soupbintcp-4.10": ({"SOUP-H5", "SOUP-H9"}, {"SOUP-U4", "SOUP-H7"}),
    }[name]
    assert later["SOUP-U4"].not_tested is None
    assert (later["SOUP-H7"].not_tested is None) is (name == "soupbintcp-4.10")


def test_clients_duties_are_filed_as_such() -> None:
    """A requirement of the member is never judged at a venue."""
    duties = [found for name in PREFIX for found in catalogue(name) if found.subject == "member"]
    assert {found.not_tested_category for found in duties} == {"clients-duty"}
    assert {found.observable for found in duties} == {("none",)}


def test_the_inferred_rule_against_unasked_messages_is_ours() -> None:
    """OUCH50-3-05 is derived and judged on every session of one connection."""
    found = requirement("OUCH50-3-05")
    assert (found.level, found.subject, found.observable) == (Level.DERIVED, "venue", ("session",))


@pytest.mark.parametrize("name", list(PREFIX))
def test_requirements_belong_to_a_section_and_a_revision_of_their_protocol(name: str) -> None:
    """Ids of OUCH name their section, `since` names a revision, and a feature that is needed is declared."""
    for found in catalogue(name):
        assert found.since is None or found.since in protocol(name).revisions
        if name in OUCH:
            assert found.id == f"{PREFIX[name]}{found.section}-{found.id.rpartition('-')[2]}"
    assert {flag for found in catalogue(name) for flag in found.features} <= set(catalogue(name).features)


def test_sentences_are_whole_and_their_own() -> None:
    """Each sentence stands once, starts with a capital and ends; what is only observed is asked as a question."""
    found = [found for name in protocol_names() for found in catalogue(name)]
    # Editions of one document say the same under the same number.
    once = [found for found in found if found.id.split("-")[0] not in {edition.prefix[:-1] for edition in EDITIONS}]
    # What the versions of SoupBinTCP have in common is one row with one id.
    assert len({one.sentence for one in once}) == len({one.id for one in once})
    for one in found:
        assert one.sentence[0].isupper()
        assert ("?" in one.sentence) is (one.level is Level.OBSERVE)
        assert one.sentence.endswith((".", "?"))


def test_causes_are_sentences_about_rules_that_a_venue_can_break() -> None:
    """A cause is a statement of its own; an open question and a member's duty have none. Most rules need none."""
    found = [found for name in PREFIX for found in catalogue(name) if found.cause]
    assert found
    for one in found:
        assert one.cause != one.sentence
        assert one.cause
        assert one.cause[0].isupper()
        assert one.cause.endswith(".")
        assert one.level is not Level.OBSERVE
        assert one.subject == "venue"


def test_a_cause_is_read_in_one_line() -> None:
    """The words of the file, whatever its line breaks."""
    found = catalogue("soupbintcp-3.00")["SOUP-L4"]
    assert found.cause == "The heartbeat timer starts with the TCP connection instead of with Login Accepted."


def test_a_catalogue_is_read_by_id() -> None:
    """A catalogue answers `in`, `[]`, iteration and length, and knows its document and file."""
    soup = catalogue("soupbintcp-3.00")
    assert "SOUP-L12" in soup
    assert "SOUP-L99" not in soup
    assert soup["SOUP-L12"].section == "2.3.1"
    assert [found.id for found in soup][:2] == ["SOUP-F1", "SOUP-F2"]
    assert len(soup) == len(soup.requirements)
    assert soup.protocol == "soupbintcp-3.00"
    assert soup.document.startswith("SoupBinTCP 3.00")
    assert soup["SOUP-F1"].line > 0
    assert soup["SOUP-F6"].also == ("2.2.3", "2.3.2")
