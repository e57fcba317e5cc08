"""A run that was kept is judged again from its evidence alone: no venue is there."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ouch_conformance.archive.record import read_run
from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.venue.settings import DEFAULT_ACCOUNTS, VenueSettings
from tests import processes
from tests.runs.runs_tools import Finished, difference, profile, run_pytest

FEATURES = (
    "features/nasdaq-ouch-5.0/1.3_mirrored_hosts.feature",
    "features/nasdaq-ouch-5.0/2.3_cancel_order.feature",
    "features/nasdaq-ouch-5.0/3.1_system_event.feature",
    "features/soupbintcp-3.00/1.1_framing.feature",
    "features/soupbintcp-3.00/2.2.2_login_rejected.feature",
    "features/soupbintcp-3.00/2.2.3_sequenced_data.feature",
    "features/soupbintcp-3.00/2.2.4_heartbeats.feature",
)
"""Mirrors, orders, the operator's day, packets longer than the record keeps, refused logins, replays, and waits."""
DEFECTS = ("cancel-loses-priority", "replay-restamped", "slow-heartbeats")


def command(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `ouch-conformance` to its end."""
    return subprocess.run(
        [*processes.command(), *map(str, words)],
        cwd=cwd,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
        env=processes.environment(),
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A run at a venue with defects in its orders, its replay and its heartbeats."""
    defects = [f"--ouch-defect={name}" for name in DEFECTS]
    return run_pytest(tmp_path_factory.mktemp("run"), "-q", *defects, *FEATURES)


def test_a_bundle_gives_every_verdict_again(run: Finished, tmp_path: Path) -> None:
    """The same checks, the same verdicts, the same texts and the same exit status, in any folder."""
    packed = command("bundle", run.results, "-o", tmp_path / "run.zip", cwd=tmp_path)
    judged = command("judge", tmp_path / "run.zip", "--results", tmp_path / "again", cwd=tmp_path)

    before, after = read_run(run.results / "events.jsonl"), read_run(tmp_path / "again" / "events.jsonl")
    assert packed.returncode == 0, packed.stderr
    verdicts = [{(check["id"], check["verdict"]) for check in each.checks.values()} for each in (before, after)]
    assert difference(*verdicts) == ""
    told = [{(check["id"], check["observed"]) for check in each.checks.values()} for each in (before, after)]
    assert difference(*told) == ""
    assert judged.returncode == run.status == 1
    assert f"{len(before.checks)} checks = {len(before.checks)} the same" in judged.stdout
    assert "fail" in {check["verdict"] for check in before.checks.values()}


def test_the_verdict_comes_from_the_evidence(run: Finished, tmp_path: Path) -> None:
    """Another byte in what the venue sent is another verdict, whatever verdict was recorded."""
    name = "OUCH50-2.3-02@nasdaq-ouch-5.0/2.3_cancel_order.feature::"
    before = read_run(run.results / "events.jsonl")
    check = next(each for id, each in before.checks.items() if id.startswith(name) and each["verdict"] == "pass")
    changed = tmp_path / "changed"
    changed.mkdir()
    (changed / "run-profile.toml").write_text((run.results / "run-profile.toml").read_text())
    scenario = check["id"].partition("@")[2]
    lines = [_other_quantity(line, scenario) for line in (run.results / "events.jsonl").read_text().splitlines()]
    (changed / "events.jsonl").write_text("\n".join(lines) + "\n")

    command("judge", changed, "--results", tmp_path / "again", cwd=tmp_path)

    assert read_run(tmp_path / "again" / "events.jsonl").checks[check["id"]]["verdict"] == "fail"


def _other_quantity(line: str, scenario: str) -> str:
    """A line of the stream; in Order Canceled of the scenario the quantity is one share more."""
    event = json.loads(line)
    if event.get("scenario") != scenario or event.get("message") != "OrderCanceled":
        return line
    data = bytearray.fromhex(event["hex"])
    # Packet header 3, type 1, timestamp 8, UserRefNum 4: the quantity's four bytes stand at 16 (3.4).
    data[16:20] = (int.from_bytes(data[16:20], "big") + 1).to_bytes(4, "big")
    return json.dumps({**event, "hex": data.hex()})


FEATURE = """Feature: Mine
  @OUCH50-2.1-01
  Scenario: A buy is accepted
    Given the member is logged in
    When the member enters a buy as "mine"
      | quantity |
      | {quantity} |
    Then "mine" is accepted
"""


def test_a_scenario_that_asks_for_something_else_is_not_judged(tmp_path: Path) -> None:
    """Where the steps were changed since, the record has no answer: inconclusive, with the bytes that part the two."""
    feature = tmp_path / "features" / "nasdaq-ouch-5.0" / "1_mine.feature"
    feature.parent.mkdir(parents=True)
    (tmp_path / "pytest.ini").write_text("[pytest]\nouch_features = features\n")
    feature.write_text(FEATURE.format(quantity=100))
    run_pytest(tmp_path / "reports", "features", cwd=tmp_path)
    feature.write_text(FEATURE.format(quantity=200))

    judged = command("judge", tmp_path / "reports", "--results", tmp_path / "again", cwd=tmp_path)

    (check,) = [each for each in read_run(tmp_path / "again" / "events.jsonl").checks.values() if "mine" in each["id"]]
    assert judged.returncode == 6
    assert (check["verdict"], check["sentence"]) == ("inconclusive", "not judged again")
    assert "in the record: session A sent" in check["observed"]


PASSWORD = "Pl4nted!pw"


def test_no_credential_is_in_a_bundle(tmp_path: Path) -> None:
    """Passwords of the environment, of a comment and of an operator's command are in no file of a bundle."""
    (tmp_path / "venue").mkdir()
    more = f'# the old one was {PASSWORD}\n[control]\nadapter = "command"\n[control.commands]\n'
    more += f'halt = "true --password {PASSWORD}"\nresume = "true --password {PASSWORD}"'
    path = profile(tmp_path / "venue" / "venue.toml", "127.0.0.1:9", more, password=PASSWORD)
    text = path.read_text().replace(f'password = "{PASSWORD}"', 'password-env = "PLANTED"')
    path.write_text(text)
    accounts = tuple(replace(each, password=PASSWORD) for each in DEFAULT_ACCOUNTS)
    with EmbeddedVenue(VenueSettings(accounts=accounts)) as venue:
        path.write_text(path.read_text().replace("127.0.0.1:9", f"127.0.0.1:{venue.address[1]}"))
        options = (f"--ouch-profile={path}", "features/soupbintcp-3.00/2.2.2_login_rejected.feature", "-m", "not cost")
        run = run_pytest(tmp_path / "run", "-q", *options, environ={"PLANTED": PASSWORD})
    packed = command("bundle", run.results, "-o", tmp_path / "run.zip", cwd=tmp_path)

    assert run.status in (0, 1), run.output[-2000:]
    assert packed.returncode == 0, packed.stderr
    with zipfile.ZipFile(tmp_path / "run.zip") as file:
        files = {name: file.read(name) for name in file.namelist()}
    wanted = {form for each in (PASSWORD, PASSWORD.lower(), PASSWORD.upper()) for form in (each, each.encode().hex())}
    assert {(name, form) for name, body in files.items() for form in wanted if form.encode() in body} == set()
    assert b'password-env = "OUCH_PASSWORD_NOT_GIVEN"' in files["run-profile.toml"]
