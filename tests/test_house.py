"""The house rules: what the project asks for, what it must not hold, and what must match its source."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packages import NOT_IMPORTED, imported_in, named_twice, requirements, unimported
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:home|work|root|Users)/\w")
PACKAGE_INDEX = re.compile(r"https?://\S*/simple\b|pypi\.org|pythonhosted\.org|--(?:extra-index-url|index-url|trusted-host|find-links)")
NOT_IN_THE_MAIN_JOB = re.compile(r"^(torch|nvidia.*|triton|tensorflow|onnx|pytest)$")


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """Package -> (pinned requirement, hashes) of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {canonicalize_name(Requirement(first.strip()).name): (first.strip(), [one.strip() for one in rest]) for first, *rest in entries}


def tracked_files() -> list[Path]:
    """What git holds or would add."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def tracked_texts() -> list[tuple[str, str]]:
    """Tracked text files as (path, text); a tokenizer's vocabulary is not prose and is left out."""
    texts = []
    for path in tracked_files():
        if path.name in ("tokenizer.json", "vocab.json", "merges.txt"):
            continue
        data = path.read_bytes()
        if b"\0" not in data:
            texts.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", errors="replace")))
    return texts


# What the project asks for


def test_conda_and_pyproject_ask_for_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [line for line in environment["dependencies"] if isinstance(line, str) and line != "pip"]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip[-1] == "-e ."
    python = f"python{PROJECT['project']['requires-python']}"
    assert requirements(conda + pip[:-1]) == requirements([python, *PROJECT["project"]["dependencies"]])
    assert named_twice(conda + pip[:-1]) == [], "environment.yml names these packages twice"


def test_no_package_is_named_twice():
    main, extras = PROJECT["project"]["dependencies"], PROJECT["project"]["optional-dependencies"]
    for extra, lines in {"dependencies": [], **extras}.items():
        assert named_twice([*main, *lines]) == [], f"pyproject.toml names these packages twice, the second time in {extra}"
    ranges = {(name, wanted) for lines in extras.values() for name, wanted in requirements(lines).items()}
    assert len(ranges) == len({name for name, _ in ranges}), "two extras ask for one package in different ranges"


# Who uses what is asked for: the folders of each list of packages in pyproject.toml.
USERS = {
    "dependencies": ["analysis", "notebooks", "seeds", "figures"],
    "hub": ["analysis"],
    "train": ["training"],
    "bench": ["training"],
    "dev": ["tests", "figures", "analysis"],
}


@pytest.mark.parametrize("name", USERS)
def test_every_package_is_used(name):
    lists = {"dependencies": PROJECT["project"]["dependencies"], **PROJECT["project"]["optional-dependencies"]}
    assert set(lists) == set(USERS)
    unused = unimported(lists[name], imported_in(ROOT / folder for folder in USERS[name]), ROOT, NOT_IMPORTED)
    assert unused == [], "leave it out of pyproject.toml and environment.yml, or say in tests/packages.py what uses it"


def test_every_exception_is_asked_for():
    asked = requirements([*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]])
    assert set(NOT_IMPORTED) <= set(asked)


@pytest.mark.parametrize(
    ("lines", "twice"),
    [
        (["numpy>=2", "pandas"], []),
        (["numpy>=2", "pandas", "numpy>=2"], ["numpy"]),
        (["typing_extensions>=4", "PyYAML", "Typing.Extensions<5", "pyyaml>=6"], ["pyyaml", "typing-extensions"]),
        (["spacy[lookups]>=3.8", "spacy>=3.8"], ["spacy"]),
    ],
)
def test_a_package_named_twice_is_found(lines, twice):
    assert named_twice(lines) == twice


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("numpy>=2", []),
        ("python-docx", []),
        ("a-b", []),
        ("Inner.Only", []),
        ("relative", ["relative: nothing imports it"]),
        ("numpyro", ["numpyro: nothing imports it"]),
        ("runner", []),
        ("idle", ["idle: nothing imports it, and Makefile does not say -m idle"]),
        ("lost", ["lost: nothing imports it, and no/*.cfg does not say lost"]),
    ],
)
def test_a_package_that_nothing_uses_is_found(tmp_path, line, wrong):
    (tmp_path / "code").mkdir()
    text = (
        "import numpy.linalg as la\nfrom docx import Document\nimport os, a_b\nfrom . import relative\ndef late():\n    from inner_only.x import y\n"
    )
    (tmp_path / "code" / "one.py").write_text(text, encoding="utf-8")
    (tmp_path / "Makefile").write_text("test:\n\tpython -m runner\n", encoding="utf-8")
    otherwise = {"runner": ("Makefile", "-m runner"), "idle": ("Makefile", "-m idle"), "lost": ("no/*.cfg", "lost")}
    assert unimported([line], imported_in([tmp_path / "code"]), tmp_path, otherwise) == wrong


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_entry_is_pinned_and_hashed(lock):
    for name, (pin, hashes) in locked(lock).items():
        assert "==" in pin, f"{lock}: {name} is not pinned"
        assert hashes and all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), f"{lock}: {name} lacks sha256 hashes"


