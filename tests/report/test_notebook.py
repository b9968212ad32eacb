"""Running a notebook: what can run here, what needs Jupyter, what comes out, and what a failing cell leaves behind."""

from __future__ import annotations

import os
import sys
import warnings

import pytest

from analysis.report.kernel import run_in_kernel
from analysis.report.notebook import HTML, TEXT, Cell, ReportError, heading_of, plain_python, read_notebook, run_here, split_headings, step_names
from analysis.report.report import NOTEBOOK


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("x = 1\nx", True),
        ("from analysis import charts", True),
        ("import matplotlib.figure", True),
        ("def display_name(a): return a\ndisplay_name(1)", True),
        ("%matplotlib inline", False),
        ("!ls", False),
        ("x = 1\n%timeit x", False),
        ("display(1)", False),
        ("get_ipython()", False),
        ("input('who? ')", False),
        ("exit()", False),
        ("import ipywidgets as w", False),
        ("from IPython.display import HTML", False),
        ("import matplotlib.pyplot as plt", False),
        ("from matplotlib import pyplot", False),
        ("await thing()", False),
        ("x =", False),
    ],
)
def test_what_needs_jupyter(code, plain):
    assert plain_python([Cell("markdown", "%no code"), Cell("code", "1"), Cell("code", code)]) is plain


def test_the_reports_own_notebook_is_plain_python():
    assert plain_python(read_notebook(NOTEBOOK))


class Shown:
    """Shows itself in two media."""

    def _repr_mimebundle_(self, **_):
        return {HTML: "<p>x</p>", "application/x": {"a": 1}}


CELLS = [
    ("'text'", [{TEXT: "'text'"}]),
    ("print('<b>'); 3", [{TEXT: "<b>\n"}, {TEXT: "3"}]),
    ("3;", []),
    ("x = 3", []),
    ("None", []),
    ("x + 1", [{TEXT: "4"}]),
    ("from __future__ import annotations\ndef f(a: undefined): return 7\nf(0)", [{TEXT: "7"}]),
    ("import warnings; warnings.warn('care')", [{TEXT: "UserWarning: care"}]),
    ("import sys; print('raw', file=sys.stderr)", [{TEXT: "raw"}]),
    ("__name__", [{TEXT: "'__main__'"}]),
]


def test_cells_show_what_they_would_in_jupyter(tmp_path):
    cells = [Cell("markdown", "# T"), *(Cell("code", code) for code, _ in CELLS)]
    told = []
    run_here(cells, tmp_path, told.append)
    assert told == list(range(1, len(cells)))
    assert [[one.data for one in cell.outputs] for cell in cells[1:]] == [expected for _, expected in CELLS]
    kinds = [one.printed for cell in cells for one in cell.outputs]
    assert kinds.count("stderr") == 2 and kinds.count("stdout") == 1


@pytest.mark.parametrize("run", [run_here, run_in_kernel], ids=["here", "in a kernel"])
def test_both_roads_show_the_same(run, tmp_path):
    code = "class Shown:\n    def _repr_html_(self): return '<p>x</p>'\n    def __repr__(self): return 'shown'\nprint('a')\nShown()"
    cells = [Cell("markdown", "## One"), Cell("code", code), Cell("code", "import os; os.path.basename(os.getcwd())")]
    run(cells, tmp_path, lambda _: None)
    assert [one.data for one in cells[1].outputs] == [{TEXT: "a\n"}, {HTML: "<p>x</p>", TEXT: "shown"}]
    assert [one.data for one in cells[2].outputs] == [{TEXT: repr(tmp_path.name)}]


@pytest.mark.parametrize("run", [run_here, run_in_kernel], ids=["here", "in a kernel"])
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1 / 0", "^the report's notebook stopped with ZeroDivisionError: division by zero$"),
        ("class SidesError(ValueError): pass\nraise SidesError('no side')", "^no side$"),
        ("x = nothing", "NameError"),
    ],
)
def test_a_failing_cell_is_one_error_in_words(run, code, expected, tmp_path):
    with pytest.raises(ReportError, match=expected):
        run([Cell("code", code)], tmp_path, lambda _: None)


def test_a_cell_that_stops_the_program_stops_only_the_report(tmp_path):
    with pytest.raises(ReportError, match="asked to stop"):
        run_here([Cell("code", "raise SystemExit(3)")], tmp_path, lambda _: None)


def test_a_run_leaves_nothing_behind(tmp_path):
    folder, out, filters = os.getcwd(), sys.stdout, list(warnings.filters)
    with pytest.raises(ReportError):
        run_here([Cell("code", "import warnings; warnings.simplefilter('error'); secret = 1"), Cell("code", "1 / 0")], tmp_path, lambda _: None)
    assert (os.getcwd(), sys.stdout, list(warnings.filters)) == (folder, out, filters)
    assert "secret" not in vars(sys.modules["__main__"])


def test_a_value_may_choose_its_media(tmp_path):
    cell = Cell("code", "shown")
    cells = [Cell("code", f"from {__name__} import Shown; shown = Shown()"), cell]
    run_here(cells, tmp_path, lambda _: None)
    assert cell.outputs[0].data[HTML] == "<p>x</p>" and cell.outputs[0].data["application/x"] == {"a": 1}


def test_headings():
    cells = [Cell("markdown", "text\n# First  \n## A"), Cell("code", "1"), Cell("markdown", "```\n## no\n```\n## B"), Cell("code", "2")]
    assert heading_of(cells) == "First" and heading_of(cells[1:]) is None
    assert step_names(cells) == {1: "A", 3: "B"}
    assert split_headings("a\n## B\nc") == [(0, "", "a"), (2, "B", "c")]


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"cells": 3}', '{"cells": [{}]}', '{"cells": [{"cell_type": "code", "source": "1", "metadata": []}]}']
)
def test_a_damaged_notebook_is_named(text, tmp_path):
    (tmp_path / "bad.ipynb").write_text(text)
    with pytest.raises(ReportError, match=r"bad.ipynb` is not a readable notebook"):
        read_notebook(tmp_path / "bad.ipynb")
