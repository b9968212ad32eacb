#!/usr/bin/env bash
# matplotlib 3.11.2 writes an SVG of a bar hatched with dots ("....") that is some three hundred times as heavy as the same hatch of lines ("////").
#
# Guess, written down first: a hatch is one small tile that the viewer repeats, so its kind changes the size of the file by a few hundred characters.
# Seen: there is one tile, but every dot in it is a circle of eight Bezier curves, and it holds hundreds of them: 255,000 characters against 800.
# A report with a dotted bar then weighs 950 kB instead of 585; vertical lines ("||||") tell a third kind apart as well.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "matplotlib==3.11.2"
"$folder/venv/bin/python" - <<'PYTHON'
import io

import matplotlib

matplotlib.use("svg")
from matplotlib.figure import Figure

sizes = {}
for hatch in ("", "////", "xxxx", "...."):
    figure = Figure(figsize=(4, 1))
    figure.subplots().barh([0], [1], color="none", edgecolor="black", hatch=hatch)
    page = io.StringIO()
    figure.savefig(page, format="svg")
    sizes[hatch] = len(page.getvalue())
print("matplotlib", matplotlib.__version__, "characters of SVG by hatch:", sizes)
lines, dots = (sizes[hatch] - sizes[""] for hatch in ("////", "...."))
assert dots > 100 * lines, (lines, dots)
print("the dots weigh", round(dots / lines), "times as much as the lines")
PYTHON
