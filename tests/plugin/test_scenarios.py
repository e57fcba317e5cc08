"""Scenarios as pytest items: they run, and everything pytest offers for tests works on them."""

from __future__ import annotations

import json

import pytest

from .conftest import INI, Project

THREE = """
    Feature: Rules

      @OUCH50-2.1-01 @layer:orders
      Scenario: The first rule
        When "first" is noted
        Then it holds

      @OUCH50-2.1-02 @layer:session @cost:slow
      Scenario: The second rule
        When "second" is noted
        Then it holds

      @OUCH50-2.1-04
      Scenario Outline: A rule for <side>
        When "<side>-<shares>" is noted
        Then it holds

        Examples:
          | side | shares | comment          |
          | buy  | 100    | the usual one    |
          | sell | 0      | first below      |
"""


def test_an_all_async_scenario_runs_its_steps(project: Project) -> None:
    """Every step of an all-async scenario is awaited, in order."""
    project.scenario("Given a venue", 'When "one" is noted', 'And "two" is noted', "Then it holds")

    result = project.run()

    result.assert_outcomes(passed=1)
    assert project.trace == ["one", "two"]
    assert result.ret == 0


def test_node_ids_keep_protocol_file_title_and_row(project: Project) -> None:
    """A node id is protocol, file, title and the row's values without its comment."""
    project.feature(THREE)

    result = project.run("--collect-only", "-q")

    assert [line for line in result.outlines if "::" in line] == [
        "features/nasdaq-ouch-5.0/1_rules.feature::The first rule",
        "features/nasdaq-ouch-5.0/1_rules.feature::The second rule",
        "features/nasdaq-ouch-5.0/1_rules.feature::A rule for <side>[buy-100]",
        "features/nasdaq-ouch-5.0/1_rules.feature::A rule for <side>[sell-0]",
    ]
    assert project.trace == []


@pytest.mark.parametrize(
    ("args", "ran"),
    [
        (("-m", "OUCH50-2.1-01"), ["first"]),
        (("-m", "OUCH50-2.1-01 or OUCH50-2.1-02"), ["first", "second"]),
        (("-m", "layer(name='session')"), ["second"]),
        (("-m", "layer and not cost(name='slow')"), ["first"]),
        (("-k", "second"), ["second"]),
        (("features/nasdaq-ouch-5.0/1_rules.feature::A rule for <side>[sell-0]",), ["sell-0"]),
        (("features/nasdaq-ouch-5.0/1_rules.feature::A rule for <side>",), ["buy-100", "sell-0"]),
        (("--deselect", "features/nasdaq-ouch-5.0/1_rules.feature::A rule"), ["first", "second"]),
    ],
)
def test_scenarios_are_selected_like_tests(project: Project, args: tuple[str, ...], ran: list[str]) -> None:
    """Marks, keywords and node ids select scenarios and rows."""
    project.feature(THREE)

    project.run(*args)

    assert project.trace == ran


def test_a_misspelt_id_behind_m_is_refused(project: Project) -> None:
    """An id that no catalogue holds is a usage error behind -m, too."""
    project.feature(THREE)

    result = project.run("-m", "OUCH50-2.1-99")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: Unknown marker(s) in '-m' expression: OUCH50-2.1-99.*"])


def test_last_failed_runs_the_failed_scenario_alone(project: Project) -> None:
    """--lf knows scenarios by their node ids."""
    project.pytester.makeini(INI.replace("-p no:cacheprovider", ""))
    project.feature(THREE.replace("Then it holds", "Then it is broken", 1))
    project.run()

    result = project.run("--lf")

    assert project.trace[4:] == ["first"]
    result.stdout.fnmatch_lines(["scenarios  1 selected = 1 fail"])


def test_a_tag_on_an_examples_block_marks_its_rows(project: Project) -> None:
    """Tags on an Examples block hold for its rows and for no others."""
    project.feature(
        """
        Feature: Rules
          @OUCH50-2.1-01
          Scenario Outline: A rule
            When "<shares>" is noted
            Then it holds

            Examples: typical
              | shares | comment |
              | 100    | typical |

            @OUCH50-2.1-02
            Examples: limits
              | shares | comment |
              | 999999 | highest |
        """
    )

    project.run("-m", "OUCH50-2.1-02")

    assert project.trace == ["999999"]


def test_a_users_own_async_steps_and_fixtures_serve(project: Project) -> None:
    """Steps of a conftest may ask for parsed values, tables, texts, fixtures, async fixtures and the world."""
    project.conftest(
        """
        import pytest
        from pytest_bdd import parsers
        from pytest_bdd import given as bdd_given, then as bdd_then, when as bdd_when

        @pytest.fixture
        def price():
            return 10

        @pytest.fixture
        async def loop_of_fixtures():
            return asyncio.get_running_loop()

        @pytest.fixture(scope="module")
        def shared():
            return []

        @bdd_given(parsers.parse("{n:d} lots of stock"), target_fixture="stock")
        async def _(n, price):
            return n * price

        @bdd_when("it is listed")
        async def _(datatable, shared):
            shared.append(datatable)

        @bdd_when("it is told")
        async def _(docstring, shared, world):
            shared.append(docstring)

        @bdd_then("stock, list and loop are there")
        async def _(stock, shared, loop_of_fixtures):
            assert stock == 30
            assert shared == [[["a", "b"], ["1", "2"]], "a text"]
            assert loop_of_fixtures is asyncio.get_running_loop()
        """
    )
    project.feature(
        """
        Feature: Own
          @OUCH50-2.1-01
          Scenario: Own steps serve
            Given 3 lots of stock
            When it is listed
              | a | b |
              | 1 | 2 |
            And it is told
              \"\"\"
              a text
              \"\"\"
            Then stock, list and loop are there
        """
    )

    result = project.run()

    result.assert_outcomes(passed=1)
    assert result.ret == 0


