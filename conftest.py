"""For the whole checkout: what only a root conftest may ask pytest for."""

from __future__ import annotations

# tests/plugin runs pytest inside pytest.
pytest_plugins = ["pytester"]
