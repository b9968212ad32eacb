"""Texts that try to get out of their place in a page, and a report in which every name, title and word is one of them."""

from __future__ import annotations

from typed import TEXT, typed

from analysis import charts
from analysis.reading.article import Article
from analysis.report.card import article_card, downloads
from analysis.report.caution import forewarning, method, published_reliability, trust
from analysis.report.findings import key_findings
from analysis.report.glance import glance
from analysis.report.notebook import HTML, Cell, Output
from analysis.report.page import make_page

INJECTIONS = [
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=2">',
    "'><svg/onload='window.ran=3'>",
    "</style></title></textarea><script>window.ran=4</script>",
    "' onmouseover='window.ran=5' autofocus onfocus='window.ran=5' x='",
    '<iframe src="https://example.org/ran"></iframe>',
    "<link rel=stylesheet href=https://example.org/ran.css><meta http-equiv=refresh content='0;url=https://example.org/ran'>",
    "<style>@import url(https://example.org/ran.css);*{background:url(https://example.org/ran.png)}</style>",
    "javascript:window.ran=6",
    "{{ 7*7 }}{% raw %}",
    "--><base href=https://example.org/>",
    "\u202egnp.\u202c<b>$4bn</b> & \x00 \u2066",
]


def hostile_framing(text):
    """The typed framing with ``text`` for every title, outlet, speaker, side, cue, term, category and file name."""
    f = typed()
    f.voices[["speaker", "who", "cue"]] = text
    f.voices.loc[f.voices.side.notna(), "side"] = text
    f.stance["side"] = text
    f.mentions[["side", "how"]] = text
    f.terms[["text", "term", "category", "about", "neutral", "note", "speaker"]] = text
    f.shift.loc[f.shift.metric.str.startswith("stance"), "metric"] = f"stance: {text}"
    f.changes.loc[f.changes.metric.str.startswith("stance"), "metric"] = f"stance: {text}"
    article = Article(text + TEXT[len(text) :], title=text, outlet=text, date=text, author=text, url=text, source=f"/some/where/{text}")
    provenance = f.provenance | {"warnings": [text], "models": {"stance": {"id": text, "sha256": text}}}
    return typed(article=article, sides={text: [text]}, voices=f.voices, stance=f.stance, mentions=f.mentions, terms=f.terms, shift=f.shift,
                 changes=f.changes, provenance=provenance)  # fmt: skip


def shown(f, drawn):
    """What a report shows, in its order; with its charts where ``drawn``."""
    pictures = [
        lambda: charts.voice_strip(f.sentences, f.voices),
        lambda: charts.sourcing_balance(f.voices, f.sentences),
        lambda: charts.cue_tones(f.voices),
        lambda: charts.stance_points(f.sentences, f.stance),
        lambda: charts.term_raster(f.sentences, f.terms),
        lambda: charts.term_effects(f.terms, f.stance),
        lambda: charts.shift_curves(f.sentences, f.shift, f.changes),
        lambda: charts.calibration(published_reliability()),
    ]
    texts = [
        article_card(f),
        forewarning(f),
        glance(f),
        key_findings(f),
        f.marked(),
        charts.term_table(f.terms),
        charts.word_table(f.words()),
        trust(f),
        method(f),
        downloads(f),
    ]
    return [*texts[:5], *(draw() for draw in pictures if drawn), *texts[5:]]


def hostile_page(text, *, drawn):
    """The page of a report on a hostile framing, with its charts where ``drawn``."""
    cells = []
    for number, one in enumerate(shown(hostile_framing(text), drawn)):
        cell = Cell("code", f"{number}  # {text}", outputs=[Output({HTML: one._repr_html_()})])
        cells += [Cell("markdown", f"## Part {number}\n\nText."), cell] if number else [cell]
    return make_page(cells, "folded", title=text, fallback=text)