def test_a_failing_step_of_a_user_is_a_violation(project: Project) -> None:
    """An assertion in a user's own Then fails the requirements of its scenario, without a traceback."""
    project.conftest(
        """
        from pytest_bdd import then as bdd_then

        @bdd_then("one is two")
        async def _():
            assert 1 == 2, "one is not two"
        """
    )
    project.scenario("Given a venue", "Then one is two")

    result = project.run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["fail: one is two", "*requirement*OUCH50-2.1-01*", "*one is not two*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_hooks_of_pytest_bdd_fire(project: Project) -> None:
    """Plugins written for pytest-bdd see the scenario and its steps, errors too."""
    project.conftest(
        """
        def note(name):
            with open("trace.txt", "a") as trace:
                trace.write(name.replace(" ", "_") + "\\n")

        def pytest_bdd_before_scenario(scenario): note("begin " + scenario.name)
        def pytest_bdd_before_step(step): note("before " + step.name)
        def pytest_bdd_after_step(step, step_func_args): note("after " + step.name)
        def pytest_bdd_step_error(step, exception): note(f"error {step.name} {type(exception).__name__}")
        def pytest_bdd_after_scenario(scenario): note("end " + scenario.name)
        """
    )
    project.scenario("Given a venue", "Then it is broken")

    project.run()

    assert project.trace == [
        "begin_A_rule",
        "before_a_venue",
        "after_a_venue",
        "before_it_is_broken",
        "error_it_is_broken_Unmet",
        "end_A_rule",
    ]


def test_junit_carries_requirement_ids_as_properties(project: Project) -> None:
    """--junitxml names the requirements, the checks and the verdict of a scenario."""
    project.scenario("Given a venue", "Then it is broken", tags="@OUCH50-2.1-01 @OUCH50-2.1-02")

    project.run("--junitxml=junit.xml")

    xml = (project.pytester.path / "junit.xml").read_text()
    assert '<property name="requirement" value="OUCH50-2.1-01"' in xml
    assert '<property name="check" value="OUCH50-2.1-02: fail"' in xml
    assert '<property name="verdict" value="fail"' in xml
    assert 'failures="1"' in xml


def test_a_stock_scenario_with_an_async_step_fails(project: Project) -> None:
    """Where a module of pytest-bdd's own scenarios meets an async step, it fails instead of passing unrun."""
    project.pytester.makepyfile(
        test_stock="""
        import pytest_bdd

        pytest_bdd.scenarios("stock.feature")

        @pytest_bdd.given("a coroutine")
        async def _():
            raise AssertionError("it ran")
        """
    )
    (project.pytester.path / "stock.feature").write_text("Feature: S\n  Scenario: S\n    Given a coroutine\n")

    result = project.run("test_stock.py", "-W", "ignore")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*Given "a coroutine": the step is asynchronous*'])


def test_results_lie_where_they_were_asked_for_and_nowhere_else(project: Project) -> None:
    """Allure results and events go to --ouch-results; a second run replaces the first one's."""
    project.scenario("Given a venue", "Then it holds")
    project.run("--ouch-results", "out")
    first = {path.name for path in (project.pytester.path / "out/allure-results").glob("*-result.json")}

    project.run("--ouch-results", "out")

    second = {path.name for path in (project.pytester.path / "out/allure-results").glob("*-result.json")}
    assert len(first) == len(second) == 1
    assert first != second
    assert not (project.pytester.path / "reports").exists()
    written = sorted(path.name for path in (project.pytester.path / "out").iterdir())
    assert written == ["allure-results", "events.jsonl", "run-profile.toml", "traceability.json"]
    events = [json.loads(line) for line in (project.pytester.path / "out/events.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events if "scenario" not in event] == ["run started", "run finished"]
    assert events[-1]["status"] == 0


def test_a_folder_that_holds_other_things_is_not_replaced(project: Project) -> None:
    """Where the folder for results holds a file that is no Allure result, nothing is deleted: status 4."""
    project.scenario("Given a venue", "Then it holds")
    precious = project.pytester.path / "out/allure-results/thesis.txt"
    precious.parent.mkdir(parents=True)
    precious.write_text("precious")

    result = project.run("--ouch-results", "out")

    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["ERROR: --ouch-results: *allure-results holds 'thesis.txt', which is no Allure result*"]
    )
    assert precious.read_text() == "precious"


def test_a_users_own_alluredir_wins(project: Project) -> None:
    """With --alluredir the results go there; only what the suite writes besides stays under reports."""
    project.scenario("Given a venue", "Then it holds")

    project.run("--alluredir", "mine")

    assert len(list((project.pytester.path / "mine").glob("*-result.json"))) == 1
    written = sorted(path.name for path in (project.pytester.path / "reports").iterdir())
    assert written == ["events.jsonl", "run-profile.toml", "traceability.json"]
