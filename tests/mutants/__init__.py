"""Proof by defects: every switchable defect of the reference venue is to be found, under its own requirement."""
