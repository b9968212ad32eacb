"""Charts: the numbers and artists drawn, the alternative text, the table twin; never pixels."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import lxml.html
import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from typed import AM, AZ, bare, typed

from analysis import charts
from analysis.charts.style import TERMS
from analysis.templates import clean, render
from analysis.terms.concordance import term_words
from analysis.voices.voices import voice_parts

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "$4bn and $5bn",
    "' onload='x",
    "a & b -- --> c",
    "\u202eevil\x00 text",
    "日本 😀",
]


def all_charts(f):
    return {
        "voice": charts.voice_strip(f.sentences, f.voices),
        "sourcing": charts.sourcing_balance(f.voices, f.sentences),
        "tones": charts.cue_tones(f.voices),
        "stance": charts.stance_points(f.sentences, f.stance),
        "raster": charts.term_raster(f.sentences, f.terms),
        "effects": charts.term_effects(f.terms, f.stance),
        "shift": charts.shift_curves(f.sentences, f.shift, f.changes),
        "acting": charts.acting_balance(f.actions, sides=list(f.sides)),
        "authors": charts.harm_authors(f.actions, sides=list(f.sides)),
        "casting": charts.who_casts_whom(f.casts, f.roles, sides=list(f.sides)),
        "frames": charts.frame_evidence(f.sentences, f.frames),
    }


@pytest.fixture(scope="module")
def framing():
    return typed()


@pytest.fixture(scope="module")
def drawn(framing):
    return all_charts(framing)


def dom(shown):
    return lxml.html.fragment_fromstring(shown._repr_html_())


# whose voice


def test_voice_parts_cut_each_sentence_once(framing):
    parts = voice_parts(framing.sentences, framing.voices)
    for sentence, part in parts.groupby("sentence"):
        row = framing.sentences.iloc[sentence - 1]
        assert part.start.iloc[0] == row.start and part.end.iloc[-1] == row.end
        assert (part.start.iloc[1:].to_numpy() == part.end.iloc[:-1].to_numpy()).all()
    assert parts.words.sum() == len(re.findall(r"\w+(?:[.,]\w+)*", framing.article.text))


def test_the_inner_of_two_voices_has_the_words(framing):
    sentence = framing.sentences.iloc[:1]
    voices = framing.voices.iloc[[0, 0]].assign(start=[0, 4], end=[40, 20], speaker=["outer", "inner"], sentence=1)
    parts = voice_parts(sentence, voices)
    assert list(parts.speaker.dropna()) == ["outer", "inner", "outer"]


def test_voice_strip_draws_every_voice_and_says_its_words(framing, drawn):
    chart = drawn["voice"]
    assert set(chart.table.voice) == {"Reporter", f"Sources: {AM}", f"Sources: {AZ}"}
    assert chart.table.words.sum() == voice_parts(framing.sentences, framing.voices).words.sum()
    top, along = chart.figure.axes
    assert len(top.patches) == 3
    assert sum(bar.get_width() for bar in top.patches) == pytest.approx(1)
    parts = voice_parts(framing.sentences, framing.voices)
    assert len(along.collections) == (parts.words > 0).sum()
    for row in chart.table.itertuples():
        assert f"{row.voice} {row.words} words" in chart.alt
    half = parts[parts.sentence <= 9]
    share = half.words[half.voice == "narrator"].sum() / half.words.sum()
    assert f"The reporter’s share is {share:.0%} in the first half of the sentences" in chart.alt


def test_sourcing_balance_adds_up(framing, drawn):
    table = drawn["sourcing"].table
    parts = voice_parts(framing.sentences, framing.voices)
    assert table.total.sum() == parts[parts.voice == "source"].words.sum()
    widths = [bar.get_width() for bar in drawn["sourcing"].figure.axes[0].patches]
    assert sum(widths) == table.total.sum()


def test_sourcing_balance_tells_named_from_unnamed(framing):
    f = typed()
    f.voices.loc[f.voices.sentence.isin([4, 5, 6]), "evidence"] = "unnamed"
    chart = charts.sourcing_balance(f.voices, f.sentences, sides=[AM, AZ])
    assert list(chart.table.columns) == ["sources", "direct", "indirect", "mixed", "total", "named", "unnamed"]
    assert chart.table.named.tolist() == [1, 8] and chart.table.unnamed.tolist() == [1, 2]
    texts = [text.get_text() for text in chart.figure.axes[0].texts]
    assert "attributions: 1 named, 1 unnamed" in texts and "attributions: 8 named, 2 unnamed" in texts
    assert "attributions 8 named and 2 unnamed" in chart.alt


def test_cue_tones_draws_one_bar_per_side_and_tone(drawn):
    chart = drawn["tones"]
    assert list(chart.table.itertuples(index=False, name=None)) == [
        (f"Sources: {AZ}", "neutral", 9, "said ×5, reported, informed, added, saying"),
        (f"Sources: {AZ}", "accusing", 1, "accused"),
        (f"Sources: {AM}", "neutral", 1, "said"),
        (f"Sources: {AM}", "assertive", 1, "demanded"),
    ]
    axes = chart.figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [9, 1, 1, 1]
    assert [bar.get_facecolor()[3] for bar in axes.patches] == [0, 1, 0, 0], "filled: doubting or accusing"
    texts = [text.get_text() for text in axes.texts]
    assert f"Sources: {AZ} · 10 cues" in texts and "accusing 1: accused" in texts
    assert "1 accusing (accused)" in chart.alt and "Not drawn" not in chart.note


def test_cue_tones_names_what_it_leaves_out():
    f = typed()
    f.voices.loc[f.voices.cue.isin(["accused", "demanded"]), "cue_tone"] = None
    f.voices.loc[f.voices.sentence == 18, "side"] = None
    chart = charts.cue_tones(f.voices, sides=[AM, AZ])
    assert chart.table["count"].tolist() == [1, 8, 1] and chart.table.sources.iloc[-1] == "Other sources"
    assert "Not drawn: 2 attributions without a cue of known tone." in chart.note


# stance


def test_every_mention_is_a_point(framing, drawn):
    chart = drawn["stance"]
    points = chart.figure.axes[0].collections[0].get_offsets()
    assert sorted(points[:, 0].round(2)) == sorted(framing.stance.score)
    assert chart.table.mentions.sum() == len(framing.stance)
    assert f"{AM}, reporter: {chart.table.mentions.iloc[0]} mentions, mean −" in chart.alt


def test_reporter_and_source_have_different_shapes(drawn):
    paths = drawn["stance"].figure.axes[0].collections[0].get_paths()
    assert len({len(path.vertices) for path in paths}) == 2


def test_a_mention_that_names_a_speaker_is_drawn_and_averaged_as_the_others(framing):
    spoken = framing.stance[(framing.stance.side == AZ) & (framing.stance.voice == "narrator")]
    named = spoken.iloc[0]
    voices = framing.voices.copy()
    voices.loc[voices.index[0], ["speaker_start", "speaker_end"]] = [named.start, named.end]
    chart = charts.stance_points(framing.sentences, framing.stance, voices)
    row = chart.table.set_index(["side", "voice"]).loc[(AZ, "reporter")]
    assert (row["mentions"], row["name a speaker"]) == (len(spoken), 1)
    assert row["mean"] == pytest.approx(spoken.score.mean())
    assert not any(np.allclose(colour[:3], to_rgb(charts.style.PAPER)) for colour in chart.figure.axes[0].collections[0].get_facecolor())
    assert "1 of them naming a speaker" in chart.alt and "name a speaker" in chart.note
    assert "name a speaker" not in charts.stance_points(framing.sentences, framing.stance).note


def test_sides_keep_their_colour_when_told(framing):
    one = charts.stance_points(framing.sentences, framing.stance[framing.stance.side == AZ], sides=[AM, AZ])
    labels = {text.get_text(): text.get_color() for text in one.figure.axes[0].texts}
    assert labels[AM] == charts.SIDES[0] and labels[AZ] == charts.SIDES[1]
    assert "reporter: no mention" not in one.alt and f"{AM}, reporter: 0 mentions" in one.alt


def test_order_of_sides_can_travel_with_the_table(framing):
    table = framing.stance.copy()
    table.attrs["sides"] = [AZ, AM]
    labels = {text.get_text(): text.get_color() for text in charts.stance_points(framing.sentences, table).figure.axes[0].texts}
    assert labels[AZ] == charts.SIDES[0]


def test_a_sixth_side_is_named_as_left_out(framing):
    rows = pd.concat([framing.stance.head(1).assign(side=f"Side {i}") for i in range(7)], ignore_index=True)
    chart = charts.stance_points(framing.sentences, rows)
    assert "Not drawn: Side 5, Side 6." in chart.note


# terms


def test_raster_has_one_mark_per_term(framing, drawn):
    points = drawn["raster"].figure.axes[0].collections[0].get_offsets()
    assert len(points) == len(framing.terms)
    assert all(abs(x - sentence) <= 0.5 for (x, _), sentence in zip(points, framing.terms.sentence, strict=True))
    assert "13 loaded words along 18 sentences, 5 in the reporter’s voice and 8 in a source’s, from sentence 7 to sentence 17" in drawn["raster"].alt


def test_raster_says_who_found_a_term_and_how_likely_it_is(framing, drawn):
    chart = drawn["raster"]
    assert chart.table["found by"].tolist() == framing.terms.found_by.tolist() and chart.table.likely.tolist() == framing.terms.p.tolist()
    assert chart.alt.endswith("Found: 2 by the list alone, 1 by the model alone, 10 by both.")
    axes = chart.figure.axes[0]
    (stems,) = [one for one in axes.collections if hasattr(one, "get_segments")]
    heights = [low - high for (_, high), (_, low) in stems.get_segments()]
    assert np.array(heights) / max(heights) == pytest.approx(framing.terms.p / framing.terms.p.max()), "as long as it is likely"
    (bars,) = [line for line in axes.lines if line.get_marker() == "_"]
    assert len(bars.get_xdata()) == 12, "all but the one that the model alone found"


def test_raster_of_a_list_alone_has_no_stems(framing):
    chart = charts.term_raster(framing.sentences, framing.terms.assign(found_by="list", p=float("nan")))
    assert chart.alt.endswith("Found: 13 by the list alone.")
    assert not [segment for one in chart.figure.axes[0].collections if hasattr(one, "get_segments") for segment in one.get_segments()]


def test_the_order_codes_and_colours_of_the_categories_are_fixed(framing, drawn):
    def shown(chart):
        return [(text.get_text(), text.get_color()) for text in chart.figure.axes[0].texts if re.fullmatch("[A-Z]{2}", text.get_text())]

    backwards = charts.term_raster(framing.sentences, framing.terms.iloc[::-1])
    assert shown(backwards) == shown(drawn["raster"])
    red, violet, green, _ = TERMS
    assert shown(backwards) == [("LE", violet), ("VI", red), ("BL", red), ("DE", red), ("VC", green)]


def test_the_colours_of_terms_and_sides_are_those_of_the_page():
    page = render("framing.css.j2")
    for name, colours in (("cat", TERMS), ("side", charts.SIDES)):
        for number, colour in enumerate(colours, start=1):
            assert f"--{name}{number}:{colour};" in page


def test_the_words_in_print(framing):
    terms = framing.terms.assign(neutral_by=["model" if found == "model" else "list" for found in framing.terms.found_by])
    terms.loc[terms.text == "deceiving", ["neutral", "neutral_by"]] = ["(leave out)", "model"]
    shown = charts.word_table(term_words(terms, framing.sentences))
    table = shown.table.set_index("word")
    assert table.index[0] == "provocation" and table.loc["provocation", "times"] == 2
    assert table.loc["liberated"].drop("example").tolist() == ["legitimacy", 2, 2, 0, f"{AZ} 2", "both", 0.7, "retaken"]
    assert table.loc["misconceptions", "other wording"] == "could read: views" and table.loc["deceiving", "other wording"] == "could be left out"
    assert "illegal ... occupation" in table.index and "liberated several cities" in table.loc["illegal ... occupation", "example"]
    assert "program’s suggestions" in shown._repr_html_()
    assert "No loaded word was found" in charts.word_table(term_words(terms.head(0), framing.sentences))._repr_html_()


def test_term_table_counts_term_by_voice_and_side(framing):
    table = charts.term_table(framing.terms).table.set_index("term")
    assert table.loc["liberated", f"reporter, about {AZ}"] == 2
    assert table.loc["provocation", f"sources, about {AM}"] == 1
    assert table.total.sum() == len(framing.terms)


def test_effects_are_dumbbells_from_as_written_to_neutral(framing, drawn):
    chart = drawn["effects"]
    assert list(chart.table.effect.abs()) == sorted(framing.terms.effect.dropna().abs(), reverse=True)
    assert (chart.table["other wording"] - chart.table["as written"]).to_numpy() == pytest.approx(chart.table.effect.to_numpy())
    bars = [line.get_xdata() for line in chart.figure.axes[0].lines if line.get_linewidth() == 2 and len(line.get_xdata()) == 2]
    assert bars == [pytest.approx([row[6], row[7]]) for row in chart.table[chart.table.effect.abs() >= 0.05].itertuples()]
    first = chart.table.iloc[0]
    mention = framing.stance[(framing.stance.sentence == first.sentence) & (framing.stance.side == first.about)]
    assert first["as written"] in set(mention.score) and first.text == "liberated"
    assert re.search(r"liberated in sentence 15 from .{5} to .{5} \(−0\.55\)", chart.alt)


def test_an_effect_is_measured_on_the_nearest_mention_of_its_side(framing):
    term = framing.terms[framing.terms.text == "illegally occupied"]
    start, end = int(term.start.iloc[0]), int(term.end.iloc[0])
    near, far, other = (framing.stance.head(1).assign(sentence=14, side=side, start=at, end=at + 4, score=score)
                        for side, at, score in ((AM, end + 3, -0.4), (AM, start - 40, 0.7), (AZ, start - 50, 0.1)))  # fmt: skip
    stance = pd.concat([far, near, other], ignore_index=True)
    assert charts.term_effects(term, stance).table["as written"].tolist() == [-0.4]
    assert charts.term_effects(term.assign(about=None), stance).table["as written"].tolist() == [0.1], "the first side of the sentence"
    assert "No effect was measured" in charts.term_effects(term, stance.head(0)).alt


def test_many_effects_are_not_cut_in_silence(framing):
    many = pd.concat([framing.terms.dropna(subset=["effect"])] * 5, ignore_index=True)
    chart = charts.term_effects(many, framing.stance)
    assert len(chart.table) == len(many) == 45
    assert f"The {charts.MOST_WORDS} largest of 40 are drawn" in chart.note
    assert chart.note.endswith("Not drawn: 5 loaded words with no change in this model (less than 0.05).")


def test_an_effect_below_the_limit_is_told_in_words_and_not_drawn(framing):
    measured = framing.terms.dropna(subset=["effect"]).head(3)
    chart = charts.term_effects(measured.assign(effect=[0.049, -0.3, 0.0]), framing.stance)
    assert len([line for line in chart.figure.axes[0].lines if line.get_linewidth() == 2 and len(line.get_xdata()) == 2]) == 1
    assert sorted(chart.table.effect) == [-0.3, 0.0, 0.049], "the numbers stay in the table behind it"
    column = [name.text_content() for name in dom(chart).xpath(".//thead//th")].index("effect") + 1
    assert [cell.text_content() for cell in dom(chart).xpath(f".//tbody/tr/*[{column}]")] == ["−0.30", *["no change in this model"] * 2]
    none = charts.term_effects(measured.assign(effect=[0.04, -0.03, 0.0]), framing.stance)
    assert none.alt == "3 terms with another wording, each with no change in this model (less than 0.05)."
    shown = dom(charts.Table("Words", measured.assign(effect=[0.049, -0.3, 0.0])[["text", "effect"]])).text_content()
    assert shown.count("no change in this model") == 2 and "−0.30" in shown


def test_a_proposed_wording_is_called_one(framing):
    measured = framing.terms[framing.terms.text == "deceiving"]
    for by, label in (("model", "11 deceiving → could read: informing"), ("list", "11 deceiving → informing")):
        texts = charts.term_effects(measured.assign(neutral_by=by), framing.stance).figure.axes[0].texts
        assert label in [text.get_text() for text in texts]


# shift


def test_shift_keeps_every_point_and_marks_only_what_has_evidence(framing, drawn):
    chart = drawn["shift"]
    metrics = list(dict.fromkeys(framing.shift.metric))
    assert len(chart.figure.axes) == len(metrics)
    for axes, metric in zip(chart.figure.axes, metrics, strict=True):
        dots = [line for line in axes.lines if line.get_marker() == "s"]
        assert list(dots[0].get_ydata()) == list(framing.shift[framing.shift.metric == metric].value)
        dashed = [line for line in axes.lines if len(set(line.get_xdata())) == 1 and line.get_xdata()[0] == 11.5 and line.get_linestyle() == "--"]
        assert bool(dashed) == (metric == "narrator share of words")
    assert chart.alt.count("no evidence of a shift") == 3
    value = framing.shift[framing.shift.metric == "narrator share of words"].value
    assert f"reporter’s share of the words: 18 sentences, from {value.iloc[0]:.0%} to {value.iloc[-1]:.0%}, lowest 10%" in chart.alt
    assert "shift after sentence 11, p = .004, uncorrected p = .001" in chart.alt


def test_words_of_a_sides_sources_have_the_colour_of_the_side(framing):
    shift = framing.shift.assign(metric=framing.shift.metric.replace(f"stance: {AZ}", f"words carried: {AZ}"))
    chart = charts.shift_curves(framing.sentences, shift, framing.changes, sides=[AM, AZ])
    (axes,) = [axes for axes in chart.figure.axes if axes.get_title(loc="left") == f"words carried: {AZ}"]
    assert next(line for line in axes.lines if line.get_marker() == "s").get_color() == charts.SIDES[1]
    number = (shift.metric == f"words carried: {AZ}").sum()
    assert f"words given to sources of {AZ}: {number} sentences, from " in chart.alt


def test_shift_draws_the_unsmoothed_points_when_given(framing):
    points = {f"stance: {AM}": pd.Series([0.5, -0.5], index=[2, 7])}
    axes = charts.shift_curves(framing.sentences, framing.shift, framing.changes, points=points).figure.axes[0]
    dots = next(line for line in axes.lines if line.get_marker() == "s")
    assert list(dots.get_xdata()) == [2, 7] and list(dots.get_ydata()) == [0.5, -0.5]


def named_zones(axes):
    return {text.get_text(): text for text in axes.texts if text.get_text() in ("headline", "lead", "body", "close")}


def test_names_of_zones_do_not_print_over_each_other(framing):
    zones = ["headline", *["lead"] * 2, *["body"] * (len(framing.sentences) - 5), *["close"] * 2]
    chart = charts.shift_curves(framing.sentences.assign(zone=zones), framing.shift, framing.changes)
    for figure in (chart.figure, chart.wide()):
        canvas = FigureCanvasAgg(figure)
        top = figure.axes[0]
        boxes = [text.get_window_extent(canvas.get_renderer()) for text in [*named_zones(top).values(), *top.texts[-1:], top._left_title]]
        assert len(named_zones(top)) == 4
        assert not [(one, other) for one, other in combinations(boxes, 2) if one.overlaps(other)]
        assert max(text.get_window_extent(canvas.get_renderer()).x1 for text in named_zones(top).values()) <= figure.bbox.x1


def test_panels_of_one_kind_share_a_scale(framing):
    low = framing.shift[framing.shift.metric == f"stance: {AM}"]
    shift = pd.concat(
        [framing.shift, *(low.assign(metric=f"words carried: {side}", value=value, low=value, high=value) for side, value in ((AM, 3), (AZ, 40)))]
    )
    axes = dict(zip(dict.fromkeys(shift.metric), charts.shift_curves(framing.sentences, shift, framing.changes).figure.axes, strict=True))
    assert axes[f"stance: {AM}"].get_ylim() == axes[f"stance: {AZ}"].get_ylim() and axes[f"stance: {AM}"].get_ylim()[0] < -1
    assert axes[f"words carried: {AM}"].get_ylim() == axes[f"words carried: {AZ}"].get_ylim() and axes[f"words carried: {AM}"].get_ylim()[1] > 40


def test_a_measure_that_was_not_tested_is_said_to_have_too_few_sentences(framing):
    chart = charts.shift_curves(framing.sentences, framing.shift, framing.changes[framing.changes.metric != f"stance: {AM}"])
    assert chart.alt.count("too few sentences to test for a shift") == 1 and chart.alt.count("no evidence of a shift") == 2


# the marks of all charts


def test_shapes_and_fillings_have_one_meaning_in_all_legends(drawn):
    for name in ("stance", "raster", "effects"):
        assert charts.style.SHAPES in drawn[name].note
    assert charts.style.FILLS in drawn["effects"].note
    paper = to_rgb(charts.style.PAPER)
    for name, chart in drawn.items():
        hollow = [line for axes in chart.figure.axes for line in axes.lines
                  if line.get_marker() not in ("None", "", None) and np.allclose(to_rgb(line.get_markerfacecolor()), paper)]  # fmt: skip
        assert bool(hollow) == (name == "effects"), f"{name}: hollow is for other words in the place of those written"


def test_a_chart_is_drawn_as_wide_as_a_text_where_there_is_room(drawn):
    for chart in drawn.values():
        wide = chart.wide()
        assert wide.get_figwidth() > 1.5 * chart.figure.get_figwidth() and wide.get_figheight() <= chart.figure.get_figheight()
        root = dom(chart)
        assert len(root.xpath(".//*[@role='img']/div[@class='narrow']/svg")) == len(root.xpath(".//*[@role='img']/div[@class='wide']/svg")) == 1


# all of them


@pytest.mark.parametrize("name", ["voice", "sourcing", "tones", "stance", "raster", "effects", "shift"])
def test_every_chart_shows_figure_alt_and_table(drawn, name):
    root = dom(drawn[name])
    (picture,) = root.xpath(".//*[@role='img']")
    assert picture.get("aria-label") == drawn[name].alt and re.search(r"\d", drawn[name].alt)
    assert root.xpath(".//figure/figcaption") and root.xpath(".//details//table/caption")
    assert len(root.xpath(".//tbody/tr")) == len(drawn[name].table)
    assert root.xpath(".//thead/tr/th/@scope") == ["col"] * len(drawn[name].table.columns)


def test_charts_of_one_page_share_no_id(drawn):
    ids = [name for chart in drawn.values() for name in dom(chart).xpath(".//@id")]
    assert len(ids) == len(set(ids))
    for chart in drawn.values():
        text = chart._repr_html_()
        for used in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', text):
            assert f'id="{used[0] or used[1]}"' in text


def test_drawing_is_the_same_every_time(framing, tmp_path):
    first, second = all_charts(framing), all_charts(framing)
    for name in first:
        assert first[name]._repr_html_() == second[name]._repr_html_()
    one, two = first["voice"].save(tmp_path / "1.svg").read_bytes(), second["voice"].save(tmp_path / "2.svg").read_bytes()
    assert one == two and b"<desc>" in one and b"date" not in one


def test_save_leaves_the_shown_figure_as_it_was(framing, tmp_path):
    chart = charts.voice_strip(framing.sentences, framing.voices)
    before = chart._repr_html_()
    assert chart.save(tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert chart._repr_html_() == before
    with pytest.raises(ValueError, match=r"`chart.pdf`.*\.svg or \.png"):
        chart.save(tmp_path / "chart.pdf")


def test_style_is_restored_and_pyplot_keeps_nothing(framing):
    import matplotlib.pyplot as plt

    before = dict(matplotlib.rcParams)
    all_charts(framing)
    assert dict(matplotlib.rcParams) == before
    assert plt.get_fignums() == []


@pytest.mark.parametrize("code", ["import analysis.charts", "import test_charts as t; t.all_charts(t.typed())"], ids=["import", "draw"])
def test_the_charts_of_a_report_need_no_seaborn_pyplot_or_scipy(code):
    heavy = f"{code}; import sys; print(*sorted({{'seaborn', 'matplotlib.pyplot', 'scipy'}} & set(sys.modules)))"
    here = Path(__file__)
    paths = os.pathsep.join(map(str, (here.parent, here.parents[1], here.parents[2])))
    done = subprocess.run([sys.executable, "-c", heavy], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_dark_style_of_the_user_does_not_bleed_in(framing, drawn):
    with matplotlib.rc_context({"axes.facecolor": "black", "font.size": 30, "text.usetex": False}):
        assert charts.voice_strip(framing.sentences, framing.voices)._repr_html_() == drawn["voice"]._repr_html_()


def test_empty_tables_say_what_is_missing():
    f = bare()
    for chart in all_charts(f).values():
        assert re.search(r"\b[Nn]o\b|not", chart.alt)
        assert chart.alt in dom(chart).xpath("string(.//*[@role='img']/@aria-label)")
        assert "".join(text.get_text() for axes in chart.figure.axes for text in axes.texts).replace("\n", " ") == chart.alt
    assert "No loaded word" in charts.term_table(f.terms)._repr_html_()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_text(framing, text):
    f = typed()
    f.voices["speaker"] = text
    f.voices[["side", "cue"]] = text
    f.stance["side"] = text
    f.terms[["text", "term", "category", "about", "neutral", "note"]] = text
    f.shift["metric"] = f"stance: {text}"
    shown = [*all_charts(f).values(), charts.term_table(f.terms)]
    for chart in shown:
        root = dom(chart)
        assert not root.xpath(".//script | .//img | .//iframe | .//object")
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        assert "\u202e" not in root.text_content()
    assert clean(text) in dom(shown[-1]).text_content()


def test_calibration_draws_every_group_and_names_the_farthest():
    bins = pd.DataFrame({"confidence": [0.5, 0.7, 0.95], "accuracy": [0.5, 0.4, 0.96], "rows": [10, 20, 70]})
    chart = charts.calibration(bins)
    drawn = chart.figure.axes[0].collections[0].get_offsets()
    assert drawn.tolist() == [[0.5, 0.5], [0.7, 0.4], [0.95, 0.96]]
    assert "100 answers in 3 groups" in chart.alt and "70% sure and 40% right" in chart.alt
    assert "nothing to compare" in charts.calibration(bins.iloc[:0]).alt


def test_a_table_shows_missing_numbers_and_mutes_zeros():
    table = pd.DataFrame({"term": ["a", "b", "c"], "count": pd.array([0, 2, pd.NA], dtype="Int64")})
    page = dom(charts.Table("Counts", table))
    cells = page.xpath(".//td")
    assert [cell.text for cell in cells] == ["0", "2", "–"]
    assert [cell.get("class") for cell in cells] == ["zero", None, None]
    assert page.xpath(".//table/@class") == ["n2 "], "the second column is set to the right"
