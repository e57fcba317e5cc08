"""Earlier runs: in which forms they are kept, and what is said of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ouch_conformance.archive.bundle import pack
from ouch_conformance.cli import main
from ouch_conformance.compliance.history import COLUMNS, history, read_history
from ouch_conformance.compliance.run import Kept, read_kept
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import TraceError
from tests.report.hand_made import check, failing, passing

from .kept_runs import write_run
from .test_compliance_page import Seen


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The run whose page is written: one requirement fails, one passes."""
    return read_kept(write_run(tmp_path_factory.mktemp("now"), [failing(), passing()]))


def held() -> ScenarioRecord:
    """The failing scenario, as it was when it passed."""
    made = failing()
    made.verdict = Verdict.PASS
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.PASS), check(made.id, "OUCH50-2.2-05", Verdict.OBSERVED)]
    return made


def earlier(folder: Path, day: int) -> Path:
    """A run of an earlier day of the month, in which nothing failed."""
    return write_run(
        folder, [held(), passing()], started=f"2026-11-{day:02}T09:30:00+00:00", product_version=f"4.{day}"
    )


def days(paths: list[Path], now: Kept) -> list[str]:
    """The days on which the runs that were found began, in their order."""
    return [trace["run"]["started"][8:10] for trace in read_history(paths, now)]


def test_a_run_is_kept_in_any_of_its_forms(tmp_path: Path, now: Kept) -> None:
    """Its traceability under any name, its folder of results, its bundle, or a folder with several of these."""
    shelf = tmp_path / "shelf"
    earlier(shelf / "folder", 3)
    shutil.copy(earlier(tmp_path / "file", 1) / "traceability.json", shelf / "first.json")
    pack(earlier(tmp_path / "bundle", 2), shelf / "second.zip")

    (tmp_path / "empty").mkdir()
    assert days([shelf, tmp_path / "empty"], now) == ["01", "02", "03"]
    assert days([shelf / "second.zip", shelf / "first.json"], now) == ["01", "02"]
    assert days([shelf / "folder", shelf], now) == ["01", "02", "03"]


def test_only_what_came_before_is_history(tmp_path: Path, now: Kept) -> None:
    """The run itself, a later one and one of another protocol are left out."""
    write_run(tmp_path / "same", [failing(), passing()])
    write_run(tmp_path / "later", started="2026-11-27T09:30:00+00:00")
    write_run(tmp_path / "other", protocols=["nasdaq-ouch-4.2"], started="2026-11-01T09:30:00+00:00")

    assert days([tmp_path], now) == []


def test_the_changes_are_told_requirement_by_requirement(tmp_path: Path, now: Kept) -> None:
    """Each run with how it ended; a row for a requirement that changed, and the number of those that did not."""
    earlier(tmp_path / "a", 1)
    earlier(tmp_path / "b", 2)

    shown = " ".join(Seen(history(read_history([tmp_path], now), now)).text.split())

    assert "3 runs, the oldest first" in shown
    assert "1 November 2026, 09:30:00 UTC0: conformingGateway 4.10.1.0" in shown
    assert "26 November 2026, 09:30:00 UTC (this run)1: not conformingGateway 4.2.10.1.0" in shown
    assert "OUCH50-2.2-04✔ pass✔ pass✘ failAn invalid replace takes the existing order out." in shown
    assert "OUCH50-2.1-01" not in shown
    assert "5 of 6 requirements stand as they did in the runs shown." in shown


def test_verdicts_of_the_last_runs_stand_beside_each_other(tmp_path: Path, now: Kept) -> None:
    """All runs are listed; a page has room for the verdicts of a few."""
    for day in range(1, 10):
        earlier(tmp_path / str(day), day)

    page = Seen(history(read_history([tmp_path], now), now))

    assert "10 runs, the oldest first" in page.text
    assert page.text.count("✔ pass") == COLUMNS - 1


def test_a_run_of_an_older_suite_has_no_time(tmp_path: Path, now: Kept) -> None:
    """What was not noted then is said to be not noted; such a run comes first."""
    file = earlier(tmp_path / "a", 1) / "traceability.json"
    trace = json.loads(file.read_text("utf-8"))
    for name in ("started", "product", "product_version"):
        del trace["run"][name]
    del trace["result"]
    (tmp_path / "old.json").write_text(json.dumps(trace), "utf-8")

    shown = " ".join(Seen(history(read_history([tmp_path / "old.json", file], now), now)).text.split())

    assert "time not notednot notednot given0.1.0" in shown
    assert shown.index("time not noted") < shown.index("1 November 2026")


def test_without_earlier_runs_the_page_says_how_to_give_some(now: Kept) -> None:
    """No empty table."""
    assert "No earlier run was given" in history([], now)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.json", "{}", "not made by a run"),
        ("x.json", "no", "no JSON"),
        ("x.zip", "no", "no bundle of a run"),
        ("x.txt", "no", "no run in it"),
    ],
)
def test_what_is_no_run_is_refused_with_its_name(name: str, content: str, told: str, tmp_path: Path, now: Kept) -> None:
    """A history that leaves a file out in silence would be none."""
    (tmp_path / name).write_text(content)

    with pytest.raises(TraceError, match=told) as refused:
        read_history([tmp_path], now)
    assert str(refused.value).startswith(str(tmp_path))


def test_the_command_takes_a_folder_of_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--history` takes several paths; the page goes to the file that is named."""
    run, page = write_run(tmp_path / "run"), tmp_path / "page.html"
    first, second = earlier(tmp_path / "1", 1), earlier(tmp_path / "2", 2)

    words = ["matrix", str(run), "--html", "--history", str(first), str(second), "-o", str(page)]
    assert main(words) == 0

    assert capsys.readouterr().out == ""
    assert "3 runs, the oldest first" in page.read_text("utf-8")
