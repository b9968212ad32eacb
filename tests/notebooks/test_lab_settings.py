"""JupyterLab as `make lab` opens it: it asks nothing about news, and nothing covers the first lesson."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "notebooks" / "jupyter"
PLUGIN = "@jupyterlab/apputils-extension:notification"


def test_make_lab_reads_the_settings():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlab:", 1)[1].split("\n\n", 1)[0]
    assert 'JUPYTER_CONFIG_PATH="$(CURDIR)/notebooks/jupyter"' in recipe


def test_jupyterlab_finds_them(tmp_path, monkeypatch):
    from jupyterlab_server.settings_utils import get_settings

    schemas = tmp_path / "schemas" / "@jupyterlab" / "apputils-extension"
    schemas.mkdir(parents=True)
    properties = {"fetchNews": {"type": "string", "default": "none"}, "checkForUpdates": {"type": "boolean", "default": True}}
    (schemas / "notification.json").write_text(json.dumps({"type": "object", "properties": properties}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(SETTINGS))
    found, _ = get_settings(str(tmp_path / "app"), str(tmp_path / "schemas"), str(tmp_path / "user"), schema_name=PLUGIN)
    used = {name: value["default"] for name, value in found["schema"]["properties"].items()}
    assert used == {"fetchNews": "false", "checkForUpdates": False}
