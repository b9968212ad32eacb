"""Draw the figures of README and lessons again, from the seed article: ``python figures/build.py`` (or ``make figures``).

The same text and models give the same files, letter by letter; the pictures are charts of ``analysis.charts``, saved by name.
``report.png`` is the report itself, photographed in Chromium; without Chromium or playwright it stays as it is, and a line says so.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.charts.chart import Chart
    from analysis.framing import Framing

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


def charts_of(framing: Framing) -> dict[str, Chart]:
    """Return every chart of a framing by the name of its file."""
    from analysis import charts
    from analysis.shift.metrics import metric_values
    from analysis.shift.power import detection

    sides = list(framing.sides)
    points = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
    return {
        "whose_voice": charts.voice_strip(framing.sentences, framing.voices, sides=sides),
        "sourcing_balance": charts.sourcing_balance(framing.voices, framing.sentences, sides=sides),
        "stance_points": charts.stance_points(framing.sentences, framing.stance, framing.voices, sides=sides),
        "term_raster": charts.term_raster(framing.sentences, framing.terms),
        "term_effects": charts.term_effects(framing.terms, framing.stance),
        "acting_balance": charts.acting_balance(framing.actions, sides=sides),
        "harm_authors": charts.harm_authors(framing.actions, sides=sides),
        "who_casts_whom": charts.who_casts_whom(framing.casts, framing.roles, sides=sides),
        "frame_evidence": charts.frame_evidence(framing.sentences, framing.frames),
        "shift_curves": charts.shift_curves(framing.sentences, framing.shift, framing.changes, points=points, sides=sides),
        "shift_power": charts.shift_power(detection()),
    }


def build(framing: Framing, folder: Path) -> list[Path]:
    """Save every chart as SVG; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [chart.save(folder / f"{name}.svg") for name, chart in charts_of(framing).items()]


def photograph(folder: Path) -> Path | None:
    """Make the report of the seed and save the whole page as ``report.png``; None where there is no browser to look at it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    from PIL import Image

    from analysis.report.report import write_report

    with tempfile.TemporaryDirectory() as beside, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUM)), None) or playwright.chromium.executable_path
        if not os.path.exists(path):
            return None
        page_file = write_report(SEED, Path(beside) / "report.html")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page(viewport={"width": 1060, "height": 900})
        page.goto(page_file.as_uri())
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        browser.close()
    picture = picture.convert("RGB")
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    frequent = [level for _, colour in counted[:14] for level in colour]  # paper, ink, tints: exact
    rare = picture.quantize(24, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette()[: 3 * 24]  # of marks: by hue
    palette = Image.new("P", (1, 1))
    palette.putpalette(frequent + rare)
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(folder / "report.png", optimize=True)
    return folder / "report.png"


def main() -> None:
    """Analyse the seed article, save its charts beside this file, and a picture of its report."""
    sys.path.insert(0, str(ROOT))
    from analysis import analyse, read_article

    folder = Path(__file__).resolve().parent
    for path in build(analyse(read_article(SEED)), folder):
        print(f"figures/{path.name}")
    picture = photograph(folder)
    print(f"figures/{picture.name}" if picture else "figures/report.png was left as it is: it needs playwright and Chromium (make chromium)")


if __name__ == "__main__":
    main()
