"""Tests of the difference sheet."""
