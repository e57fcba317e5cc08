"""`ouch-conformance new-scenario`: where a skeleton is written, what stands in it, and that it cannot pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.authoring.scaffold import write_skeleton

from .desk import Desk

CANCEL = "features/nasdaq-ouch-5.0/2.3_cancel_order.feature"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty project."""
    return Desk(tmp_path)


def test_a_skeleton_is_written_where_it_belongs(desk: Desk) -> None:
    """The file is called as the suite calls that of the section; it says requirement, fields and what can judge it."""
    run = desk.command("new-scenario", "OUCH50-2.3-01")
    assert run.returncode == 0, run.stderr
    text = (desk.folder / CANCEL).read_text()
    place, line = run.stdout.splitlines()[0].rsplit(":", 1)
    assert place == CANCEL
    assert text.splitlines()[int(line) - 1].startswith("  Scenario: ")
    assert text.startswith("Feature: Cancel Order Request (2.3)\n")
    assert "  # OUCH50-2.3-01, section 2.3, must\n" in text
    assert "  # CancelOrderRequest has: user ref num, quantity, user ref idx\n" in text
    assert "  #   Then <order> is cancelled with <shares> shares\n" in text
    assert "  @OUCH50-2.3-01\n  Scenario: " in text
    assert '    When the member cancels "the order"\n      | field    | value |\n      | quantity | TODO  |\n' in text


def test_a_skeleton_cannot_pass(desk: Desk) -> None:
    """While a TODO is left the run is refused, whatever else is in it, and the lint says where."""
    desk.command("new-scenario", "OUCH50-2.3-01")
    run = desk.pytest("-q")
    assert run.returncode == 4
    assert f"{CANCEL}:16: the scenario is not finished: a TODO is left; " in run.stderr
    assert desk.command("lint").returncode == 4


def test_a_skeleton_that_is_filled_runs(desk: Desk) -> None:
    """Values and sentences in place of each TODO are all that it takes: the lint is content and the scenario passes."""
    desk.command("new-scenario", "OUCH50-2.3-01")
    path = desk.folder / CANCEL
    filled = path.read_text().replace("| TODO  |", "| 300   |")
    path.write_text(filled.replace("Then TODO a judgement", 'Then "the order" is cancelled with 200 shares'))
    assert desk.command("lint").stdout == "1 feature: nothing is wrong\n"
    run = desk.pytest("-q")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "scenarios  1 selected = 1 pass" in run.stdout


def test_a_second_scenario_goes_behind_the_first(desk: Desk) -> None:
    """What stands in the file stays; the title is not used twice; the scenarios that judge it already are named."""
    desk.command("new-scenario", "OUCH50-2.3-01")
    before = (desk.folder / CANCEL).read_text()
    run = desk.command("new-scenario", "OUCH50-2.3-01")
    text = (desk.folder / CANCEL).read_text()
    assert text.startswith(before)
    assert "judged already at 2.3_cancel_order.feature:" in run.stdout
    assert "Scenario: TODO the rule of OUCH50-2.3-01, as a statement\n" in text.removeprefix(before)


def test_the_users_own_file_of_the_section_is_taken(desk: Desk) -> None:
    """A file with scenarios of the section is where the next one goes, whatever its name; inside its last rule."""
    path = desk.write(
        """
        Feature: Cancels
          Rule: All of them
            @OUCH50-2.3-02
            Scenario: A cancel to zero takes out the whole order
              Given a resting buy of 500 shares at 9.90 as "the buy"
              When the member cancels "the buy"
              Then "the buy" is cancelled with 500 shares
        """,
        "nasdaq-ouch-5.0/cancels.feature",
    )
    run = desk.command("new-scenario", "OUCH50-2.3-03")
    assert run.stdout.startswith("features/nasdaq-ouch-5.0/cancels.feature:")
    assert "\n    @OUCH50-2.3-03\n    Scenario: " in path.read_text()


def test_a_message_of_the_venue_has_no_stimulus_of_its_own(desk: Desk) -> None:
    """Where no request is described, state and stimulus are the author's."""
    desk.command("new-scenario", "OUCH50-3.6-01")
    text = (desk.folder / "features/nasdaq-ouch-5.0/3.6_order_executed.feature").read_text()
    assert (
        "    Given TODO the state that it starts from\n    When TODO one stimulus\n    Then TODO a judgement\n" in text
    )
    assert "  #   Then <order> fills <shares> at <price>\n" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("OUCH50-2.3-99", "there is no requirement 'OUCH50-2.3-99'; did you mean OUCH50-2.3-0"),
        ("ouch50-2.3-01", "there is no requirement 'ouch50-2.3-01'; did you mean OUCH50-2.3-01?"),
        ("SOUP-L1", "SOUP-L1 is filed as clients-duty: "),
    ],
)
def test_an_id_that_no_scenario_can_be_written_for(desk: Desk, name: str, told: str) -> None:
    """An unknown id and one that is filed with a reason are refused, and nothing is written."""
    run = desk.command("new-scenario", name)
    assert run.returncode == 4
    assert run.stderr.startswith(f"ouch-conformance: {told}"), run.stderr
    assert not (desk.folder / "features").exists()


def test_a_folder_without_an_ini_file(tmp_path: Path) -> None:
    """Where no root is known it is asked for, and one that is given is enough."""
    desk = Desk(tmp_path)
    (tmp_path / "pytest.ini").unlink()
    run = desk.command("new-scenario", "OUCH50-2.3-01")
    assert run.returncode == 4
    assert "give their root with --features" in run.stderr
    assert desk.command("new-scenario", "OUCH50-2.3-01", "--features", "features").returncode == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("JPX-J16", 'the member replaces "the order" with "the replacement"'),
        ("JPX-J22", 'the member cancels "the order" by its number as "the request"'),
        ("JPX-J7", 'the member enters a buy as "the order"'),
    ],
)
def test_two_orders_have_two_names(tmp_path: Path, name: str, said: str) -> None:
    """A replacement under the name of its order would be held against that order's number: it has one of its own."""
    skeleton = write_skeleton(name, tmp_path)

    text = skeleton.path.read_text("utf-8")
    assert f"    When {said}\n" in text
    assert ('as "the order"\n    When' in text) == ("enters" not in said)
