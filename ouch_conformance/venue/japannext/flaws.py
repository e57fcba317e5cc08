"""What the defects of bytes do to a message of Japannext OUCH."""

from __future__ import annotations


def turned_round(message: bytes, place: slice) -> bytes:
    """A message with the bytes of a number in the other order."""
    return message[: place.start] + message[place][::-1] + message[place.stop :]


def ending_in_nul(message: bytes, place: slice) -> bytes:
    """A message with NUL behind a text that does not fill its field; a blank one stays."""
    text = message[place].rstrip(b" ")
    filled = text.ljust(place.stop - place.start, b"\0") if text else message[place]
    return message[: place.start] + filled + message[place.stop :]
