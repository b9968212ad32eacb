"""The marked article: every letter once, marks nested right, nothing of the text taken for HTML."""

from __future__ import annotations

import lxml.html
import pytest
from typed import AM, AZ, TEXT, bare, empty, typed

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.report.marked import mark
from analysis.tables import make_table

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "$4bn", "' onfocus='x", "</p></div>", "&lt;b&gt;"]


def marked(f, **options):
    return mark(f.article, f.sentences, f.voices, f.terms, f.mentions, f.stance, **options)


def dom(shown):
    return lxml.html.fragment_fromstring(shown.html())


def words(root):
    """The article's own text as drawn, without what was put around it."""
    for extra in root.xpath(".//*[contains(@class,'hidden') or contains(@class,'tip') or self::sup]"):
        extra.drop_tree()
    return " ".join(" ".join(p.text_content() for p in root.xpath(".//p[@class='text']")).split())


@pytest.fixture(scope="module")
def framing():
    return typed()


@pytest.fixture(scope="module")
def root(framing):
    return dom(marked(framing))


def test_every_letter_once_and_in_order(framing):
    assert words(dom(marked(framing))) == " ".join(TEXT.split())


def test_paragraphs_and_voices_are_there(framing, root):
    assert len(root.xpath(".//div[@class='para']")) == framing.sentences.paragraph.nunique()
    said = root.xpath(".//span[starts-with(@class,'said ')]")
    assert len(said) == len(framing.voices)
    for span, row in zip(said, framing.voices.itertuples(), strict=True):
        assert row.kind in span.get("class")
        assert f"{row.kind} speech:" in span.text_content()


def test_rail_names_the_speaker_and_the_kind(root):
    labels = [label.text_content() for label in root.xpath(".//div[@class='rail']//span[@class='who']")]
    assert labels[0].startswith("Azerbaijan’s Defense Ministry") and "indirect · “said”" in labels[0]
    assert any("Yerevan (Armenia)" in label for label in labels)


def test_several_sources_of_a_paragraph_are_told_apart_by_letters_at_their_names_and_at_their_words(framing):
    f = typed(sentences=framing.sentences.assign(paragraph=1))
    root = dom(marked(f))
    names = [(name.xpath("string(./sup)"), name.text_content().strip()) for name in root.xpath(".//p[@class='whos']/span")]
    letters = [letter for letter, _ in names]
    assert len(letters) > 2 and letters == list("abcdefghijklmnop"[: len(letters)])
    told = {letter: name.removeprefix(letter) for letter, name in names}
    for said in root.xpath(".//span[starts-with(@class,'said ')]"):
        hidden = said.xpath("string(./span[@class='hidden'][1])")
        speaker, kind = told[said.xpath("string(./sup[@class='letter'])")].rsplit(" ", 1)
        assert hidden == f"[{speaker}, {kind} speech:] ", "the letter leads to the source that a screen reader names"
    assert "which of several sources in the paragraph is speaking" in root.xpath("string(.//fieldset)")


def test_one_source_of_a_paragraph_needs_no_letter(framing):
    alone = framing.voices.head(1)
    root = dom(marked(typed(voices=alone)))
    assert not root.xpath(".//sup[@class='letter']") and "several sources" not in root.xpath("string(.//fieldset)")


def test_the_shape_is_the_voice_and_each_side_has_its_own_line(framing):
    root = dom(marked(framing))
    assert not {"○", "◇"} & set(root.text_content()), "hollow is for other words in the place of those written"
    for stance in root.xpath(".//div[@class='stance']"):
        rows = [(mark.get("class"), mark.get("style").split(";")[0]) for mark in stance.xpath(".//span[@class='strip']/i")]
        assert len({side for side, _ in rows}) == len({row for _, row in rows}) == len(set(rows))


def test_terms_link_to_their_notes_and_back(framing, root):
    links = root.xpath(".//span[@class='term']//a")
    assert len(links) == len(framing.terms)
    for link in links:
        assert root.xpath(f".//*[@id='{link.get('href')[1:]}']") and root.xpath(f".//*[@id='{link.get('aria-describedby')}' and @role='tooltip']")
    notes = [note.text_content() for note in root.xpath(".//ol[@class='notes']/li")]
    found = "On the list, and found by the model (70% likely)."
    assert f"illegally occupied: loaded word, legitimacy. {found} In the reporter’s own voice, about Armenia. Neutral wording: “held”." in notes[8]
    assert "changes by +0.52" in notes[8]


