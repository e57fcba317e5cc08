"""`--ouch-generated`: what is collected, what it is called, and where it is refused."""

from __future__ import annotations

import pytest

from .conftest import INI, Project, lines_of
from .test_dry_run import PROFILE

CANCELS = "nasdaq-ouch-5.0/generated/cancel_order_request.feature"
TRADE_NOW = "nasdaq-ouch-4.2/generated/trade_now.feature"
HUGE = f"{CANCELS}::A request with a value at a limit is ignored[quantity-raw 4294967295]"


@pytest.fixture
def repository(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A repository that knows nothing of the suite."""
    monkeypatch.chdir(pytester.path)
    pytester.makeini(INI.replace("ouch_features = features\ntestpaths = features\n", ""))
    return Project(pytester)


def test_all_that_is_made_is_right_and_would_run(repository: Project) -> None:
    """The lint finds nothing, the reference profile keeps nothing back, and other tests are left alone."""
    repository.pytester.makepyfile(test_of_its_own="def test_unrelated(): assert False\n")

    result = repository.run("--ouch-generated", "--ouch-dry-run")

    (line,) = lines_of(result, "scenarios")
    selected, would_run = (int(word) for word in line.split() if word.isdigit())
    assert result.ret == 0
    assert selected == would_run > 1_000


def test_the_reference_venue_keeps_what_the_catalogue_says(repository: Project) -> None:
    """Nothing fails, and nothing is left open; the node ids are those of the protocol, wherever the results lie."""
    result = repository.run("--ouch-generated", "-v", "--ouch-results=elsewhere", CANCELS)

    (line,) = lines_of(result, "scenarios")
    assert result.ret == 0
    assert "fail" not in line and "inconclusive" not in line
    assert any(each.startswith(HUGE) for each in result.outlines)
    assert (repository.pytester.path / "elsewhere" / "generated" / CANCELS).is_file()


def test_a_protocol_without_a_question_runs_them_too(repository: Project) -> None:
    """OUCH 4.2 proves silence by orders; what an earlier run left for another protocol goes."""
    repository.run("--ouch-generated", "--collect-only", CANCELS)

    result = repository.run("--ouch-generated", "--ouch-protocol=nasdaq-ouch-4.2", TRADE_NOW)

    (line,) = lines_of(result, "scenarios")
    made = repository.pytester.path / "reports" / "generated"
    assert result.ret == 0
    assert line.endswith(" observed")
    assert {each.relative_to(made).parts[0] for each in made.rglob("*.feature")} == {"nasdaq-ouch-4.2"}


def test_a_defect_that_no_feature_finds_is_found(repository: Project) -> None:
    """A cancel to 4,294,967,295 shares takes the order out; the failure says how to run that one again."""
    result = repository.run("--ouch-generated", "--ouch-defect=cancel-size-is-signed", HUGE)

    assert result.ret == 1
    assert lines_of(result, "scenarios") == ["scenarios  1 selected = 1 fail"]
    assert f'rerun          pytest --ouch-defect=cancel-size-is-signed --ouch-generated "{HUGE}"' in result.outlines


def test_they_run_beside_features(repository: Project) -> None:
    """A path on the command line is added to, not replaced; a suite, too."""
    repository.conftest()
    repository.scenario("Given a venue", "When something happens", "Then it holds")
    own = repository.run("--ouch-generated", "-o", "ouch_features=features", "features", HUGE)
    suite = repository.run("--ouch-generated", "--ouch-suite=nasdaq-ouch-4.2", "--collect-only", "-q")

    files = {line.partition("::")[0] for line in suite.outlines if "::" in line}
    assert lines_of(own, "scenarios") == ["scenarios  2 selected = 2 pass"]
    assert {TRADE_NOW, "nasdaq-ouch-4.2/2.3_cancel_order.feature", "soupbintcp-3.00/2.1_debug.feature"} <= files


@pytest.mark.parametrize("fit", [False, True])
def test_a_venue_has_to_be_marked_as_fit(repository: Project, fit: bool) -> None:
    """Malformed messages are sent to no venue whose profile does not ask for them."""
    mark = "hostile-input = true" if fit else ""
    text = PROFILE.replace('endpoint = "embedded"\nmirrors = ["embedded"]', f'endpoint = "127.0.0.1:9"\n{mark}')
    text = text.replace("mirrored-ports = true", "mirrored-ports = false")
    (repository.pytester.path / "venue.toml").write_text(text.replace('adapter = "embedded"', 'adapter = "none"'))

    result = repository.run("--ouch-generated", "--ouch-profile=venue.toml", "--collect-only", "-q", CANCELS)

    told = "*--ouch-generated sends malformed messages, and *venue.toml does not say that its venue is fit for them*"
    assert result.ret == (0 if fit else 4)
    if not fit:
        result.stderr.fnmatch_lines([told])


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--ouch-protocol=sample-ouch", "*--ouch-generated: nothing can be made for sample-ouch*"),
        ("--ouch-protocol=nasdaq-ouch-6", "*--ouch-generated: --ouch-protocol 'nasdaq-ouch-6' does not exist*"),
        ("--ouch-target=127.0.0.1:9", "*does not say that its venue is fit for them*"),
    ],
)
def test_where_nothing_can_be_made_it_is_told(repository: Project, option: str, told: str) -> None:
    """Status 4, in one line."""
    result = repository.run("--ouch-generated", option)

    assert result.ret == 4
    result.stderr.fnmatch_lines([told])
