"""The one place in the code that all protocols share which names one."""

USUAL = "nasdaq-ouch-5.0"
"""The protocol that is meant where none is named."""
