"""Scenarios made from a protocol's layout: every message and field at its limits, beyond them, and in broken bytes."""
