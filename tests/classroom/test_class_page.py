"""The folder that sums up a class: what the page shows, what the tables hold, and that no file, name or answer gets out of its place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import lxml.html
import pytest
from hostile import INJECTIONS

from analysis import write_class
from analysis.__main__ import main
from analysis.classroom.annotation import AnnotationError, coded_article
from analysis.classroom.class_summary import NO_GRADE
from analysis.classroom.reference import REFERENCE
from analysis.files import WriteError
from analysis.reading.article import Article
from analysis.spreadsheet import read_csv

ROOT = Path(__file__).resolve().parents[2]
CLASS, SEED = ROOT / "seeds" / "class", ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
TEXT = "The weavers of Veld walked out on Monday. The greedy mill said no."
ARTICLE = Article(TEXT, title="A walkout")


def answers_of(coder, voices=("narrator", "indirect"), article=ARTICLE, sides=("Mill",), **more):
    about = coded_article(article, 2)
    answers = [
        {"sentence": n, "voice": voice, "speaker": None, "stance": dict.fromkeys(sides, 0), "loaded": [], "confidence": 2, "comment": ""} | more
        for n, voice in enumerate(voices, 1)
    ]
    data = {"format": "framing-annotation 1", "article": {"title": about.title, "sha256": about.sha256, "sentences": 2}, "coder": coder, "pass": 1}
    return json.dumps(data | {"saved": "2026-01-15T10:00:00+00:00", "sides": list(sides), "answers": answers})


def class_in(tmp_path, *coders):
    folder = tmp_path / "answers"
    folder.mkdir()
    for number, text in enumerate(coders):
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def seed_class(tmp_path_factory):
    out = tmp_path_factory.mktemp("class")
    assert main(["class", str(CLASS), str(SEED), "-o", str(out), "--reference", str(ROOT / "seeds" / "annotations")]) == 0
    return out


def test_one_row_a_student(seed_class):
    book = read_csv(seed_class / "gradebook.csv")
    assert list(book.student) == [f"SIMULATED {n:02}" for n in range(1, 21)] and set(book["pass"]) == {1} and set(book.sentences) == {18}
    row = book.set_index("student").loc["SIMULATED 05"]  # answered the first nine sentences
    assert (row.answered, row.complete, row.others_voice_compared, row.reference_voice_compared) == (9, 9, 9, 9)
    assert not {"grade", "score", "points", "mark"} & set(book.columns)
    assert all(
        (book[f"{who}_{what}_same"] <= book[f"{who}_{what}_compared"]).all() for who in ("others", "reference") for what in ("voice", "stance")
    )
    careless = book[book.student == "SIMULATED 20"]
    assert (book.others_voice_same[:9] > careless.others_voice_same.item()).sum() == 8  # all careful ones but the one who stopped early


def test_one_row_a_question_of_each_sentence(seed_class):
    table = read_csv(seed_class / "by_sentence.csv")
    assert list(table.columns) == ["sentence", "question", "answers", "said", "majority", "share", "split", "disagreement", "reference", "text"]
    assert len(table) == 18 * 5 + 2 + 5 and set(table.split) == {"no"}
    assert list(table.sentence[:90]) == [n for n in range(1, 19) for _ in range(5)]
    assert table.sentence[90:].isna().all(), "the whole article comes last"
    assert "\n1,voice," in (seed_class / "by_sentence.csv").read_text(encoding="utf-8-sig").replace("\r", ""), "a whole number"
    assert list(table.question[90:93]) == ["role: Armenia", "role: Azerbaijan", "frame: conflict"]
    role = table.iloc[90]
    assert (role.said, role.majority, role.reference, role.answers) == ("villain 15, hero 1, no clear role 1", "villain", "villain", 17)
    harm = table[(table.sentence == 3) & (table.question == "harm")].iloc[0]
    assert harm.majority == harm.reference == "agent named" and harm.answers == 20
    voice = table[(table.sentence == 17) & (table.question == "voice")].iloc[0]
    assert (voice.said, voice.majority, voice.reference) == ("indirect 10, direct 3, mixed 3, narrator 1", "indirect", "indirect")


def test_the_page_says_what_the_tables_hold(seed_class):
    root = lxml.html.parse(str(seed_class / "class.html")).getroot()
    text = " ".join(root.text_content().split())
    assert NO_GRADE in text and "20 students handed in answers to 18 sentences; 17 answered every question." in text and "nan" not in text.split()
    rows = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in root.xpath("//table[contains(@class, 'students')]/tbody/tr")}
    book = read_csv(seed_class / "gradebook.csv").set_index("student")
    assert set(rows) == set(book.index)
    for name, cells in rows.items():
        one = book.loc[name]
        assert cells[:5] == [str(one[column]) for column in ("answered", "complete", "marked", "comments", "whole")]
        assert cells[5] == f"{one.others_voice_same} of {one.others_voice_compared}"
        assert cells[8] == f"{one.others_harm_same} of {one.others_harm_compared}"
        assert cells[9] == (f"{one.others_whole_same} of {one.others_whole_compared}" if one.whole else "–")
        assert cells[12] == (f"{one.reference_words_found} of {one.reference_words}" if one.reference_words else "–")
    assert set(book.of_whole) == {7} and book.loc["SIMULATED 05", "whole"] == 0 and book.loc["SIMULATED 01", "whole"] == 7
    whole = [" ".join(each.text_content().split()) for each in root.xpath("//section[@aria-labelledby='whole']//dt")]
    assert whole[:3] == ["Role of Armenia", "Role of Azerbaijan", "Frame: conflict"] and len(whole) == 7
    assert (
        "Roles: two coders gave the same answer in" in text
        and "Alpha is" not in text
        and "too few to say; questions on an article as a whole" in text
    )
    seventeen = root.get_element_by_id("s17")
    bars = [" ".join(bar.text_content().split()) for bar in seventeen.xpath(".//dt[.='Voice']/..//li")]
    assert bars == ["indirect 10 (reference)", "direct 3", "mixed 3", "narrator 1"]
    assert [bar.text_content() for bar in seventeen.xpath(".//dt[.='Voice']/..//li[@class='most']")] == ["indirect 10 (reference)"]
    assert seventeen.xpath(".//dt[.='Voice']/..//li/@style")[0] == "--w:59%"  # 10 of 17


def test_every_file_is_listed_and_its_name_stands_in_closed_lists_only(tmp_path):
    folder = class_in(tmp_path, answers_of("Owl"), answers_of("Heron", voices=("direct",)))
    for name, text in {"Mary Smith.json": "{", "John Doe.docx": "PK\x03\x04", "Ann Cole.json": answers_of("Rook", article=Article("Other."))}.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_class(folder, ARTICLE, tmp_path / "out")
    files = read_csv(tmp_path / "out" / "files.csv")
    assert dict(zip(files.file, files.outcome, strict=True)) == {
        "0.json": "read", "1.json": "read", "Ann Cole.json": "left out", "John Doe.docx": "left out", "Mary Smith.json": "left out",
    }  # fmt: skip
    assert files.set_index("file").problem.isna().to_dict()["0.json"]
    root = lxml.html.parse(str(tmp_path / "out" / "class.html")).getroot()
    assert "3 left out, 1 read with a remark" in root.text_content()
    closed = root.xpath("//details[not(@open)]")[-1]
    assert all(name in closed.text_content() for name in ("Mary Smith", "John Doe", "Ann Cole"))
    closed.getparent().remove(closed)
    assert not [name for name in ("Mary", "John", "Ann Cole") if name in root.text_content()]


def test_no_name_is_a_formula(tmp_path):
    folder = class_in(tmp_path, answers_of("=1+1"), answers_of("@owl", comment="=cmd()"))
    write_class(folder, Article(TEXT, title="=HYPERLINK(1)"), tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        cells = [cell for line in path.read_text(encoding="utf-8-sig").splitlines() for cell in line.split(",")]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))], path.name
    book = read_csv(tmp_path / "out" / "gradebook.csv")
    assert list(book.student) == ["=1+1", "@owl"] and set(book.article) == {"=HYPERLINK(1)"}


def test_whoever_gave_the_reference_is_no_student(tmp_path):
    folder = class_in(tmp_path, answers_of("Owl"), answers_of("Teacher", voices=("narrator", "direct")))
    summary = write_class(folder, ARTICLE, tmp_path / "out", reference=folder / "1.json")
    assert list(summary.students.student) == ["Owl"] and list(summary.reference.coders.coder) == [REFERENCE]
    assert summary.students[["reference_voice_compared", "reference_voice_same"]].to_numpy().tolist() == [[2, 1]]
    assert "gave the reference" in read_csv(tmp_path / "out" / "files.csv").set_index("file").problem["1.json"]


def test_a_side_that_only_the_reference_knows_is_told(tmp_path):
    mine = tmp_path / "mine.json"
    mine.write_text(answers_of("Me", sides=("Mill", "Town")), encoding="utf-8")
    write_class(class_in(tmp_path, answers_of("Owl")), ARTICLE, tmp_path / "out", reference=mine)
    assert "The reference says something of Town; the class was not asked about it." in (tmp_path / "out" / "class.html").read_text(encoding="utf-8")


def test_a_class_of_nobody_is_a_page_that_says_so(tmp_path, capsys):
    (tmp_path / "walkout.txt").write_text(TEXT, encoding="utf-8")
    assert main(["class", str(CLASS), str(tmp_path / "walkout.txt"), "-o", str(tmp_path / "out")]) == 1
    assert "0 students handed in answers to 2 sentences.\n21 files were left out" in capsys.readouterr().out
    assert len(read_csv(tmp_path / "out" / "files.csv")) == 21
    assert "Nobody answered this sentence." in (tmp_path / "out" / "class.html").read_text(encoding="utf-8")


def test_what_cannot_be_done_is_told_before_anything_is_written(tmp_path, capsys):
    folder = class_in(tmp_path, answers_of("Owl"))
    with pytest.raises(WriteError, match="lies in the folder of answers"):
        write_class(folder, ARTICLE, folder / "out")
    with pytest.raises(AnnotationError, match="is not a folder"):
        write_class(tmp_path / "nowhere", ARTICLE, tmp_path / "out")
    with pytest.raises(AnnotationError, match="does not exist"):
        write_class(folder, ARTICLE, tmp_path / "out", reference=tmp_path / "none.json")
    assert not (tmp_path / "out").exists()
    assert main(["class", str(tmp_path / "nowhere"), str(SEED), "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"framing: {tmp_path / 'nowhere'} is not a folder")


def test_the_second_pass(tmp_path):
    folder = tmp_path / "second"
    shutil.copytree(CLASS, folder)
    data = json.loads((CLASS / "SIMULATED_coder_01.json").read_text(encoding="utf-8"))
    (folder / "again.json").write_text(json.dumps(data | {"pass": 2}), encoding="utf-8")
    assert main(["class", str(folder), str(SEED), "-o", str(tmp_path / "out"), "--pass", "2"]) == 0
    book = read_csv(tmp_path / "out" / "gradebook.csv")
    assert list(book.student) == ["SIMULATED 01"] and list(book["pass"]) == [2] and list(book.others_voice_compared) == [0]
    assert len(read_csv(tmp_path / "out" / "files.csv")) == 22


# in a browser


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_names_and_answers_stay_text(browser, text, tmp_path):
    name = " ".join(text.split())[:40].replace("\x00", "")
    folder = class_in(tmp_path, answers_of(name, comment=text, sides=(text[:200],)), answers_of("Owl", voices=("direct", "mixed")))
    (folder / "bad.json").write_text(text, encoding="utf-8")
    write_class(folder, Article(TEXT, title=text.replace("\x00", ""), outlet=text), tmp_path / "out")
    page = browser.new_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto((tmp_path / "out" / "class.html").as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("window.ran") is None and len(seen) == 1
    assert page.locator("script, iframe, img, link").count() == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_the_page_fits(browser, seed_class, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((seed_class / "class.html").as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).response["violations"]
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_the_table_of_students_fits_on_paper(browser, seed_class):
    page = browser.new_page(viewport={"width": 670, "height": 950})  # A4 between margins of 17 mm
    page.emulate_media(media="print")
    page.goto((seed_class / "class.html").as_uri())
    assert page.evaluate("(() => { const t = document.querySelector('.students').parentElement; return t.scrollWidth <= t.clientWidth; })()")
    page.close()
