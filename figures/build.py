"""Draw the figures of README and lessons again, from the seed article: ``python figures/build.py`` (or ``make figures``).

The same text and models give the same files, letter by letter; the pictures are charts of ``analysis.charts``, saved by name.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


def charts_of(framing: Any) -> dict[str, Any]:
    """Return every chart of a framing by the name of its file."""
    from analysis import charts
    from analysis.charts_power import shift_power
    from analysis.power import detection
    from analysis.shift import metric_values

    sides = list(framing.sides)
    points = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
    return {
        "whose_voice": charts.voice_strip(framing.sentences, framing.voices, sides=sides),
        "sourcing_balance": charts.sourcing_balance(framing.voices, framing.sentences, sides=sides),
        "stance_points": charts.stance_points(framing.sentences, framing.stance, sides=sides),
        "term_raster": charts.term_raster(framing.sentences, framing.terms),
        "term_effects": charts.term_effects(framing.terms),
        "shift_curves": charts.shift_curves(framing.sentences, framing.shift, framing.changes, points=points, sides=sides),
        "shift_power": shift_power(detection()),
    }


def build(framing: Any, folder: Path) -> list[Path]:
    """Save every chart as SVG; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [chart.save(folder / f"{name}.svg") for name, chart in charts_of(framing).items()]


def main() -> None:
    """Analyse the seed article and save its charts beside this file."""
    sys.path.insert(0, str(ROOT))
    from analysis import analyse, read_article

    for path in build(analyse(read_article(SEED)), Path(__file__).resolve().parent):
        print(f"figures/{path.name}")


if __name__ == "__main__":
    main()