def test_main_lock_stays_small():
    assert [name for name in locked("requirements.lock") if NOT_IN_THE_MAIN_JOB.match(name)] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]),
    ],
)
def test_locks_hold_what_pyproject_asks_for(lock, asked):
    pins = locked(lock)
    for line in asked:
        wanted = Requirement(line)
        pin = pins[canonicalize_name(wanted.name)][0]
        version = re.search(r"==([^\s;]+)", pin).group(1)
        assert wanted.specifier.contains(version, prereleases=True), f"{lock} holds {pin}, pyproject asks for {line}; run `make lock`"


def test_both_locks_agree():
    main, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: pin for name, (pin, _) in main.items()} == {name: dev.get(name, ("missing", []))[0] for name in main}


def test_one_version_everywhere():
    version = PROJECT["project"]["version"]
    assert str(yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]) == version
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest and newest.group(1) == version


def test_build_group_repeats_the_build_system():
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


# What importing costs


def test_import_is_light():
    code = (
        "import sys, time; start = time.perf_counter(); import analysis; took = time.perf_counter() - start;"
        "heavy = {'numpy', 'pandas', 'scipy', 'ruptures', 'spacy', 'matplotlib', 'seaborn', 'torch', 'transformers', 'onnxruntime', 'trafilatura',"
        "'IPython'};"
        "print(took, *sorted(heavy & set(sys.modules)))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    assert runs[0][1:] == [], f"`import analysis` also imports {', '.join(runs[0][1:])}; import them inside the functions that use them"
    fastest = min(float(run[0]) for run in runs)
    assert fastest < 0.2, f"`import analysis` took {fastest:.2f} s"


# What the repository must not hold


@pytest.mark.parametrize(("what", "pattern"), [("somebody's machine", MACHINE_PATH), ("a package index", PACKAGE_INDEX)], ids=["path", "index"])
def test_no_trace_of_a_machine(what, pattern):
    found = [f"{name}: {match.group()}" for name, text in tracked_texts() for match in pattern.finditer(text)]
    assert found == [], f"tracked files name {what}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("see {}home/ann/news.txt", True),
        ("file://{}Users/ann", True),
        ("https://example.org{}work/a", False),
        ("at home{}school", False),
        ("..{}work/a", False),
    ],
)
def test_machine_path_pattern(text, wrong):
    assert bool(MACHINE_PATH.search(text.format("/"))) is wrong  # the slash comes late, so that this file passes its own test


def test_no_large_files():
    large = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in tracked_files() if path.stat().st_size > 2_000_000}
    assert [name for name in large if not name.startswith("analysis/models/")] == []


def test_no_pickle():
    assert [path.name for path in tracked_files() if path.suffix in {".pkl", ".pickle", ".joblib", ".pt", ".pth", ".bin"}] == []


PATH = re.compile(r"(?<![\w./-])(?:analysis|figures|notebooks|seeds|tests|training)/[\w*/.-]*[\w*]\.(?:py|ipynb|csv|jsonl?|md|js)\b")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "Makefile", ".ci/run", ".pre-commit-config.yaml", "pyproject.toml", "environment.yml"]
)
def test_files_named_are_there(name):
    named = set(PATH.findall((ROOT / name).read_text(encoding="utf-8")))
    assert [path for path in sorted(named) if not list(ROOT.glob(path))] == [], f"{name} names files that are not there"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("a line in `tests/data/voices.jsonl`: a text", ["tests/data/voices.jsonl"]),
        ("tests/report/test_browser.py looks, tests/*/test_b*.py", ["tests/report/test_browser.py", "tests/*/test_b*.py"]),
        ("[papers](seeds/articles/README.md).", ["seeds/articles/README.md"]),
        ("analysis/models/stance/results.json.", ["analysis/models/stance/results.json"]),
        ("/tmp/tests/one.py, in `seeds/` and shared/seeds/x.md", []),
    ],
)
def test_named_file_pattern(text, paths):
    assert PATH.findall(text) == paths


