"""The widget, seen from the kernel: what the form sends is saved, merged, refused; and what an exported page shows."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace

import lxml.html
import pytest
from coded import task_of
from typed import typed

from analysis.classroom.annotation import Annotation, AnnotationError, Answer, Whole
from analysis.classroom.answer_file import read_annotation
from analysis.classroom.coding import CodingTask, Sentence
from analysis.classroom.widget import CodingForm, annotate
from analysis.reading.article import Article

TEXT = "Norland attacked first.\nSudland denied it.\nA <b>third</b> party watched."
ARTICLE = Article(TEXT, title="A clash")
SIDES = {"Norland": [], "Sudland": []}
MANY = (
    *(f"{name}:{side}" for name in ("stance", "roles") for side in (*SIDES, "Armenia", "Azerbaijan")),
    "frames:conflict",
    "frames:morality",
    "frames:sport",
)
ALL = ("voice", "speaker", "loaded", "confidence", "comment", "harm", *MANY)


@pytest.fixture(scope="module")
def task():
    return task_of(TEXT, title="A clash")


@pytest.fixture
def form(task, tmp_path):
    return CodingForm(task, "Ann", folder=tmp_path / "annotations")


def answer(sentence: int, **given) -> dict:
    return Answer(sentence, **given).to_dict()


def send(form: CodingForm, *answers: dict, view: str = "view1", number: int = 1, changed: tuple[str, ...] = ALL) -> None:
    """Do what the browser does after an answer: send what it has no receipt for, and which parts of it were changed."""
    form.draft = {"origin": view, "number": number, "answers": list(answers), "changed": [list(changed)] * len(answers)}


def test_every_answer_is_in_the_file_at_once(form):
    assert not form.path.exists(), "no answer, no file"
    send(form, answer(2, voice="direct"))
    assert read_annotation(form.path, ARTICLE).answers == (Answer(2, "direct"),)
    assert form.saved["origin"] == "view1" and form.saved["number"] == 1 and form.saved["time"] and "error" not in form.saved
    assert form.answers == [answer(2, voice="direct")]
    send(form, answer(1, stance={"Norland": -1, "Sudland": None}), answer(2, voice="mixed"), number=2)
    assert (
        read_annotation(form.path, ARTICLE).answers
        == form.annotation.answers
        == (Answer(1, stance={"Norland": -1, "Sudland": None}), Answer(2, "mixed"))
    )
    assert [path.name for path in form.path.parent.iterdir()] == [form.path.name]


def whole(**given) -> dict:
    return {"sentence": 0, **Whole(**given).to_dict()}


def test_the_answers_on_the_whole_article_are_saved_like_any_other(form, task, tmp_path, monkeypatch):
    send(form, answer(1, harm="both"), whole(roles={"Norland": "villain"}))
    assert read_annotation(form.path, ARTICLE).whole == Whole({"Norland": "villain"}) and form.saved["time"]
    assert form.answers == [answer(1, harm="both"), whole(roles={"Norland": "villain"})]
    again = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    assert again.answers == form.answers
    send(again, answer(2, voice="direct"))
    assert read_annotation(form.path).whole == Whole({"Norland": "villain"}), "another answer leaves it"
    send(form, whole(frames={"conflict": "yes"}), number=2)
    assert read_annotation(form.path).whole == Whole(frames={"conflict": "yes"}), "it is sent whole"
    send(form, whole(), number=3)
    assert read_annotation(form.path).whole == Whole() and all(each["sentence"] for each in form.answers)
    real = Annotation.save
    monkeypatch.setattr(Annotation, "save", lambda self, path: (real(replace(self, whole=Whole()), path), self)[1])
    send(form, whole(roles={"Norland": "hero"}), number=4)
    assert "does not hold what was written" in form.saved["error"] and "time" not in form.saved


def test_a_form_that_asks_less_leaves_what_the_file_holds(form, tmp_path):
    send(form, answer(1, harm="both", voice="direct"), whole(roles={"Norland": "villain"}))
    less = CodingForm(task_of(TEXT, title="A clash", ask="frames"), "Ann", folder=tmp_path / "annotations")
    assert less.task["asks"] == ["frames"] and list(less.task["codebook"]) == ["frames"]
    send(less, whole(roles={"Norland": "villain"}, frames={"conflict": "no"}))
    found = read_annotation(form.path, ARTICLE)
    assert found.answers == (Answer(1, "direct", harm="both"),) and found.whole == Whole({"Norland": "villain"}, {"conflict": "no"})
    assert found.asked == ("loaded", "voice", "stance", "harm", "confidence", "roles", "frames")


def test_a_file_with_the_whole_article_alone_is_continued(task, tmp_path):
    form = CodingForm(task, "Ann", folder=tmp_path)
    send(form, whole(frames={"morality": "no"}))
    assert CodingForm(task, "Ann", folder=tmp_path).answers == [whole(frames={"morality": "no"})]


def test_a_new_kernel_goes_on_where_the_file_stands(form, task, tmp_path):
    send(form, answer(1, voice="narrator", comment="why?"))
    again = CodingForm(task, "ann ", folder=tmp_path / "annotations")
    assert again.path == form.path
    assert again.answers == [answer(1, voice="narrator", comment="why?")] and again.place == form.place
    assert again.saved == {"time": form.annotation.saved}
    send(again, answer(2, voice="direct"))
    assert read_annotation(again.path).answers == (Answer(1, "narrator", comment="why?"), Answer(2, "direct"))


def test_an_answer_taken_back_leaves_the_file(form):
    send(form, answer(1, voice="direct"), answer(2, voice="mixed"))
    send(form, answer(1), number=2)
    assert read_annotation(form.path).answers == (Answer(2, "mixed"),)


def test_two_forms_of_one_coder_do_not_overwrite_each_other(form, task, tmp_path):
    other = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(form, answer(1, voice="direct"))
    send(other, answer(2, voice="mixed"), view="view2")
    both = (Answer(1, "direct"), Answer(2, "mixed"))
    assert read_annotation(form.path).answers == both
    assert [each["sentence"] for each in other.answers] == [1, 2], "the form is told of the other's answer"
    send(form, answer(3, voice="narrator"), number=2)
    assert read_annotation(form.path).answers == (*both, Answer(3, "narrator"))


def test_an_answer_cleared_in_one_form_does_not_come_back_from_another(form, task, tmp_path):
    send(form, answer(1, voice="direct"))
    other = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(form, answer(1), number=2)
    assert read_annotation(form.path).answers == ()
    send(other, answer(2, voice="mixed"), view="view2")
    assert read_annotation(form.path).answers == (Answer(2, "mixed"),)


def test_two_forms_change_parts_of_one_answer(form, task, tmp_path):
    send(form, answer(1, voice="direct", speaker="she", stance={"Sudland": 1}))
    other = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(other, answer(1, voice="narrator", stance={"Norland": -1}, confidence=3), view="view2", changed=("voice", "speaker", "stance:Norland"))
    send(form, answer(1, voice="direct", comment="why?"), number=2, changed=("comment", "stance:Sudland"))
    assert read_annotation(form.path).answers == (Answer(1, "narrator", None, {"Norland": -1}, comment="why?"),)
    assert form.answers == [answer(1, voice="narrator", stance={"Norland": -1}, comment="why?")]


def test_two_forms_change_parts_of_the_answer_on_the_whole(form, task, tmp_path):
    send(form, whole(roles={"Norland": "villain", "Sudland": "victim"}))
    other = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(other, whole(roles={"Norland": "hero"}, frames={"conflict": "yes"}), view="view2", changed=("frames:conflict", "roles:Norland"))
    send(form, whole(roles={"Norland": "villain"}), number=2, changed=("roles:Sudland",))
    assert read_annotation(form.path, ARTICLE).whole == Whole({"Norland": "hero"}, {"conflict": "yes"})


def test_two_tabs_that_send_at_once_keep_both_answers(form):
    send(form, answer(1, voice="direct"), view="tab1")
    send(form, answer(2, voice="mixed"), view="tab2")  # sent before tab2 saw the answer of tab1
    assert read_annotation(form.path).answers == (Answer(1, "direct"), Answer(2, "mixed"))
    assert form.saved["origin"] == "tab2" and [each["sentence"] for each in form.answers] == [1, 2]


def test_saved_is_said_only_when_the_file_holds_the_answer(form, monkeypatch):
    send(form, answer(1, voice="direct"))
    real = Annotation.save

    def lose(self, path):
        done = real(self, path)
        real(replace(self, answers=()), path)
        return done

    monkeypatch.setattr(Annotation, "save", lose)
    send(form, answer(2, voice="mixed"), number=2)
    assert form.saved["error"] == f"Not saved: {form.path} does not hold what was written; name another folder"
    assert "time" not in form.saved and form.saved["number"] == 2
    monkeypatch.undo()
    send(form, answer(1, voice="direct"), answer(2, voice="mixed"), number=3)
    assert read_annotation(form.path).answers == (Answer(1, "direct"), Answer(2, "mixed")) and form.saved["time"]


def test_a_full_disk_is_said_and_the_next_try_saves(form, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    send(form, answer(1, voice="direct"))
    monkeypatch.setattr(os, "fsync", full)
    send(form, answer(2, voice="mixed"), number=2)
    assert form.saved["error"] == f"Not saved: {form.path} cannot be written: the disk is full; make room, or name a folder on another disk"
    assert read_annotation(form.path).answers == (Answer(1, "direct"),)
    monkeypatch.undo()
    send(form, answer(2, voice="mixed"), number=3)
    assert read_annotation(form.path).answers == (Answer(1, "direct"), Answer(2, "mixed")) and "error" not in form.saved


def test_the_browser_tells_files_of_one_name_apart(task, tmp_path, monkeypatch):
    places = set()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        places.add(CodingForm(task, "Ann").place)
    assert len(places) == 2 and all(len(place) == 16 for place in places) and CodingForm(task).place == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (answer(9), "sentence is 9"),
        (answer(1) | {"voice": "shouting"}, "shouting"),
        (answer(1) | {"loaded": [{"start": 0, "end": 7, "text": "Sudland"}]}, "'Norland'"),
        (answer(1) | {"stance": {"Westland": 1}}, "Westland"),
        ("odd", "odd"),
        (answer(1) | {"harm": "agent"}, "harm"),
        ({"sentence": 0, "roles": {"Norland": "winner"}}, "winner"),
        ({"sentence": 0, "frames": {"sport": "yes"}}, "sport"),
        ({"sentence": 0, "mood": "grim"}, "mood"),
    ],
)
def test_what_cannot_be_saved_is_said_and_the_file_stays(form, wrong, said):
    send(form, answer(2, voice="direct"))
    before = form.path.read_bytes()
    send(form, answer(2, voice="direct"), wrong, number=2)
    assert form.saved["error"].startswith("Not saved: ") and said in form.saved["error"] and form.saved["number"] == 2
    assert form.path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_said(task, tmp_path):
    (tmp_path / "annotations").write_text("a file in the way", encoding="utf-8")
    form = CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(form, answer(1, voice="direct"))
    assert form.saved["error"].startswith("Not saved: ")


def test_the_name_may_come_from_the_form(task, tmp_path):
    form = CodingForm(task, folder=tmp_path)
    assert form.file == "" and form.annotation is None and form.path is None
    form.coder = "x" * 41
    assert "at most 40" in form.saved["error"] and form.coder == "" and form.file == ""
    form.coder = "  Ann   B "
    assert form.coder == "Ann B" and form.path.parent == tmp_path
    send(form, answer(1, voice="direct"))
    assert read_annotation(form.path).coder == "Ann B"


def test_a_second_pass_hides_the_first(form, task, tmp_path):
    send(form, answer(1, voice="direct"))
    second = CodingForm(task, "Ann", folder=tmp_path / "annotations", pass_number=2)
    assert second.answers == [] and second.path != form.path and second.place != form.place
    assert "direct" not in second._repr_html_()
    send(second, answer(1, voice="mixed"))
    assert read_annotation(second.path).pass_number == 2
    assert read_annotation(form.path).answers == (Answer(1, "direct"),)


def test_annotate_keeps_the_sides_of_the_file_and_refuses_others(tmp_path):
    form = annotate(ARTICLE, "Ann", sides=SIDES, folder=tmp_path)
    send(form, answer(1, stance={"Norland": 1}))
    assert annotate(ARTICLE, "Ann", folder=tmp_path).annotation.sides == ("Norland", "Sudland")
    assert annotate(ARTICLE, "Ann", folder=tmp_path).task["sides"] == ["Norland", "Sudland"]
    with pytest.raises(AnnotationError, match=r"sides is \['Norland', 'Sudland'\], asked for is \['Norland'\].*another folder"):
        annotate(ARTICLE, "Ann", sides=["Norland"], folder=tmp_path)
    assert annotate(ARTICLE, "Ann", sides=SIDES, folder=tmp_path, second_pass=True).pass_number == 2


def test_a_damaged_file_is_named_and_kept(form, task, tmp_path):
    send(form, answer(1, voice="direct"))
    form.path.write_text('{"format": "fram', encoding="utf-8")
    with pytest.raises(AnnotationError, match=form.path.name.replace(".", r"\.") + " is not readable JSON"):
        CodingForm(task, "Ann", folder=tmp_path / "annotations")
    send(form, answer(1, voice="mixed"), number=2)
    assert form.saved["error"].startswith("Not saved: ") and form.path.read_text(encoding="utf-8") == '{"format": "fram'


def test_a_renamed_file_is_not_taken_over(form, task, tmp_path):
    send(form, answer(1, voice="direct"))
    other = CodingForm(task, "Bob", folder=tmp_path / "annotations")
    form.path.rename(other.path)
    with pytest.raises(AnnotationError, match=r"coder is 'Ann' in pass 1; allowed: 'Bob' in pass 1\. Was the file renamed"):
        CodingForm(task, "Bob", folder=tmp_path / "annotations")
    send(other, answer(2, voice="mixed"))
    assert "renamed" in other.saved["error"] and read_annotation(other.path).coder == "Ann"


def test_export_from_the_form_and_from_code(form, tmp_path, task):
    send(form, answer(1, voice="direct"))
    form._handle_custom_msg({"kind": "export"}, [])
    assert [path.rsplit(".", 2)[-2] for path in form.exported] == ["answers", "loaded", "whole"]
    answers, _, _ = form.export_csv(tmp_path / "tables")
    assert answers.parent == tmp_path / "tables" and "direct" in answers.read_text(encoding="utf-8-sig")
    with pytest.raises(AnnotationError, match="coder is empty"):
        CodingForm(task, folder=tmp_path).export_csv()


# beside the program


def test_a_coder_stands_beside_the_program(tmp_path):
    framing = typed()
    spans = tuple(Sentence(int(row.start), int(row.end), int(row.paragraph), ()) for row in framing.sentences.itertuples())
    form = CodingForm(CodingTask(framing.article, spans, tuple(framing.sides), ask="harm,roles"), folder=tmp_path)
    assert form.beside_model(framing).in_words == ("There is nothing that both the coder and the model answered.",)
    assert "<table" not in form.beside_model(framing)._repr_html_()
    form.coder = "Ann"
    send(form, answer(1, harm="agent left out"), answer(2, harm="no harm"), whole(roles={"Armenia": "villain", "Azerbaijan": "victim"}))
    found = form.beside_model(framing)
    assert found.in_words[:2] == (
        "Harm: the model gives the coder’s answer in 1 of 2 sentences (50%).",
        "Roles: the model gives the coder’s answer in 1 of 2 questions (50%).",
    )
    shown = lxml.html.fragment_fromstring(found._repr_html_(), create_parent=True)
    assert [row.xpath("./*")[0].text_content() for row in shown.xpath(".//tbody/tr")] == ["harm", "roles"]
    told = found.differences[["variable", "majority", "model"]]
    assert told.to_numpy().tolist() == [["harm", "no harm", "agent named"], ["role: Azerbaijan", "victim", "no clear role"]]


# the static twin


def test_an_exported_page_shows_the_answers_as_a_table(form):
    start = TEXT.index("attacked")
    send(
        form,
        answer(1, voice="direct", speaker="<i>she</i>", stance={"Norland": -1})
        | {"loaded": [{"start": start, "end": start + 8, "text": "attacked"}]},
    )
    data, _ = form._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == form.model_id
    assert data["text/plain"] == repr(form) and "Ann: 0 of 3 sentences answered" in data["text/plain"]
    twin = lxml.html.fromstring(data["text/html"])
    assert not twin.xpath(".//script | .//i | .//button | .//input")
    cells = [cell.text_content() for cell in twin.xpath(".//tbody/tr/*")]
    assert cells == ["1", "Norland attacked first.", "direct: <i>she</i>", "−", "", "", "attacked", "", ""]
    assert "Run the cell in JupyterLab" in twin.text_content()


def test_the_twin_before_there_is_a_name(task, tmp_path):
    form = CodingForm(task, folder=tmp_path)
    assert "waiting for a name" in repr(form)
    twin = lxml.html.fromstring(form._repr_html_())
    assert not twin.xpath(".//table") and "Run the cell in JupyterLab" in twin.text_content()


def test_what_the_browser_gets_holds_no_answer_of_a_model(form):
    assert set(form.task) == {"text", "article", "sides", "asks", "questions", "sentences", "codebook", "limits", "file"}
    assert set(form.task["sentences"][0]) == {"start", "end", "paragraph", "words"}
    json.dumps(form.get_state(["task", "answers", "draft", "saved"]))