def terms_as(**columns):
    """The term "deadly" of the typed framing, with other values."""
    f = typed()
    return typed(terms=f.terms[f.terms.text == "deadly"].assign(**columns))


FOUND_BY = {
    "model": ({"found_by": "model", "p": 0.824}, "found by the model (82% likely)", False),
    "list, without a model": ({"found_by": "list", "p": float("nan")}, "on the list", False),
    "list, below the threshold": ({"found_by": "list", "p": 0.23}, "on the list; the model finds it 23% likely to be loaded", False),
    "list, doubted": ({"found_by": "list", "p": 0.03}, "on the list; the model doubts it here (3% likely)", True),
    "both": ({"found_by": "both", "p": 0.996}, "on the list, and found by the model (over 99% likely)", False),
    "typed by hand": ({"found_by": None, "p": float("nan")}, None, False),
}


@pytest.mark.parametrize(("columns", "told", "doubted"), FOUND_BY.values(), ids=FOUND_BY)
def test_a_mark_says_who_found_it(columns, told, doubted):
    root = dom(marked(terms_as(**columns)))
    (link,) = root.xpath(".//span[@class='term']//a")
    (tip,) = root.xpath(f".//*[@id='{link.get('aria-describedby')}']")
    assert link.xpath("string(./span[@class='hidden'])") == (f" [loaded word, {told}] " if told else " [loaded word] ")
    assert tip.text_content().startswith(
        f"deadly: loaded word, violence. {f'{told[0].upper()}{told[1:]}. ' if told else ''}In the reporter’s own voice"
    )
    (line,) = root.xpath(".//span[@class='term']/span[starts-with(@class,'under')]")
    assert ("doubted" in line.get("class")) == doubted
    assert root.xpath("string(.//div[@class='sheet']//sup[starts-with(@class,'code')])") == ("VI?" if doubted else "VI"), (
        "told without the fainter line"
    )
    legend = root.xpath("string(.//fieldset)")
    assert ("on the list, but the model doubts it here" in legend) == doubted


def test_a_mark_without_a_note_says_what_its_category_does():
    f = terms_as(note=None, found_by="model", p=0.6)
    told = " In the reporter’s own voice. Such a word makes a use of force look cruel instead of describing it."
    assert told in dom(marked(f)).xpath("string(.//ol[@class='notes'])")
    assert "Such a word" not in dom(marked(terms_as())).xpath("string(.//ol[@class='notes'])"), "a note of the list says more"
    assert "Such a word" not in dom(marked(terms_as(note=None, category="made up"))).xpath("string(.//ol[@class='notes'])")


WORDINGS = {
    "of the list": ({"neutral": "fatal", "neutral_by": "list"}, "Neutral wording: “fatal”."),
    "proposed": ({"neutral": "fatal", "neutral_by": "model"}, "Could read: “fatal”, as the program suggests."),
    "left out": ({"neutral": "(leave out)", "neutral_by": "list"}, "A neutral wording leaves the word out."),
    "left out, proposed": ({"neutral": "(leave out)", "neutral_by": "model"}, "Could be left out, as the program suggests."),
}


@pytest.mark.parametrize(("columns", "told"), WORDINGS.values(), ids=WORDINGS)
def test_a_proposed_wording_is_never_called_the_neutral_one(columns, told):
    notes = dom(marked(terms_as(**columns))).xpath("string(.//ol[@class='notes'])")
    assert told in notes and ("eutral wording" in notes) == (columns["neutral_by"] == "list")


@pytest.mark.parametrize(
    ("effect", "told"), [(0.31, "With that wording the score changes by +0.31."), (-0.049, "With that wording there is no change in this model.")]
)
def test_a_small_effect_is_no_change(effect, told):
    assert told in dom(marked(terms_as(neutral="fatal", effect=effect))).xpath("string(.//ol[@class='notes'])")


def test_a_category_looks_the_same_in_every_article(framing):
    def drawn(terms):
        return {line.text: line.get("class") for line in dom(marked(typed(terms=terms))).xpath(".//fieldset//span[starts-with(@class,'under')]")}

    there = drawn(framing.terms)
    backwards = framing.terms.iloc[::-1].reset_index(drop=True)
    assert drawn(backwards) == there and list(drawn(backwards)) == list(there) == [
        "legitimacy",
        "violence",
        "blame",
        "deceit",
        "victimhood",
        "thin line",
    ]
    assert drawn(framing.terms.tail(1))["victimhood"] == there["victimhood"] == "under wavy cat3"


