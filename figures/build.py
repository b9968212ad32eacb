"""Draw the figures of README and lessons again, from the seed article: ``python figures/build.py`` (or ``make figures``).

The same text and models give the same files, letter by letter; the pictures are charts of ``analysis.charts``, saved by name.
``report.png`` and ``comparison.png`` show a report and a comparison of the two strike articles, photographed in Chromium at a width of 1280 pixels;
without Chromium or playwright they stay as they are, and a line says so.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from analysis.charts.chart import Chart
    from analysis.framing import Framing

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARTICLES = ROOT / "seeds" / "articles"
SEED = ARTICLES / "armenia_azerbaijan_clash.txt"
STRIKE = [ARTICLES / f"tram_strike_{name}.txt" for name in ("city", "depot")]
WIDTH = 1280
SHOWN = {"report": (".marked", 1040), "comparison": ("main > section:has(#texts)", 960)}
"""Of each picture: what it shows of its page, and at most how many pixels of that from the top, to the end of a paragraph."""


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


def photograph(folder: Path) -> list[Path]:
    """Save a part of a report as ``report.png``, of a comparison as ``comparison.png``; an empty list where there is no browser to look at them."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    from PIL import Image

    with tempfile.TemporaryDirectory() as beside, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUM)), None) or playwright.chromium.executable_path
        if not os.path.exists(path):
            return []
        pages = _pages(Path(beside))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        pictures = []
        for name, (part, height) in SHOWN.items():
            page.goto(pages[name].as_uri())
            box = page.locator(part).first.bounding_box()
            assert box is not None, f"{pages[name].name} has no part {part}"
            ends = [found["y"] + found["height"] - box["y"] for text in page.locator(f"{part} p.text").all() if (found := text.bounding_box())]
            bottom = max(end for end in ends if end <= height) + 8
            picture = Image.open(io.BytesIO(page.screenshot(full_page=True, clip={"x": 0, "y": box["y"], "width": WIDTH, "height": bottom})))
            pictures.append(_save(picture, folder / f"{name}.png"))
        browser.close()
    return pictures


def _pages(folder: Path) -> dict[str, Path]:
    """Write the report of one strike article and the comparison of both; return the pages by the names of their pictures."""
    from analysis import compare, read_article
    from analysis.comparison.page import write_comparison
    from analysis.report.report import write_report

    sides = json.loads((ARTICLES / "tram_strike.sides.json").read_text(encoding="utf-8"))
    both = compare([read_article(path) for path in STRIKE], sides=sides)
    return {
        "report": write_report(STRIKE[1], folder / "report.html", sides=sides),
        "comparison": write_comparison(both, folder / "comparison.html"),
    }


def _save(picture: Image.Image, path: Path) -> Path:
    """Save a picture of a page with few colours, so that it stays small."""
    from PIL import Image

    picture = picture.convert("RGB")
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    frequent = [level for _, colour in counted[:14] for level in colour]  # paper, ink, tints: exact
    rare = picture.quantize(24, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []  # of marks: by hue
    palette = Image.new("P", (1, 1))
    palette.putpalette(frequent + rare[: 3 * 24])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> None:
    """Analyse the seed article, save its charts beside this file, and a picture of a report and of a comparison."""
    sys.path.insert(0, str(ROOT))
    from analysis import analyse, read_article

    folder = Path(__file__).resolve().parent
    for path in build(analyse(read_article(SEED)), folder):
        print(f"figures/{path.name}")
    pictures = photograph(folder)
    for path in pictures:
        print(f"figures/{path.name}")
    if not pictures:
        print("figures/report.png and figures/comparison.png were left as they are: they need playwright and Chromium (make chromium)")


if __name__ == "__main__":
    main()
