"""A new project runs as it is, and tells what is wrong when something is."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from tests.project.project_tools import NewProject, sums, venue_process

ORDERS = "features/oe/1_orders.feature"
FRESH = {"pass": 3}


@pytest.fixture
def project(tmp_path: Path) -> NewProject:
    """A project with one application, `oe`."""
    return NewProject(tmp_path)


def test_a_new_project_passes_at_once(project: NewProject) -> None:
    """`pytest` alone runs the first feature against the embedded venue, from a folder below as well."""
    run = project.pytest(below="features")

    assert (run.returncode, run.stderr) == (0, "")
    assert sums(run) == FRESH
    events = [json.loads(line) for line in (project.folder / "reports/events.jsonl").read_text().splitlines()]
    assert "orderBookId" in json.dumps(events)


def test_a_venue_of_ones_own_is_examined_by_profile(project: NewProject) -> None:
    """The second profile leads to another process over TCP, with a password from the environment."""
    project.change("profiles/oe-venue.toml", '"USER-A"', '"MEMBRA"')

    with venue_process("--spec-file", str(project.folder / "specs/oe/messages.xml")) as target:
        project.change("profiles/oe-venue.toml", '"HOST:PORT"', f'"{target}"')
        run = project.pytest("--ouch-profile=profiles/oe-venue.toml", OE_PASSWORD_A="alpha-pass")

    assert (run.returncode, run.stderr) == (0, "")
    assert sums(run) == FRESH


def test_a_venue_that_is_wrong_is_found_out(project: NewProject) -> None:
    """A message that is not the wanted one, and one with another value: status 1, told with id, wanted and seen."""
    project.change(ORDERS, "    Then the member receives Rejected", "    Then the member receives Accepted")
    project.change(ORDERS, "| order id      | >= 1       |", "| order id      | >= 2       |")

    run = project.pytest()

    assert run.returncode == 1
    assert sums(run) == {"fail": 2, "pass": 1}
    told = " ".join(run.stdout.split())
    assert "fail: the member receives Accepted requirement OE-1-01, section 1 (must): An order for a quantity" in told
    assert "expected Accepted with orderId >= 2 observed Accepted with orderId 1" in told
    assert "expected Accepted observed Rejected, reason 0" in told
    assert "^ orderId 1 0010 42 " in told


def test_a_venue_that_says_nothing_leaves_it_open(project: NewProject) -> None:
    """No answer in time proves nothing: inconclusive, status 6."""
    project.change("profiles/oe-embedded.toml", "patience = 2.0", "patience = 0.1")
    project.change(ORDERS, "    Then the member receives Rejected", "    Then the member receives Rejected\n" * 2)

    run = project.pytest()

    assert (run.returncode, sums(run)) == (6, {"inconclusive": 1, "pass": 2})
    assert "expected Rejected observed nothing within 0.1 s" in " ".join(run.stdout.split())


def test_a_faulty_message_is_not_what_was_wanted(project: NewProject) -> None:
    """A target of the command line with a shorter message of that name: its bytes are told, not taken for an answer."""
    venue = NewProject(project.folder, "oe")
    venue.change("specs/oe/messages.xml", '<field name="reason" type="int_2_be"/>', "")

    with venue_process("--spec-file", str(venue.folder / "specs/oe/messages.xml")) as target:
        run = project.pytest(f"--ouch-target={target}", "--ouch-protocol=oe")

    assert (run.returncode, sums(run)) == (1, {"fail": 1, "pass": 2})
    told = "expected Rejected with a length of 3 bytes observed Rejected with a length of 1 bytes"
    assert told in " ".join(run.stdout.split())


def test_everything_misspelt_is_told_at_once(project: NewProject) -> None:
    """Message, column, code, number and id: one refusal with file and line for each, before anything runs."""
    mistakes = """
      @OE-1-01
      Scenario: Many mistakes
        Given the member is logged in
        When the member sends EnterOder
        When the member sends Accepted
        When the member sends EnterOrder
          | order book | side | quantity | price |
          | 1          | buy  | 100      | 20    |
        When the member sends EnterOrder
          | side  | quantity                  | price |
          | bought | 9223372036854775808      | 1.5   |
        When the member sends EnterOrder
          | quantity |
          | 100      |
        Then the member receives EnterOrder
        Then the member receives Accepted
          | field    | value     |
          | order id | the first |
    """
    with (project.folder / ORDERS).open("a", encoding="utf-8") as feature:
        feature.write(textwrap.indent(textwrap.dedent(mistakes), "  "))
    first = len((project.folder / ORDERS).read_text().splitlines()) - 19

    run = project.pytest()

    told = [line.split(": ", 1) for line in run.stderr.splitlines() if line.startswith("features/")]
    places = [int(place.rpartition(":")[2]) - first for place, _ in told]
    assert run.returncode == 4
    assert list(zip(places, [text for _, text in told], strict=True)) == [
        (5, "'EnterOder' is no message that a member sends; did you mean 'EnterOrder'?"),
        (6, "'Accepted' is no message that a member sends: known: EnterOrder"),
        (7, "unknown column 'order book'; did you mean 'order book id'?"),
        (10, "'1.5' is no value of 'price': a whole number is expected"),
        (
            10,
            "'9223372036854775808' does not fit 'quantity': -9,223,372,036,854,775,808 to 9,223,372,036,854,775,807",
        ),
        (10, "'bought' is no value of 'side': known: buy, sell"),
        (13, "the column 'side' is missing: the field has no default"),
        (16, "'EnterOrder' is no message that a member receives: known: Accepted, Rejected"),
        (17, "'the first' is no value of 'order id': a whole number is expected"),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "specs/oe/messages.xml",
            '<field name="price" type="int_8_be"/>',
            '<field name="price" type="int_8_bee"/>',
            'specs/oe/messages.xml:48: unknown type of field price: "int_8_bee" (nearest: int_8_be); allowed: ',
        ),
        (
            "pyproject.toml",
            'ouch_specs = ["specs"]',
            'ouch_specs = ["spec"]',
            "spec is no folder; allowed: a folder with one folder for each protocol",
        ),
        (
            "pyproject.toml",
            'ouch_profile = "profiles/oe-embedded.toml"',
            'ouch_profile = "profiles/oe.toml"',
            "profiles/oe.toml: the profile cannot be read: No such file or directory",
        ),
    ],
    ids=["type", "specs", "profile"],
)
def test_a_wrong_file_is_told_with_its_line(project: NewProject, file: str, old: str, new: str, told: str) -> None:
    """Specification, requirements, profile, ini file: one message, status 4, no trace."""
    project.change(file, old, new)

    run = project.pytest()

    assert run.returncode == 4
    assert told in run.stderr
    assert "Traceback" not in run.stderr + run.stdout


def test_an_xml_that_the_embedded_venue_cannot_speak_is_told(project: NewProject) -> None:
    """Without a message that accepts there is no rule to answer by: said before the first scenario."""
    for file in ("specs/oe/messages.xml", ORDERS):
        path = project.folder / file
        path.write_text(path.read_text().replace("Accepted", "Taken"), encoding="utf-8")

    run = project.pytest()

    assert run.returncode == 4
    assert "the venue cannot speak oe by rule: it needs an outgoing message whose name holds 'accept'" in run.stderr


def test_several_applications_live_side_by_side(tmp_path: Path) -> None:
    """Each has its profile; the features of the other are read and take no part."""
    project = NewProject(tmp_path, "oe", "drop_copy")

    first, second = project.pytest(), project.pytest("--ouch-profile=profiles/drop_copy-embedded.toml")

    assert [first.returncode, second.returncode] == [0, 0]
    assert [sums(first), sums(second)] == [FRESH, FRESH]
    assert "features/oe/1_orders.feature ..." in first.stdout
    assert "features/drop_copy/1_orders.feature ..." in second.stdout


def test_the_sentence_of_the_conftest_works(project: NewProject) -> None:
    """The example that the conftest explains is one that runs."""
    text = (project.folder / "conftest.py").read_text()
    example = textwrap.dedent(text.split(":\n\n", 1)[1].rstrip().removesuffix('"""'))
    (project.folder / "conftest.py").write_text(example, encoding="utf-8")
    project.change("profiles/oe-embedded.toml", "heartbeat = 1.0", "heartbeat = 0.25")
    project.change(ORDERS, "is rejected\n", "is rejected\n    When the member stays logged in for a heartbeat\n")

    run = project.pytest()

    assert (run.returncode, sums(run)) == (0, FRESH)
