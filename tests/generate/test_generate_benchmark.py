"""Generated classes keep their distance to `struct` and to nasdaq-protocols."""

from __future__ import annotations

from benchmarks.generated import rows


def test_checked_classes_are_fast_enough() -> None:
    """Built with checks and encoded in at most 25 bare packs, and more than twice as fast as nasdaq-protocols."""
    table = rows(rounds=10)

    assert [row.limit for row in table] == [25.0, 25.0, 2.0, 2.0, 2.0]
    assert [row.name for row in table if not row.ok] == []
