"""The notebooks: each runs from top to bottom and exports as one closed page; the lessons keep the rules for lessons.

Exercises run with their solutions, which the checks must call right, and without, where every check says that nothing is there yet.
That notebooks match their sources, hold no outputs and are small is tested in test_house.py.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import statistics
from pathlib import Path

import lxml.html
import nbformat
import pytest

from analysis.classroom.exercises.feedback import Feedback
from analysis.report.report import export_notebook

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
CHARTS: dict[str, list[str]] = {
    "00_start_here": [
        "Whose voice is it?",
        "How each mention of a side is treated",
        "Where the loaded words are",
        "From the first sentence to the last",
    ],
    "01_read_first": [],
    "02_whose_voice": [
        "Whose voice is it?",
        "How many words each side’s sources get",
        "Which verbs introduce each side’s sources",
    ],
    "03_stance_by_sentence": ["How each mention of a side is treated", "From the first sentence to the last"],
    "04_loaded_terms": ["Where the loaded words are", "What each loaded word does"],
    "05_framing_shift": [
        "From the first sentence to the last",
        "How large must a shift be to be found?",
        "How often does the test report a shift that is not there?",
    ],
    "06_can_we_trust_it": ["Is the model as sure as it should be?", "What the names do to the scores"],
    "07_class_agreement": [
        "How well the coders agree",
        "Which answers coders confuse: voice",
        "Which answers coders confuse: stance",
        "Who said what: stance towards Azerbaijan",
        "Who said what: stance towards Azerbaijan",
        "Which words the coders marked",
    ],
    "08_your_own_article": [],
    "09_who_acts": ["Who acts, and to whom is it done?", "Harm with and without the one who did it", "Who casts whom as what?"],
    "10_which_frame": ["Which frames, and where?"],
    "11_two_reports": ["How each report treats each side in its own voice"],
    "12_many_articles": [
        "Loaded words, reporter’s voice, by outlet",
        "Stance, reporter’s voice: Allied Tram Workers, by outlet",
        "Stance, reporter’s voice: Osmere Tram Company, by outlet",
        "Stance, reporter’s voice: Allied Tram Workers, by month",
        "Loaded words that set The Depot and City Ledger apart",
        "Words of sources, article by article",
    ],
}
LESSONS = list(CHARTS)
OF_TWO_ARTICLES = ["11_two_reports"]
OF_MANY = ["12_many_articles"]
EXERCISES = sorted(path.stem for path in (FOLDER / "exercises").glob("*.ipynb"))
BEFORE_A_GUESS = {"", "Table", "article", "other", "article_card", "check_setup", "coding", "corpus"}
"""What a lesson may show before its reader has guessed: nothing that a model found."""
CHART_MAKERS = {"voice_strip", "sourcing_balance", "cue_tones", "stance_points", "term_raster", "term_effects", "shift_curves", "calibration",
                "swap_audit", "alpha_intervals", "confusion_map", "coder_raster", "marked_words",
                "shift_power", "false_alarm_rates", "acting_balance", "harm_authors", "who_casts_whom", "frame_evidence",
                "treatment_by_report", "by_outlet", "by_month", "words_apart", "spread_of_articles"}  # fmt: skip

STRIKE = """Nurses at three Leeds hospitals walked out on Monday in a row over pay.
The union said its members had been left with no choice. “We did not want this,” said Ann Cole, who leads the union.
The company accused the union of a reckless gamble with patients’ lives.
“The union has refused every offer,” the company said in a statement. “It must come back to the table.”
Talks between the company and the union are to resume on Thursday."""
UNION = " Allied Tram Workers said nothing."
NO_SIDES = "It rained all day in the hills. The river rose by a metre. The road was closed until the evening. Nobody was hurt."


def cells(name, kind):
    return [cell for cell in nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells if cell.cell_type == kind]


def prose(name):
    return "\n\n".join(cell.source for cell in cells(name, "markdown"))


def last_call(source):
    """Name of what a cell shows: the function called last, "analysis.charts.x" as "x", or a name; "" where it shows nothing."""
    last = ast.parse(source).body[-1]
    shown = last.value if isinstance(last, ast.Expr) else None
    if shown is None:
        return ""
    return ast.unparse(shown.func if isinstance(shown, ast.Call) else shown).split(".")[-1]


def sections(name):
    """Cells of a lesson, by second-level heading."""
    found = {}
    heading = ""
    for cell in nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = cell.source.splitlines()[0]
        found.setdefault(heading, []).append(cell)
    return found


def test_every_notebook_is_tested():
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == {*CHARTS, "report"}


# Run and exported


@pytest.fixture(scope="module", autouse=True)
def no_corpus_of_an_earlier_build():
    """The lesson on many articles keeps what it read; a corpus that was read with other models would be refused."""
    shutil.rmtree(FOLDER.parent / "reports" / "port_osmere", ignore_errors=True)


@pytest.fixture(scope="module", params=LESSONS)  # the report runs in test_report.py
def exported(request, tmp_path_factory):
    out = export_notebook(FOLDER / f"{request.param}.ipynb", tmp_path_factory.mktemp("pages") / f"{request.param}.html")
    return request.param, out.read_text(encoding="utf-8")


def test_notebook_runs_and_shows_its_charts(exported):
    name, text = exported
    root = lxml.html.fromstring(text)
    assert root.xpath("//figure//span[@class='charttitle']/text()") == CHARTS[name]
    drawings = root.xpath("//figure//*[@role='img'][.//svg]")
    assert len(drawings) == len(CHARTS[name])
    assert all(len(drawing.get("aria-label", "")) > 40 for drawing in drawings)
    tables = root.xpath("//div[@role='region' and not(starts-with(@aria-label, 'Table: '))]/table")  # those of the prose follow their sentence
    assert tables and all(table.xpath("./caption") for table in tables)
    assert "Traceback" not in text and "<Figure" not in text and "object at 0x" not in text


def test_exported_page_fetches_nothing(exported):
    _, text = exported
    root = lxml.html.fromstring(text)
    assert not root.xpath("//script | //link | //iframe | //object | //embed | //base")
    assert [address for address in root.xpath("//@src") if not address.startswith("data:")] == []
    assert not re.search(r"@import|url\((?!['\"]?(?:#|data:))", "".join(root.xpath("//style/text() | //@style")))
    assert len(text.encode()) < 700_000


# The rules for lessons


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_has_its_parts(name):
    text = prose(name)
    assert text.startswith(f"# Lesson {int(name[:2])}: ")
    parts = ["**Aim:**", "**Time:**", "**Level:**", "**You need:**", "## What exactly is measured?", "**Guess first", "**Talk about it.**",
             "## Exercises", "## In this lesson we saw", "**Next:**"]  # fmt: skip
    assert [part for part in parts if part not in text] == []
    assert 2 <= len(re.findall(r"^\d\. ", text, re.MULTILINE)) <= 4, "two or three questions to talk about"
    following = re.search(r"\*\*Next:\*\* `([^`]+)`", text).group(1)
    assert (FOLDER / following).exists()
    assert f"`exercises/{name}.ipynb`" in text and name in EXERCISES


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_guesses_before_the_first_answer(name):
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    guess = next(i for i, cell in enumerate(notebook.cells) if "**Guess first.**" in cell.source)
    shown = [last_call(cell.source) for cell in notebook.cells[:guess] if cell.cell_type == "code"]
    assert set(shown) <= BEFORE_A_GUESS, "a chart or the marked article comes before the reader's own guess"


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_reads_every_chart_aloud(name):
    every = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    for cell, after in zip(every, every[1:], strict=False):
        if cell.cell_type == "code" and last_call(cell.source) in CHART_MAKERS:
            assert re.search(r"cannot\s+show", after.source), f"nothing is said about {cell.source!r}"


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_says_of_every_section_what_it_cannot_show(name):
    for heading, inside in sections(name).items():
        shows = [i for i, cell in enumerate(inside) if cell.cell_type == "code" and last_call(cell.source)]
        if shows and heading not in ("## Read the article", "## Read the reports"):  # nothing but its text
            after = " ".join(cell.source for cell in inside[shows[0] + 1 :] if cell.cell_type == "markdown")
            asked = "**Guess first" in after or "**Talk about it" in after  # the reader has to say something first
            assert asked or re.search(r"cannot\s+show", after), f"nothing is said about the results under {heading!r}"


@pytest.mark.parametrize("name", LESSONS)
def test_prose_names_no_result(name):
    assert re.findall(r"\d[.,]\d|\d+ ?%(?! interval)", prose(name)) == []


@pytest.mark.parametrize("name", CHARTS)
def test_cells_are_short(name):
    lengths = [len(cell.source.splitlines()) for cell in cells(name, "code")]
    assert statistics.median(lengths) <= 6
    assert sum(length < 15 for length in lengths) >= 0.9 * len(lengths)
    assert max(len(line) for cell in cells(name, "code") for line in cell.source.splitlines()) <= 110


@pytest.mark.parametrize("name", CHARTS)
def test_no_helper_and_no_printing_in_a_notebook(name):
    for cell in cells(name, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)), cell.source
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in {"print", "display", "plt.show"}, cell.source


@pytest.mark.parametrize("name", LESSONS)
def test_one_cell_chooses_the_article_and_its_sides(name):
    parameters = [cell.source for cell in cells(name, "code") if "parameters" in cell.metadata.get("tags", [])]
    if name in OF_MANY:
        wanted = r'path = "\.\./seeds/corpus/\w+\.csv"\nsides_path = "\.\./seeds/corpus/[\w.]+"\nfolder = "[\w./]+"'
        assert re.fullmatch(wanted, "\n".join(parameters))
        return
    article = r'"\.\./seeds/articles/[\w.]+"'
    sides = "" if name == "07_class_agreement" else r"\nsides = (None|\{[^{}]+\})"
    other = rf"\nother_path = {article}" if name in OF_TWO_ARTICLES else ""
    assert re.fullmatch(rf"path = {article}{other}{sides}", "\n".join(parameters))
    assert len(parameters) == (2 if name == "08_your_own_article" else 1)
    assert sum("seeds/articles" in cell.source for cell in cells(name, "code")) == 1


@pytest.mark.parametrize("text", [STRIKE, NO_SIDES], ids=["strike", "no sides"])
@pytest.mark.parametrize("name", [name for name in LESSONS if name not in OF_MANY])
def test_lesson_works_on_another_article(name, text, tmp_path, monkeypatch):
    if name in OF_TWO_ARTICLES:
        text = (FOLDER.parent / "seeds" / "articles" / "tram_strike_depot.txt").read_text(encoding="utf-8") if text is STRIKE else text + UNION
    other = tmp_path / "other.txt"
    other.write_text(text, encoding="utf-8")
    monkeypatch.chdir(FOLDER)
    names: dict[str, object] = {}
    for cell in cells(name, "code"):
        paths = f"path = {str(other)!r}\nother_path = '../seeds/articles/tram_strike_city.txt'\nsides = None"
        source = paths if "parameters" in cell.metadata.get("tags", []) else cell.source
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), names)
        if last is not None:
            assert eval(compile(ast.Expression(last.value), name, "eval"), names)._repr_html_()


def test_the_lesson_on_many_works_on_a_few(tmp_path, monkeypatch):
    (tmp_path / "few.csv").write_text(
        "text,outlet,date\n" + "".join(f"The union called firm {n} greedy. The firm said no.,Paper {n % 2},2026-0{n}-01\n" for n in range(1, 4)),
        encoding="utf-8",
    )
    (tmp_path / "sides.json").write_text('{"Union": ["union"], "Firm": ["firm"]}', encoding="utf-8")
    monkeypatch.chdir(FOLDER)
    names: dict[str, object] = {}
    for cell in cells("12_many_articles", "code"):
        parameters = f"path, sides_path, folder = {[str(tmp_path / one) for one in ('few.csv', 'sides.json', 'out')]!r}"
        tree = ast.parse(parameters if "parameters" in cell.metadata.get("tags", []) else cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "12_many_articles", "exec"), names)
        if last is not None:
            assert eval(compile(ast.Expression(last.value), "12_many_articles", "eval"), names)._repr_html_()


# Exercises and their solutions


def run_cells(folder, name, monkeypatch, parameters=None):
    """Run the cells of an exercise notebook here, and return what each check said; parameters: in place of the cell that sets what is read."""
    monkeypatch.chdir(FOLDER / folder)
    names: dict[str, object] = {}
    feedback = []
    for cell in nbformat.read(FOLDER / folder / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(parameters if parameters and "parameters" in cell.metadata.get("tags", []) else cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), names)
        if last is not None:
            result = eval(compile(ast.Expression(last.value), name, "eval"), names)
            assert result._repr_html_()
            feedback += [result] if isinstance(result, Feedback) else []
    return feedback


@pytest.mark.parametrize("name", EXERCISES)
def test_checks_call_the_solutions_right(name, monkeypatch):
    feedback = run_cells("solutions", name, monkeypatch)
    assert len(feedback) >= 2
    assert [each.text for each in feedback if not each.right] == []


@pytest.mark.parametrize("name", EXERCISES)
def test_exercises_run_before_an_answer_is_written(name, monkeypatch):
    feedback = run_cells("exercises", name, monkeypatch)
    assert len(feedback) >= 2
    assert [each.text for each in feedback if each.right or "Nothing yet" not in each.text] == []


# One rule for all lessons


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_tells_when_to_go_on_and_when_to_stop(name):
    rule = r"Run one cell at a time with Shift \+ Enter and read what appears\. Stop at every \*\*Guess first\*\*: your own reading comes\s+before"
    assert len(re.findall(rule, prose(name))) == 1
    assert not re.search(r"Run All|to the end of the page, and read", prose(name))


def test_no_lesson_shows_results_of_the_article_that_lesson_1_reads_blind():
    def article(name):
        (parameters,) = [cell for cell in cells(name, "code") if "parameters" in cell.metadata.get("tags", [])]
        return re.match(r'path = "(.+)"', parameters.source)[1]

    assert article("00_start_here") != article("01_read_first")


@pytest.mark.parametrize("source", ["05_framing_shift", "exercises/05_framing_shift"])
def test_the_sides_that_lesson_5_names_are_those_of_the_article_s_file(source):
    (parameters,) = [cell for cell in cells(source, "code") if "parameters" in cell.metadata.get("tags", [])]
    names: dict[str, object] = {}
    exec(parameters.source, names)
    file = FOLDER.parent / "seeds" / "articles" / Path(str(names["path"])).with_suffix(".sides.json").name
    assert names["sides"] == json.loads(file.read_text(encoding="utf-8"))


def test_code_names_are_asked_for_everywhere():
    parts = [prose("00_start_here"), prose("01_read_first"), (FOLDER / "TEACHING.md").read_text(encoding="utf-8")]
    parts += [(FOLDER.parent / "analysis" / "templates" / name).read_text(encoding="utf-8") for name in ("widget.js", "worksheet.html.j2")]
    for text in parts:
        assert re.search(r"never\s+(a|your)\s+real\s+(name|one)", text) and not re.search(r"under your name|Write your name", text)


def test_a_lesson_in_the_wrong_kernel_says_what_to_do(monkeypatch):
    (guard,) = [cell.source for cell in cells("00_start_here", "code") if "find_spec" in cell.source]
    exec(guard, {})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="Wrong kernel: choose Kernel > Change Kernel, or close JupyterLab and start it with: make lab"):
        exec(guard, {})


@pytest.mark.parametrize("text", [STRIKE, NO_SIDES], ids=["strike", "no sides"])
@pytest.mark.parametrize("folder", ["exercises", "solutions"])
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in (*OF_TWO_ARTICLES, *OF_MANY)])
def test_exercises_and_solutions_run_on_another_article(name, folder, text, tmp_path, monkeypatch):
    other = tmp_path / "other.txt"
    other.write_text(text, encoding="utf-8")
    feedback = run_cells(folder, name, monkeypatch, parameters=f"path = {str(other)!r}\nsides = None")
    told = [each.text for each in feedback if not each.right]
    if folder == "solutions":
        assert [said for said in told if not re.search(r"not a number you can compare|[Cc]hoose another|(name|give) them with sides", said)] == []
    else:
        assert len(told) == len(feedback)
