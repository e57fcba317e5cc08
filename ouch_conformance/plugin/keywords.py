"""The keyword that was meant where Gherkin takes a line for a remark, or for nothing that can stand there."""

from __future__ import annotations

from difflib import get_close_matches

STEPS = ("Given", "When", "Then", "And", "But")
PARTS = ("Feature", "Rule", "Background", "Scenario", "Scenario Outline", "Examples")
_LIKE = 0.7
_PROSE = "The"
"""Too near to Then, and how a remark begins."""
_NEITHER = "a step begins with Given, When, Then, And or But, a remark with #"


def meant(line: str) -> str:
    """What would be right in place of a line: the same with the nearest keyword, or what may stand there."""
    head, colon, rest = line.partition(":")
    if colon and (part := _nearest(head, PARTS)):
        return f"did you mean {part + colon + rest!r}?"
    word, space, rest = line.partition(" ")
    if step := _nearest(word, STEPS):
        return f"did you mean {step + space + rest!r}?"
    return _NEITHER


def _nearest(word: str, keywords: tuple[str, ...]) -> str | None:
    title = word.strip().title()
    return None if title == _PROSE else next(iter(get_close_matches(title, keywords, n=1, cutoff=_LIKE)), None)