def test_ids_are_unique(root):
    ids = root.xpath(".//@id")
    assert len(ids) == len(set(ids))


def test_a_mention_inside_a_term_is_drawn_inside_it(root):
    (term,) = [span for span in root.xpath(".//span[@class='term']") if "occupation" in span.text_content() and "illegal " in span.text_content()]
    assert term.xpath(".//span[contains(@class,'mention')]")[0].text == "Armenian"


def test_stance_stands_beside_its_sentence(framing, root):
    first = root.xpath(".//div[@class='stance']")[0]
    (link,) = first.xpath("./a")
    assert "Armenia" in link.text_content() and "−0.57" in link.text_content() and "in the reporter’s voice" in link.text_content()
    assert root.xpath(f".//sup[@id='{link.get('href')[1:]}']")[0].text == "1"
    (tip,) = root.xpath(f".//*[@id='{link.get('aria-describedby')}' and @role='tooltip']")
    assert "62%, 33%, 5%" in tip.text_content()
    places = [float(mark.get("style").partition("left:")[2].rstrip("%")) for mark in first.xpath(".//span[@class='strip']/i")]
    means = framing.stance[framing.stance.sentence == 1].groupby(["side", "voice"], sort=False).score.mean()
    assert places == pytest.approx([50 + 50 * mean for mean in means], abs=0.1)


def test_scores_near_zero_are_drawn_and_told_among_the_details(framing):
    stance = framing.stance.head(1).assign(p_neg=0.02, p_neu=0.94, p_pos=0.04, score=0.02)
    (drawn,) = dom(marked(typed(stance=stance))).xpath(".//div[@class='stance']")
    assert "near 0" in drawn.xpath("./a")[0].text_content() and "+0.02" not in drawn.text_content()
    assert "2%, 94%, 4%" in drawn.text_content() and drawn.xpath(".//span[@class='strip']/i")[0].get("style") == "--row:0;left:51.0%"


def test_every_kind_of_mark_has_a_labelled_switch(root):
    boxes = {box.get("class"): box for box in root.xpath(".//fieldset[./legend]//input[@type='checkbox']")}
    assert set(boxes) == {"show-voices", "show-terms", "show-stance", "show-side1", "show-side2"}
    assert all("checked" in box.attrib for box in boxes.values()), "without a click, everything is shown"
    labels = [box.getparent().text_content().strip() for box in boxes.values()]
    assert labels == ["Voices", "Loaded words", "Stance", AM, AZ] and all(box.getparent().tag == "label" for box in boxes.values())
    style = "".join(root.xpath(".//style/text()"))
    for name in boxes:
        assert f":has(.{name}:not(:checked))" in style
    assert "@supports not selector(:has(a))" in style


def test_a_note_names_the_person_behind_a_pronoun():
    f = typed()
    f.voices.loc[f.voices.sentence == 7, "who"] = "Azerbaijan’s Defense Ministry"
    f.terms.loc[f.terms.sentence == 7, "speaker"] = "It"
    notes = [note.text_content() for note in dom(marked(f)).xpath(".//ol[@class='notes']/li")]
    assert all("In the voice of Azerbaijan’s Defense Ministry" in note for note in notes if "sentence 7" in note)


def test_mentions_say_whom_they_mean(root):
    (ministry,) = [span for span in root.xpath(".//span[contains(@class,'mention')]") if span.text == "the ministry"]
    assert "(meaning Azerbaijan)" in ministry.text_content() and "sentence 2" in ministry.get("title")


OVERLAPS = {
    "crossing": [(4, 20), (12, 30)],
    "nested": [(4, 40), (12, 20)],
    "same": [(4, 20), (4, 20)],
    "same start": [(4, 20), (4, 12)],
    "same end": [(4, 20), (12, 20)],
    "touching": [(4, 12), (12, 20)],
    "across sentences": [(100, 200), (120, 300)],
    "whole text": [(0, len(TEXT)), (10, 20)],
    "out of range": [(0, len(TEXT) + 50), (5, 5)],
}


