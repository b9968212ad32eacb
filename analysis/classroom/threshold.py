"""How sure must the model be? A slider over the threshold of loaded words, and its static twin: a table for three thresholds.

What was read once is only counted anew: no model runs when the slider moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corrections import CORRECTED
from analysis.reading.folding import plain
from analysis.templates import render
from analysis.terms.marker import FLOOR, THRESHOLD, checked_threshold

if TYPE_CHECKING:
    from analysis.framing import Framing

THREE = (0.3, 0.5, 0.8)
_STEP = 0.05
_SAID = {"both": "by the list and the model", "list": "by the list alone", "model": "by the model alone"}
_TWIN = "In JupyterLab you can move a slider, and the marked article follows. Words on the list stay marked at every threshold."
_NO_MODEL = "No model has read the words of this article: every mark comes from the list, whatever the threshold."


@dataclass(frozen=True, eq=False)
class ThresholdSlider:
    """The loaded words of an article at a threshold that can be moved; as the last line of a cell it shows itself.

    framing: an analysed article.  at: where the slider stands at first, from 0.1 (many words, often arguable) to 1 (the list alone); ValueError
    for anything else.
    """

    framing: Framing = field(repr=False)
    at: float = THRESHOLD

    def __post_init__(self) -> None:
        checked_threshold(self.at)

    def table(self) -> pd.DataFrame:
        """Return a row for each of three thresholds: how many words are marked, by whom, and those that the model alone finds."""
        rows = []
        for threshold in THREE:
            found = self.framing.terms_at(threshold)
            by = found["found_by"]
            alone = ", ".join(dict.fromkeys(plain(str(text)) for text in found.loc[by == "model", "text"]))
            rows.append((threshold, len(found), *((by == who).sum() for who in ("both", "list", "model")), alone or None))
        return pd.DataFrame(rows, columns=["threshold", "marked", "by both", "by the list alone", "by the model alone", "which are"])

    def marked(self, threshold: float) -> str:
        """Return the article with the words of a threshold marked, under a line of counts, as HTML."""
        from analysis.report.marked import mark

        framing = self.framing
        terms = framing.terms_at(threshold)
        counts = [f"{(terms['found_by'] == who).sum()} {said}" for who, said in _SAID.items()]
        counts += [f"{by_hand} by a person"] if (by_hand := int((terms["found_by"] == CORRECTED).sum())) else []
        nothing = framing.mentions.head(0), framing.stance.head(0)
        drawn = mark(framing.article, framing.sentences, framing.voices, terms, *nothing, sides=list(framing.sides))
        line = f"<p>At {threshold:.2f}, {len(terms)} marked: {', '.join(counts)}.</p>"
        return line + replace(drawn, uid=f"t{drawn.uid}")._repr_html_()

    def widget(self) -> Any:
        """Return the live form, an ipywidgets box: the slider and the marked article."""
        import ipywidgets

        wide = {"layout": ipywidgets.Layout(width="auto"), "style": {"description_width": "initial"}}
        slider = ipywidgets.FloatSlider(
            value=self.at, min=FLOOR, max=1.0, step=_STEP, description="Threshold", readout_format=".2f", continuous_update=False, **wide
        )
        shown = ipywidgets.HTML(self.marked(self.at))

        def moved(change: dict[str, Any]) -> None:
            shown.value = self.marked(round(change["new"], 2))

        slider.observe(moved, "value")
        return ipywidgets.VBox([slider, shown])

    def _repr_html_(self) -> str:
        """Return the static twin."""
        read = self.framing.terms_at(FLOOR)["p"].notna().any()
        table = self.table().astype(object)
        shown = {"columns": list(table.columns), "rows": table.to_numpy().tolist(), "numeric": [True] * (len(table.columns) - 1) + [False]}
        return render("table.html.j2", title="The marks at three thresholds", note=_TWIN if read else _NO_MODEL, **shown)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.widget()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": self._repr_html_(), "text/plain": "Slider: the threshold of loaded words"}, metadata
