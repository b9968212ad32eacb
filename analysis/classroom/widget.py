"""The coding form in JupyterLab: one sentence at a time, saved in a file after every answer.

It shows the article, the sides and the code book, and never what a model says.  Exported notebooks show its static twin, a table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from analysis.classroom.annotation import WHOLE, Annotation, AnnotationError, Answer, Whole, changed_in, file_name
from analysis.classroom.answer_file import answer_from, read_annotation, whole_from
from analysis.classroom.answer_tables import answers_html
from analysis.classroom.coding import CodingTask, coding_task, form_script
from analysis.classroom.questions import ALL, joined
from analysis.templates import render, script

if TYPE_CHECKING:
    from analysis.classroom.model_coder import ModelComparison
    from analysis.framing import Framing
    from analysis.reading.article import Article

_LIVE = "This is what was saved when the cell last ran. Run the cell in JupyterLab to continue; each answer is saved at once."


def annotate(
    article: Article,
    coder: str = "",
    *,
    sides: Mapping[str, Iterable[str]] | Iterable[str] | None = None,
    folder: str | Path = "annotations",
    second_pass: bool = False,
    ask: str | Iterable[str] = ALL,
) -> CodingForm:
    """Return the form in which a coder annotates an article; as the last line of a cell it shows itself.

    coder: the name in the file; empty to ask for it.  sides: as in ``analyse``; None to have them found.  folder: where the answers are
    saved, one file a coder, article and pass; an existing file is continued.  second_pass: begin again with the first answers hidden.

    ask: which questions, as in ``coding_task``.  All of them by default, because whatever the program will show should first have been asked of the
    students; ``short`` leaves out harm, roles and frames, for a young class, for a first lesson, and where there are fewer than 20 minutes: they take
    a third more time, and their terms come in lessons 9 and 10.  What a file already holds stays in it, whatever is asked now.

    Nothing is scored; the encoder is loaded only where sides are to be found.  Raises TypeError when no Article is given, SidesError for sides that
    cannot be used, AskError for a question that there is not, AnnotationError for a name that is none, for a damaged file and for one that asks
    about other sides.
    """
    return CodingForm(coding_task(article, sides, ask), coder, folder=folder, pass_number=2 if second_pass else 1, sides_given=sides is not None)


class CodingForm(anywidget.AnyWidget):
    """The form of one coder.  ``annotation`` holds the answers so far, ``path`` is their file, ``export_csv`` writes tables."""

    _esm = form_script() + script("saving.js") + script("widget.js")
    _css = render("framing.css.j2") + render("coding.css.j2") + ".framing.live{padding:.75rem 1rem}.framing.live>.after{margin:1rem 0 0}"

    task = traitlets.Dict().tag(sync=True)
    coder = traitlets.Unicode().tag(sync=True)
    pass_number = traitlets.Int(1).tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)  # which file it is, whatever the folder is called; the browser's copies hang on it
    answers: traitlets.List[Any] = traitlets.List().tag(sync=True)  # all that the file holds
    draft = traitlets.Dict().tag(sync=True)  # what a view wants saved: origin (which view), number, answers, and which parts of each it changed
    saved = traitlets.Dict().tag(sync=True)  # what the kernel did with it: origin, number, and time or error
    exported = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, task: CodingTask, coder: str = "", *, folder: str | Path = "annotations", pass_number: int = 1, sides_given: bool = False):
        """Open the coder's file, or wait for a name where ``coder`` is empty."""
        self._task = task
        self._folder = Path(folder)
        self._sides_given = sides_given
        self._annotation: Annotation | None = None
        super().__init__(task=task.payload(), pass_number=pass_number)
        if coder:
            self._open(coder)
        self.observe(self._named, "coder")
        self.observe(self._drafted, "draft")
        self.on_msg(self._asked)

    @property
    def annotation(self) -> Annotation | None:
        """The answers so far, None before there is a name."""
        return self._annotation

    @property
    def path(self) -> Path | None:
        """Where the answers are saved; there is no file before the first answer."""
        return Path(self.file) if self.file else None

    def export_csv(self, folder: str | Path | None = None) -> tuple[Path, ...]:
        """Write the answers as CSV files, beside the file of answers unless a folder is given; see ``Annotation.export_csv``."""
        if self._annotation is None:
            raise AnnotationError("coder is empty; allowed: a name. Give one, annotate(article, coder='Ann'), or write it into the form first")
        return self._annotation.export_csv(self._folder if folder is None else folder)

    def beside_model(self, framing: Framing) -> ModelComparison:
        """Set the answers so far beside those of the program; of nobody where there are none.

        framing: of the same article.  Look at it when everything is answered: see ``analysis.classroom.model_coder.compare_model``.
        """
        from analysis.classroom.coders import class_of_one
        from analysis.classroom.model_coder import compare_model

        annotation = self._task.empty("nobody yet") if self._annotation is None else self._annotation
        return compare_model(class_of_one(annotation, framing.sentences), framing)

    def _open(self, coder: str) -> None:
        blank = self._task.empty(coder, self.pass_number)
        path = self._folder / file_name(blank)
        self._annotation = self._from_file(path, blank, sides_fixed=self._sides_given)
        self.task = {**self.task, "sides": list(self._annotation.sides)}
        self._show(self._annotation)
        self.saved = {"time": self._annotation.saved}
        self.place = hashlib.sha256(str(path.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
        self.coder, self.file = self._annotation.coder, str(path)

    def _from_file(self, path: Path, blank: Annotation, *, sides_fixed: bool) -> Annotation:
        """Return what the file holds, with what is asked now; the blank annotation where there is none."""
        if not path.exists():
            return blank
        found = read_annotation(path, self._task.article)
        if found.empty:
            return replace(blank, answers=(), whole=Whole())
        if (found.coder.casefold(), found.pass_number) != (blank.coder.casefold(), blank.pass_number):
            held, allowed = (f"{each.coder!r} in pass {each.pass_number}" for each in (found, blank))
            raise AnnotationError(f"{path}: coder is {held}; allowed: {allowed}. Was the file renamed? Move it to another folder")
        if sides_fixed and found.sides != blank.sides:
            asked = f"{path}: sides is {list(found.sides)}, asked for is {list(blank.sides)}"
            raise AnnotationError(f"{asked}; allowed: the sides of the file, or another folder for a new file")
        return replace(found, asked=joined(found.asked, blank.asked))

    def _named(self, change: dict[str, Any]) -> None:
        """Open the file of a coder whose name came from the form."""
        if self._annotation is not None or not change["new"]:
            return
        try:
            self._open(change["new"])
        except (AnnotationError, OSError) as error:
            self.coder = ""
            self.saved = {"error": str(error)}

    def _drafted(self, change: dict[str, Any]) -> None:
        """Save what a view sent, and answer it.

        A view sends the answers that it has no receipt for, with the parts that it changed, and only these are written: another view or form
        may have written others since.
        """
        draft = change["new"]
        if self._annotation is None or not draft.get("origin"):
            return
        receipt = {"origin": draft["origin"], "number": draft.get("number")}
        try:
            self._annotation = self._in_file(self._annotation, draft)
        except (AnnotationError, OSError) as error:
            self.saved = {**receipt, "error": f"Not saved: {error}"}
            return
        self._show(self._annotation)
        self.saved = {**receipt, "time": self._annotation.saved}

    def _in_file(self, annotation: Annotation, draft: Mapping[str, Any]) -> Annotation:
        """Put what was changed in answers into the file beside what it holds, and return what is read there afterwards."""
        written = self._from_file(Path(self.file), annotation, sides_fixed=True)
        for given, parts in zip(draft["answers"], draft["changed"], strict=True):
            written = self._with(written, given, parts)
        written = written.save(self.file)
        found = read_annotation(self.file, self._task.article)
        if found != written:
            raise AnnotationError(f"{self.file} does not hold what was written; name another folder")
        return found

    def _with(self, annotation: Annotation, given: Any, parts: Collection[str]) -> Annotation:
        """Return the annotation with what a view changed in one answer; raise AnnotationError for an answer that is none."""
        if isinstance(given, dict) and given.get("sentence") == WHOLE:
            whole = whole_from({key: value for key, value in given.items() if key != "sentence"}, "the form", annotation.sides)
            merged = changed_in(annotation.whole.to_dict(), whole.to_dict(), parts)
            return replace(annotation, whole=whole_from(merged, "the form", annotation.sides))
        count, article = len(self._task.sentences), self._task.article
        answer = answer_from(given, "the form", annotation.sides, count, article)
        held = annotation.answer(answer.sentence) or Answer(answer.sentence)
        merged = changed_in(held.to_dict(), answer.to_dict(), parts)
        return annotation.with_answers([answer_from(merged, "the form", annotation.sides, count, article)])

    def _show(self, annotation: Annotation) -> None:
        """Put the answers of the annotation into every view, those on the article as a whole last."""
        whole = [{"sentence": WHOLE, **annotation.whole.to_dict()}] if annotation.whole.answered else []
        self.answers = [answer.to_dict() for answer in annotation.answers] + whole

    def _asked(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "export":
            try:
                self.exported = []
                self.exported = [str(path) for path in self.export_csv()]
            except (AnnotationError, OSError) as error:
                self.saved = {"error": str(error)}

    def _repr_html_(self) -> str:
        if self._annotation is None:
            return answers_html(self._task.empty("nobody yet", self.pass_number), self._task.texts(), _LIVE)
        return answers_html(self._annotation, self._task.texts(), _LIVE)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget for JupyterLab and its static twin, the table of answers, for everything else."""
        made = super()._repr_mimebundle_(**kwargs)
        if made is None:
            return made
        data, metadata = made
        return {**data, "text/html": self._repr_html_(), "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        if self._annotation is None:
            return "CodingForm, waiting for a name"
        return f"CodingForm of {self._annotation.coder}: {self._annotation.progress}, in {self.file}"
