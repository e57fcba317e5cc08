"""The benchmark of the codec runs and compares like with like."""

from __future__ import annotations

from benchmarks.codec import rows


def test_the_benchmark_measures_all_contenders() -> None:
    """One round of each row: the bytes of the contenders agree, or the benchmark itself fails."""
    table = rows(rounds=1)

    assert [row.limit for row in table] == [12.0, 5.0, 8.0]
    assert all(row.ours_us > 0 and row.floor_us > 0 and row.other_us > row.ours_us for row in table)
