"""``framing check`` tells a second copy of the suite, the wrong environment and an old lock, each with the next step."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from analysis import installed

ROOT = Path(__file__).resolve().parents[1]
PROJECT = '[project]\nname = "framing-notebooks"\nversion = "{version}"\ndependencies = ["pandas>=3"]\n'
LOCK = """# made by hand
pandas==3.0.0 \\
    --hash=sha256:00
numpy==2.4.0 ; sys_platform != 'none' \\
    --hash=sha256:00
appnope==1.0.0 ; sys_platform == 'none' \\
    --hash=sha256:00
"""


def checkout(folder: Path, version: str = "0.2.0", lock: str | None = LOCK) -> Path:
    (folder / "analysis").mkdir(parents=True)
    (folder / "analysis" / "__init__.py").touch()
    (folder / "pyproject.toml").write_text(PROJECT.format(version=version), encoding="utf-8")
    (folder / "notebooks").mkdir()
    if lock is not None:
        (folder / "requirements.lock").write_text(lock, encoding="utf-8")
    return folder.resolve()


def distribution(site: Path, version: str = "0.2.0", editable: Path | None = None, needs: str = "pandas>=3") -> Distribution:
    """Install the papers of the suite: into a folder of packages, or as an editable installation of a checkout."""
    info = site / f"framing_notebooks-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: framing-notebooks\nVersion: {version}\nRequires-Dist: {needs}\n", encoding="utf-8")
    if editable is not None:
        (info / "direct_url.json").write_text(json.dumps({"dir_info": {"editable": True}, "url": editable.as_uri()}), encoding="utf-8")
    return Distribution.at(info)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A machine with one checkout, installed from it, in the environment .venv of that checkout; returns how to change it."""
    home = checkout(tmp_path / "suite")
    (home / ".venv").mkdir()
    kept = [distribution(home / ".venv" / "lib", editable=home)]
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(installed, "HERE", home)
    monkeypatch.setattr(installed, "distributions", lambda name: kept)
    monkeypatch.setattr(sys, "prefix", str(home / ".venv"))
    monkeypatch.chdir(home / "notebooks")
    monkeypatch.setattr(installed, "_version", {"pandas": "3.0.0", "numpy": "2.4.0"}.get)
    return home, kept


def test_one_copy_in_its_own_environment_as_locked_is_fine(place):
    assert installed.this_copy() == "version 0.2.0 in the folder “suite”"
    assert installed.environment() == ".venv"
    assert installed.same_as_locked() == "2 packages as in requirements.lock"


def test_an_installed_copy_that_runs_beside_the_checkout_is_told(place, tmp_path, monkeypatch):
    home, kept = place
    site = (tmp_path / "site-packages").resolve()
    kept[:] = [distribution(site, "0.1.0")]
    monkeypatch.setattr(installed, "HERE", site)
    said = "you work in version 0.2.0 in the folder “suite”, but what runs is version 0.1.0, installed in site-packages; .* run `make install`"
    with pytest.raises(RuntimeError, match=said):
        installed.this_copy()
    monkeypatch.chdir(tmp_path)
    assert installed.this_copy() == "version 0.1.0, installed in site-packages"
    monkeypatch.setattr(installed, "HERE", home)
    with pytest.raises(RuntimeError, match="what runs here is version 0.2.0 .* but a notebook would take version 0.1.0, installed in site-packages"):
        installed.this_copy()


def test_two_installations_are_told(place, tmp_path):
    _, kept = place
    kept.append(distribution(tmp_path / "site-packages", "0.1.0"))
    with pytest.raises(RuntimeError, match=r"installed 2 times \(0\.2\.0, 0\.1\.0\); run `pip uninstall framing-notebooks`"):
        installed.this_copy()


def test_a_copy_named_on_purpose_is_no_fault(place, tmp_path, monkeypatch):
    other = checkout(tmp_path / "other")
    monkeypatch.setattr(installed, "HERE", other)
    monkeypatch.setenv("PYTHONPATH", str(other))
    assert installed.this_copy() == "version 0.2.0 in the folder “other”, as PYTHONPATH says"


@pytest.mark.parametrize(("module", "what"), [("ipykernel", "this notebook"), (None, "this command")])
def test_a_wrong_environment_is_told(place, tmp_path, monkeypatch, module, what):
    _, kept = place
    monkeypatch.setattr(installed, "_where", lambda: what) if module is None else monkeypatch.setitem(sys.modules, module, object())
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "base"))
    with pytest.raises(RuntimeError, match=f"{what} runs in base, but the suite has an environment of its own, .venv; in JupyterLab, close it"):
        installed.environment()
    kept.clear()
    with pytest.raises(RuntimeError, match=rf"not installed in this one \(base\): {what} was started in the wrong environment"):
        installed.environment()
    with pytest.raises(RuntimeError, match="not looked at, since the suite is not installed in this environment"):
        installed.same_as_locked()


def test_a_conda_environment_may_choose_its_own_versions(place, tmp_path, monkeypatch):
    (tmp_path / "base" / "conda-meta").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "base"))
    monkeypatch.setattr(installed, "_version", lambda _: "0.0.1")
    assert installed.environment() == "base"
    assert installed.same_as_locked().startswith("no lock to compare with")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            {"pandas": "2.9.0", "numpy": "2.4.0"},
            "1 of 2 packages are not as locked: pandas is 2.9.0, the lock has 3.0.0; run `touch",
        ),
        ({"pandas": "3.0.0"}, "1 of 2 packages are not as locked: numpy is missing, the lock has 2.4.0"),
    ],
)
def test_packages_that_are_not_as_locked_are_told(place, monkeypatch, found, said):
    monkeypatch.setattr(installed, "_version", found.get)
    with pytest.raises(RuntimeError, match=said):
        installed.same_as_locked()


@pytest.mark.parametrize(
    ("version", "needs", "said"),
    [("0.1.0", "pandas>=3", "0.1.0 then, 0.2.0 now"), ("0.2.0", "lxml>=5", "now also needed: pandas>=3")],
)
def test_an_installation_older_than_the_folder_is_told(place, tmp_path, version, needs, said):
    home, kept = place
    kept[:] = [distribution(tmp_path / "old", version, editable=home, needs=needs)]
    with pytest.raises(RuntimeError, match=f"installed before the last change .{said}"):
        installed.same_as_locked()


def test_the_lock_of_this_project_is_read_whole():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = {name for name, _ in installed._locked(lock)}
    asked = sum(line[:1] not in "# \n" and "==" in line for line in lock.splitlines(keepends=True))
    assert {"pandas", "spacy", "onnxruntime"} <= names and 0.9 * asked < len(names) <= asked


def test_without_its_packages_the_check_says_so_and_nothing_else():
    code = "import sys; sys.argv = ['framing', 'check']; from analysis.__main__ import main; sys.exit(main())"
    base = getattr(sys, "_base_executable", sys.executable)
    run = subprocess.run([base, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}, timeout=60)
    assert run.returncode == 1
    assert "[FAIL] environment: the suite is not installed in this one" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