# What must match its source


def load_builder():
    spec = importlib.util.spec_from_file_location("notebooks_build", ROOT / "notebooks" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_notebooks_match_their_sources():
    done = subprocess.run([sys.executable, "notebooks/build.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").rglob("*.ipynb")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_notebooks_are_small_and_hold_no_outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [index for index, cell in enumerate(cells) if cell.get("outputs") or cell.get("execution_count")] == []
    assert path.stat().st_size < 40_000
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_builder_writes_checks_and_names_the_stale(tmp_path, capsys):
    build = load_builder()
    (tmp_path / "src").mkdir()
    source = tmp_path / "src" / "lesson.py"
    source.write_text('# %% [markdown]\n# # Café\n\n# %% tags=["parameters"]\nx = 1\n', encoding="utf-8")

    assert build.main(["--check"], tmp_path) == 1 and "lesson.ipynb" in capsys.readouterr().err
    assert build.main([], tmp_path) == 0 and build.main(["--check"], tmp_path) == 0
    first = (tmp_path / "lesson.ipynb").read_bytes()
    cells = json.loads(first)["cells"]
    assert cells[1]["metadata"] == {"tags": ["parameters"]} and len({cell["id"] for cell in cells}) == 2

    (tmp_path / "lesson.ipynb").unlink()
    build.main([], tmp_path)
    assert (tmp_path / "lesson.ipynb").read_bytes() == first, "the same source gives the same bytes"

    source.unlink()
    assert build.main(["--check"], tmp_path) == 1 and "has no source" in capsys.readouterr().err


EXERCISES = """# %% [markdown]
# # Exercises for lesson 1

# %%
given = 3

# %% tags=["solution"]
# A number.
# Think twice.
half = given / 2
double = 2 * half + given

# %%
(double, given)

# %% [markdown] tags=["solution"]
# Because it is so.
"""


def test_builder_derives_exercises_from_solutions(tmp_path):
    build = load_builder()
    (tmp_path / "src" / "exercises").mkdir(parents=True)
    (tmp_path / "src" / "exercises" / "01_count.py").write_text(EXERCISES, encoding="utf-8")
    assert build.main([], tmp_path) == 0 and build.main(["--check"], tmp_path) == 0

    def made(kind):
        return json.loads((tmp_path / kind / "01_count.ipynb").read_text(encoding="utf-8"))["cells"]

    whole, open_ones = made("solutions"), made("exercises")
    assert "".join(whole[0]["source"]) == "# Solutions for lesson 1" and "".join(open_ones[0]["source"]) == "# Exercises for lesson 1"
    assert "".join(whole[2]["source"]) == "# A number.\n# Think twice.\nhalf = given / 2\ndouble = 2 * half + given"
    assert "".join(open_ones[2]["source"]) == "# A number.\n# Think twice.\ndouble = ..."
    assert "".join(open_ones[4]["source"]) == "*Write your answer here.*"
    assert [cell["source"] for cell in whole[1::2]] == [cell["source"] for cell in open_ones[1::2]]
    assert not {cell["id"] for cell in whole} & {cell["id"] for cell in open_ones}
    assert "half" not in (tmp_path / "exercises" / "01_count.ipynb").read_text(encoding="utf-8")


def test_builder_refuses_a_solution_that_nothing_checks(tmp_path):
    build = load_builder()
    (tmp_path / "src" / "exercises").mkdir(parents=True)
    (tmp_path / "src" / "exercises" / "01_count.py").write_text('# %% [markdown]\n# # E\n\n# %% tags=["solution"]\nx = 1\n', encoding="utf-8")
    with pytest.raises(ValueError, match="sets no name that a later cell uses"):
        build.main([], tmp_path)


def test_no_link_of_a_text_leads_nowhere():
    broken = [
        f"{name}: {target}"
        for name, text in tracked_texts()
        if name.endswith(".md")
        for target in re.findall(r"\]\(([^)#\s]+)", text)
        if not re.match(r"[a-z]+:", target) and not ((ROOT / name).parent / target).exists()
    ]
    assert broken == []
