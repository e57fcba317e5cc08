"""`ouch-conformance profile check`: what a profile says, what it leaves out, and what a run with it would not judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.profile import builtin_profile
from tests.profile.profile_text import FLAGS, PASSWORD, RIGHT, features


def check(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str], str]:
    """The exit status, what was printed by its first words, and what was said on the standard error."""
    status = main(["profile", "check", str(file)])
    told = capsys.readouterr()
    pairs = [line.split("  ", 1) for line in told.out.splitlines() if not line.startswith(" ")]
    return status, {pair[0]: pair[-1].strip() for pair in pairs}, told.err


def written(folder: Path, text: str) -> Path:
    """A profile on disk."""
    file = folder / "mine.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_profile_that_can_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything that it says is told, with where the password comes from and without the password; status 0."""
    monkeypatch.setenv("SECRET_A", PASSWORD)
    text = RIGHT + features(modify=True) + "basket-orders = true\n"

    status, told, error = check(written(tmp_path, text), capsys)

    assert (status, error) == (0, "")
    assert told["venue"] == "Somewhere"
    assert told["target"] == "venue.example:9000"
    assert told["protocol"] == "nasdaq-ouch-5.0, revision 1.05"
    assert told["flags true"] == "modify"
    assert told["flags false"].split(", ") == [flag for flag in FLAGS if flag != "modify"]
    assert (told["flags missing"], told["flags of its own"], told["contradictions"]) == (
        "none",
        "basket-orders",
        "none",
    )
    assert told["account A"] == "user USERA, password from the variable SECRET_A"
    assert told["instrument main"] == "TESTA, not exclusive: nothing is traded on it"
    assert told["operator"] == "none"
    assert PASSWORD not in str(told)


def test_mirrors_are_told_beside_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each as the profile writes it; a profile without mirrors has no such line."""
    monkeypatch.setenv("SECRET_A", PASSWORD)
    text = RIGHT.replace("endpoint", 'mirrors = ["venue-2.example:9001", "[::1]:9002"]\nendpoint')

    assert check(written(tmp_path, text + features(mirrored_ports=True)), capsys)[1]["mirrors"] == (
        "venue-2.example:9001, [::1]:9002"
    )
    assert "mirrors" not in check(written(tmp_path, RIGHT + features()), capsys)[1]


def test_what_a_run_would_leave_open_is_counted_by_its_cause(capsys: pytest.CaptureFixture[str]) -> None:
    """The reference profile lacks nothing but retail orders."""
    assert main(["profile", "check", str(builtin_profile("nasdaq-ouch-5.0"))]) == 0
    lines = [line.split(None, 1) for line in capsys.readouterr().out.splitlines() if line.startswith(" ")]

    assert lines == [["1", "needs the feature 'retail': the profile declares retail = false"]]


def test_flags_without_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read of the flags is told all the same, then the fault by file and line; status 4."""
    monkeypatch.setenv("SECRET_A", PASSWORD)
    file = written(tmp_path, RIGHT + "[features]\nmodify = true\naiq-options = true\nself-match-prevention = false\n")

    status, told, error = check(file, capsys)

    assert status == 4
    assert told["protocol"] == "nasdaq-ouch-5.0"
    assert told["flags missing"].startswith("account-query, conformant-display, cross-orders, ")
    assert told["contradictions"] == (
        "aiq-options = true contradicts self-match-prevention = false "
        "(the options choose how orders are kept from trading)"
    )
    assert error == (
        f"ouch-conformance: {file}:19: aiq-options = true contradicts self-match-prevention = false; "
        "the options choose how orders are kept from trading\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[venue\n", "mine.toml:1: no valid TOML: "),
        ("venue = 1\n", "'venue' stands outside a section"),
        ("[venue]\nprotocol = 5\n", "mine.toml:2: protocol = 5 in [venue]; a non-empty string is expected"),
        (RIGHT, "mine.toml:9: the environment has no SECRET_A; set it to the password"),
    ],
)
def test_a_profile_that_cannot_be_read(
    tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fault of a profile is one line and status 4, whatever can be told of its flags."""
    monkeypatch.delenv("SECRET_A", raising=False)

    status, _, error = check(written(tmp_path, text), capsys)

    assert status == 4
    assert said in error
    assert error.count("\n") == 1


def test_a_profile_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is told by its name."""
    assert check(tmp_path / "none.toml", capsys)[::2] == (
        4,
        f"ouch-conformance: {tmp_path / 'none.toml'}: the profile cannot be read: No such file or directory\n",
    )
