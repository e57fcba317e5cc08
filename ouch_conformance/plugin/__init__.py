"""The pytest plugin. Without a features root or an `--ouch-` option it only registers its options."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the ini option that names the roots below which `.feature` files are collected."""
    parser.addini("ouch_features", "folders whose .feature files are collected directly", type="paths", default=[])
