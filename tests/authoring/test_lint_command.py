"""`ouch-conformance lint`: what it finds and mends in a project of a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .desk import Desk

GOOD = """
    Feature: Mine

      @OUCH50-2.1-01
      Scenario: A day order is accepted
        Given the member is logged in
        When the member enters a buy as "mine"
          | quantity | time in force |
          | 100      | day           |
        Then "mine" is accepted
"""
BAD = """
    Feature: Mine

      @cost:slow @OUCH50-2.1-01
      Scenario: A day order is accepted
        Given the member is loged in
        When the member enters a buy as "mine"
          | quantty | time in force |
          | 100 | imediate or cancel |
        Then "mine" is accepted
          | price  | quantity |
          | 10.001 | 1,00x    |
"""
AT = "features/nasdaq-ouch-5.0/mine.feature"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty project."""
    return Desk(tmp_path)


def test_a_good_feature_is_clean(desk: Desk) -> None:
    """Status 0, and the number of features."""
    desk.write(GOOD)
    run = desk.command("lint")
    assert (run.returncode, run.stdout, run.stderr) == (0, "1 feature: nothing is wrong\n", "")


def test_what_is_wrong_is_what_a_run_would_refuse(desk: Desk) -> None:
    """The findings are those of pytest, line by line, and the status is 4."""
    desk.write(BAD)
    run, collected = desk.command("lint"), desk.pytest("--collect-only", "-q")
    found = [line for line in run.stdout.splitlines() if line.startswith(AT)]
    assert run.returncode == collected.returncode == 4
    assert found == [line for line in collected.stderr.splitlines() if line.startswith(AT)]
    assert found == [
        f"{AT}:5: undefined step 'Given the member is loged in'; did you mean 'Given the member is logged in'?",
        f"{AT}:6: 'imediate or cancel' is no value of 'time in force'; did you mean 'immediate or cancel'?",
        f"{AT}:6: unknown column 'quantty'; did you mean 'quantity'?",
        f"{AT}:9: '1,00x' is no number of shares: such as 100 or 1,000, max, max+1",
        f"{AT}:9: '10.001' is no price: two decimals are expected, such as 10.00",
    ]
    assert "1 feature: 5 problems\n" in run.stdout


def test_what_is_certain_is_mended_and_told(desk: Desk) -> None:
    """Layout and words of a table are put right; a step and a number are left to their author."""
    path = desk.write(BAD)
    run = desk.command("lint", "--fix")
    assert run.returncode == 4
    assert [line for line in run.stdout.splitlines() if ": fixed: " in line] == [
        f"{AT}:3: fixed: tags put in order",
        f"{AT}:7: fixed: table aligned",
        f"{AT}:7: fixed: 'quantty' became 'quantity'",
        f"{AT}:8: fixed: table aligned",
        f"{AT}:8: fixed: 'imediate or cancel' became 'immediate or cancel'",
    ]
    text = path.read_text()
    assert "  @OUCH50-2.1-01 @cost:slow\n" in text
    assert "| quantity | time in force       |\n      | 100      | immediate or cancel |\n" in text
    assert "loged" in text and "10.001" in text
    again = desk.command("lint", "--fix")
    assert ": fixed: " not in again.stdout
    assert path.read_text() == text


def test_a_word_that_stands_twice_is_left_to_its_author(desk: Desk) -> None:
    """Where two cells could be meant, none is changed."""
    path = desk.write(BAD.replace("| 100 | imediate or cancel |", "| imediate | imediate |"))
    desk.command("lint", "--fix")
    assert path.read_text().count("imediate ") == 2


def test_an_id_and_a_tag_are_never_changed(desk: Desk) -> None:
    """A near id is another requirement: it is suggested and no more."""
    path = desk.write(GOOD.replace("@OUCH50-2.1-01", "@OUCH50-2.1-0 @pics:modfy"))
    run = desk.command("lint", "--fix")
    assert f"{AT}:3: unknown requirement @OUCH50-2.1-0; did you mean @OUCH50-2.1-" in run.stdout
    assert f"{AT}:3: unknown argument of @pics:modfy; did you mean @pics:modify?" in run.stdout
    assert "@OUCH50-2.1-0 @pics:modfy" in path.read_text()


def test_steps_of_the_project_are_known(desk: Desk) -> None:
    """What a conftest and the modules that it names define is found as pytest finds it."""
    (desk.folder / "more_steps.py").write_text(
        "from ouch_conformance.steps.sentence import when\n\n\n"
        '@when("nothing is done")\nasync def _(world):\n    """Nothing."""\n'
    )
    (desk.folder / "conftest.py").write_text(
        'pytest_plugins = ["more_steps"]\n\nfrom pytest_bdd import given\n\n\n'
        '@given("a quiet day")\nasync def _():\n    """Nothing."""\n'
    )
    desk.write(GOOD.replace("Given the member is logged in", "Given a quiet day\n        When nothing is done"))
    assert desk.command("lint").stdout == "1 feature: nothing is wrong\n"


def test_a_conftest_that_cannot_be_loaded(desk: Desk) -> None:
    """Its error is told in one line."""
    desk.write(GOOD)
    (desk.folder / "conftest.py").write_text("import nothing_of_the_kind\n")
    run = desk.command("lint")
    assert run.returncode == 4
    assert run.stderr == (
        "ouch-conformance: conftest.py cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_the_kind'\n"
    )


def test_paths_may_lie_outside_the_roots(desk: Desk) -> None:
    """A feature anywhere is read by the protocol that its folder is named after; a path that is not there is told."""
    path = desk.write(GOOD, "../elsewhere/nasdaq-ouch-5.0/other.feature")
    assert desk.command("lint", "elsewhere").stdout == "1 feature: nothing is wrong\n"
    assert desk.command("lint", str(path)).returncode == 0
    missing = desk.command("lint", "nowhere")
    assert missing.returncode == 4
    assert missing.stderr == "ouch-conformance: nowhere is neither a feature nor a folder of features\n"


def test_a_project_without_features(desk: Desk) -> None:
    """Nothing to read is no success."""
    run = desk.command("lint")
    assert run.returncode == 4
    assert "there is no feature to read: name a path" in run.stderr
