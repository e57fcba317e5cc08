"""The order book by itself: ranking, counterparts, reserves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.venue.book import Book, BookOrder


def order(buy: bool, price: int, quantity: int = 100, **other: int | bool) -> BookOrder:
    """An order with what the book needs."""
    return BookOrder(buy=buy, price=price, open=quantity, **other)  # type: ignore[arg-type]


def test_sells_rank_from_the_lowest_price_buys_from_the_highest() -> None:
    """Best price first on either side, then time."""
    book: Book[BookOrder] = Book()
    orders = [order(side, price) for side in (True, False) for price in (3, 1, 2, 1)]
    for each in orders:
        book.add(each)

    assert [each.price for each in book] == [3, 2, 1, 1, 1, 1, 2, 3]
    buys = [each for each in book if each.buy]
    assert buys[2:] == [orders[1], orders[3]]


def test_counterparts_stop_at_the_limit() -> None:
    """An incoming order is only shown prices that it may trade at."""
    book: Book[BookOrder] = Book()
    for price in (10, 11, 12):
        book.add(order(False, price))

    assert [each.price for each in book.counterparts(order(True, 11))] == [10, 11]
    assert [each.price for each in book.counterparts(order(True, 0, market=True))] == [10, 11, 12]


def test_removal_is_exact_and_total() -> None:
    """Taking out an order that never rested, or no longer does, changes nothing."""
    book: Book[BookOrder] = Book()
    resting, stranger = order(True, 10), order(True, 10)
    book.add(resting)
    book.remove(stranger)
    assert resting in book and stranger not in book
    book.remove(resting)
    book.remove(resting)
    assert list(book) == []


def test_a_place_can_be_kept() -> None:
    """An order put back with its old rank stands where it stood."""
    book: Book[BookOrder] = Book()
    first, second = order(True, 10), order(True, 10)
    book.add(first)
    book.add(second)
    rank = first.rank
    book.remove(first)
    book.restore(first, rank)

    assert list(book) == [first, second]


def test_reserve_shows_a_part() -> None:
    """A reserve order offers its shown shares, less than them once shares went, all of the rest at the end."""
    resting = order(True, 10, 250, reserve=100)
    resting.refresh()
    assert resting.available == 100
    resting.take(60)
    assert (resting.open, resting.available) == (190, 40)
    resting.take(140)
    resting.refresh()
    assert resting.available == 50


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5), st.integers(0, 9), st.booleans()), max_size=40))
def test_the_book_stays_sorted(entries: list[tuple[bool, int, int, bool]]) -> None:
    """Whatever is added and removed, each side is sorted by price, visibility and time."""
    book: Book[BookOrder] = Book()
    kept: list[BookOrder] = []
    for buy, price, pick, add in entries:
        if add or not kept:
            kept.append(order(buy, price, hidden=pick % 2 == 0))
            book.add(kept[-1])
        else:
            book.remove(kept.pop(pick % len(kept)))

    listed = list(book)
    assert set(map(id, listed)) == set(map(id, kept))
    for buy in (True, False):
        ranks = [each.rank for each in listed if each.buy is buy]
        assert ranks == sorted(ranks)
