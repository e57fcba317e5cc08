"""Pools: what each of several workers at one venue has to itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ouch_conformance.profile import Profile, builtin_profile, load_profile
from ouch_conformance.profile.pools import base_name, lacking, pool, shared
from ouch_conformance.profile.redacted import VARIABLE, redacted

REFERENCE = builtin_profile("nasdaq-ouch-5.0")
SECOND = """
[accounts.A2]
user = "MEMA2"
password = "two"
firm = "FRA2"
[accounts.B2]
user = "MEMB2"
password = "two"
firm = "{firm}"
[accounts.C2]
user = "MEMC2"
password = "two"
firm = "FRC2"
[instruments.main-2]
symbol = "{symbol}"
exclusive = true
"""


def pooled(folder: Path, firm: str = "FRB2", symbol: str = "OUCHA2") -> Profile:
    """The reference profile with accounts for a second worker, and one instrument of its many."""
    path = folder / "pooled.toml"
    path.write_text(REFERENCE.read_text("utf-8") + SECOND.format(firm=firm, symbol=symbol), "utf-8")
    return load_profile(path)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("A", "A"),
        ("A2", "A"),
        ("B12", "B"),
        ("A1", "A1"),
        ("main", "main"),
        ("main-2", "main"),
        ("short-sales-restricted-3", "short-sales-restricted"),
    ],
)
def test_a_number_from_two_on_names_a_pool(name: str, base: str) -> None:
    """The name without the number is what features say; a name without one is that of the first worker."""
    assert base_name(name) == base


def test_each_worker_has_its_own_under_the_names_of_the_features(tmp_path: Path) -> None:
    """The second worker's A is [accounts.A2]; an instrument that nobody may trade on is everybody's."""
    first, second = pool(pooled(tmp_path), 1), pool(pooled(tmp_path), 2)

    assert set(first.accounts) == set(second.accounts) == {"A", "B", "C"}
    assert (first.accounts["A"].user, second.accounts["A"].user) == ("MEMBRA", "MEMA2")
    assert second.accounts["A"].name == "A"
    assert (first.instruments["main"].symbol, second.instruments["main"].symbol) == ("OUCHA", "OUCHA2")
    assert second.instruments["unknown"] == first.instruments["unknown"]


def test_what_a_pool_lacks_is_named_by_its_sections(tmp_path: Path) -> None:
    """Every exclusive instrument of the first worker has one in the second pool, or is told."""
    missing = lacking(pooled(tmp_path), 2)

    assert missing[:2] == ["[instruments.second-2]", "[instruments.halted-2]"]
    assert "[instruments.main-2]" not in missing
    assert lacking(pooled(tmp_path), 3)[0] == "[accounts.A3]"
    assert lacking(pooled(tmp_path), 1) == []


def test_what_two_workers_share_is_told(tmp_path: Path) -> None:
    """A firm is cancelled as a whole and a symbol has one book: neither may belong to two workers."""
    assert list(shared(pooled(tmp_path), 2)) == []
    assert list(shared(pooled(tmp_path, firm="FRMA", symbol="OUCHB"), 2)) == ["firm FRMA", "symbol OUCHB"]


def test_a_redacted_profile_says_the_same_without_its_passwords(tmp_path: Path) -> None:
    """Every value comes back but the passwords; comments and operators' commands are gone."""
    path = tmp_path / "venue.toml"
    text = (
        REFERENCE.read_text("utf-8")
        + '# secret one\n[control]\nadapter = "command"\n[control.commands]\nhalt = "x secret"\n'
    )
    path.write_text(text.replace("alpha-pass", "secret two"), "utf-8")
    (tmp_path / "again.toml").write_text(redacted(path), "utf-8")

    said, again = tomllib.loads(text), tomllib.loads((tmp_path / "again.toml").read_text("utf-8"))
    assert "secret" not in redacted(path)
    assert again.pop("control")["commands"] == {"halt": "***"}
    assert {each["password-env"] for each in again["accounts"].values()} == {VARIABLE}
    for document in (said, again):
        for account in document["accounts"].values():
            account.pop("password", None), account.pop("password-env", None)
    said.pop("control")
    assert again == said