@pytest.mark.parametrize("spans", OVERLAPS.values(), ids=OVERLAPS)
@pytest.mark.parametrize("layer", ["terms", "mentions", "voices"])
def test_overlapping_marks_print_no_letter_twice(framing, layer, spans):
    table = getattr(framing, layer).head(2).copy()
    table["start"], table["end"] = [start for start, _ in spans], [end for _, end in spans]
    drawn = dom(marked(typed(**{layer: table})))
    ids = drawn.xpath(".//@id")
    assert len(ids) == len(set(ids))
    if layer == "terms":
        targets = {link[1:] for link in drawn.xpath(".//span[@class='term']//a/@href")}
        assert targets <= set(ids)
    assert words(drawn) == " ".join(TEXT.split())


def test_text_outside_all_sentences_is_drawn_too():
    f = typed()
    assert words(dom(marked(typed(sentences=f.sentences.iloc[2:5])))) == " ".join(TEXT.split())
    assert (
        words(dom(mark(Article("Only words."), *[empty(name) for name in ("sentences", "voices", "terms", "mentions", "stance")]))) == "Only words."
    )


def test_empty_tables():
    assert words(dom(marked(bare()))) == " ".join(TEXT.split())
    nothing = mark(Article("Words."), *[empty(name) for name in ("sentences", "voices", "terms", "mentions", "stance")])
    assert words(dom(nothing)) == "Words."


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_text(text):
    f = typed()
    article = Article(text + TEXT[len(text) :], title=text)
    for table, columns in ((f.voices, ["speaker", "side", "cue"]), (f.terms, ["text", "category", "note", "neutral", "speaker", "about"])):
        table[columns] = text
    f.mentions[["side", "how"]] = text
    f.stance["side"] = text
    drawn = dom(marked(typed(article=article, voices=f.voices, terms=f.terms, mentions=f.mentions, stance=f.stance)))
    assert not drawn.xpath(".//script | .//img | .//b[not(ancestor::li or ancestor::span)]")
    assert not [name for element in drawn.iter() for name in element.attrib if name.startswith("on")]
    assert text in drawn.xpath(".//ol[@class='notes']")[0].text_content()
    assert words(drawn).startswith(text)


def test_sides_keep_the_order_given(framing):
    first = dom(marked(framing, sides=[AZ, AM])).xpath(".//fieldset//span[contains(@class,'mention')]")[0]
    assert first.text == AZ and "side1" in first.get("class")


def test_more_sides_than_colours_are_marked_without_colour(framing):
    html = marked(framing, sides=["a", "b", "c", "d", "e", AM, AZ]).html()
    assert 'class="mention side0"' in html


def test_same_html_every_time(framing):
    assert marked(framing).html() == marked(typed()).html()


PAGE = "Cod row\nBy Kari Holm\n\nOSLO (AP) — Norway lied.[1] Sweden did too.\nADVERTISEMENT\nAlso read: A row over <b>herring</b>\nIt ended.\nENDS"


def test_furniture_is_grey_with_a_word_before_it_and_every_letter_is_there():
    parsed = parse(Article(text=PAGE, title="Cod row", headline=True))
    shown = dom(mark(parsed.article, parsed.sentences, *(make_table(name, []) for name in NO_ROWS), furniture=parsed.furniture))
    asides = shown.xpath(".//div[@class='para aside']")
    kinds = ["byline", "advertisement", "link", "end mark"]
    assert [one.text_content().split(",")[0].strip() for one in asides] == kinds
    assert [one.xpath(".//span[@class='hidden']")[0].text_content() for one in asides] == [", not part of the story:"] * 4
    assert not any(one.xpath(".//sup") for one in asides)
    within = [span.get("title") for span in shown.xpath(".//span[@class='beside']")]
    assert within == ["dateline: not part of the story", "reference mark: not part of the story"]
    assert shown.xpath(".//p[@class='besides']")
    for extra in shown.xpath(".//*[contains(@class,'hidden') or contains(@class,'kind') or self::sup]"):
        extra.drop_tree()
    drawn = " ".join(p.text_content() for p in shown.xpath(".//p[contains(@class,'text')]"))
    assert " ".join(drawn.split()) == " ".join(PAGE.split())


NO_ROWS = ("voices", "terms", "mentions", "stance")


def test_an_article_without_furniture_says_nothing_of_it(framing):
    assert not dom(marked(framing)).xpath(".//p[@class='besides']")
