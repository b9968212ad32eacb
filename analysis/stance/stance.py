"""How a sentence treats a marked target, its tone, and whether it is opinionated: by a transformer.

The embedded model is a fine-tuned encoder in ONNX form (``analysis/models/stance``); onnxruntime runs it, so no torch is needed.
Each text is read on its own, once for all its targets, and each target on its own, so no answer depends on what else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.model import (
    ModelError,
    Once,
    Runner,
    load_tokenizer,
    onnx_runner,
    read_config,
    run_all,
    softmax,
    tempered,
    torch_checkpoint,
    verify_model,
)
from analysis.stance.encoding import INPUTS, MAX_TOKENS, EncodedText, encode_marked, encode_pair, encode_text
from analysis.stance.runner import LateRunner
from analysis.stance.scorer import HasScore, NoTarget, Scorer, Scores, Target, scorer_from
from analysis.stance.stand_ins import StandIns

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from analysis.reading.parse import Parsed

EMBEDDED = Path(__file__).parents[1] / "models" / "stance"
LABELS = ("negative", "neutral", "positive")
SUBJECTIVITY = ("objective", "subjective")
_ASKS = re.compile(r"[“\"‘']?(?:Is|Was|Were|Are|Did|Does|Do|Has|Have|Had|Can|Could|Will|Would)\b")
_ENDS_ASKING = re.compile(r"\?[”\"’']?\Z")
_ANSWERS = re.compile(r"[“\"‘']?(?:No|Yes|Not|Never|Hardly|Far from it|By no means|Indeed)\b")


class StanceModel:
    """A stance model: the embedded weights, or any compatible Hugging Face checkpoint (needs torch, the extra ``hub``).

    name: None for the embedded weights, otherwise a local folder or a hub id of a sequence classifier.  Its config names the labels
    (``id2label``: negative, neutral and positive in any order; and objective and subjective if it tells these) and under ``framing`` may say
    ``{"input": "marked pair"}`` (one of ``INPUTS``; the default), ``{"max_tokens": 160}``, ``{"temperature": {"stance": 1.2}}`` and ``entropy_power``
    likewise (see ``analysis.model.tempered``), and ``countries`` with ``stand_ins`` (see ``analysis.stance.stand_ins``): the model then reads
    stand-ins for the names of countries, and which it is hardly decides.
    read_names: let it read the names all the same, to see what it would make of them.

    Raises ModelError when files are missing or damaged, when torch is needed and not installed, or when the labels do not fit.
    """

    def __init__(self, name: str | Path | None = None, *, read_names: bool = False) -> None:
        folder = EMBEDDED if name is None else Path(name)
        self.id = ("framing-stance (embedded)" if name is None else str(name)) + (", reading names" if read_names else "")
        self.hash: str | None = None
        exported = name is None or any((folder / one).is_file() for one in ("model.onnx", "text.onnx"))
        if exported:
            self.hash = verify_model(folder)
            self._tokenizer, config = load_tokenizer(folder), read_config(folder)
        else:
            self._tokenizer, run, config = torch_checkpoint(str(name))
        settings = config["framing"]
        self._columns = _columns(self.id, config)
        self._run_all: Callable[..., list[NDArray[np.float64]]]
        self._input = settings.get("input", INPUTS[1])
        if self._input not in INPUTS:
            raise ModelError(f"the config of {self.id!r} asks for the input {self._input!r}; known are {', '.join(map(repr, INPUTS))}")
        if self._input != INPUTS[0]:
            self._run_all = _one_by_one(onnx_runner(folder) if exported else run)
        elif exported:
            self._run_all = LateRunner(folder, int(settings["shared_layers"]))
        else:
            raise ModelError(f"{self.id!r} marks its targets between two layers, which transformers cannot do; export it (training.export)")
        self._max_tokens = int(settings.get("max_tokens", MAX_TOKENS))
        self._temperature = {"stance": 1.0, "tone": 1.0, "subjective": 1.0, **settings.get("temperature", {})}
        self._power = {"stance": 0.0, "tone": 0.0, "subjective": 0.0, **settings.get("entropy_power", {})}
        self.stand_ins = None if read_names else _stand_ins(self.id, settings)
        """What is read in the place of countries' names; None where the model reads the names."""
        self.reads_stand_ins = self.stand_ins is not None
        self.tells_subjectivity = len(self._columns) == 5
        self.questions: tuple[str, ...] = tuple(settings.get("questions", ())) if self._input == INPUTS[0] else ()
        """Codes of the questions on frames that the model answers for a text as a whole; () where it has no head for them."""
        self.roles: tuple[str, ...] = tuple(settings.get("roles", ())) if self._input == INPUTS[0] else ()
        """The roles that the model tells of a target, "none" first; () where it has no head for them."""
        self.close_call: float | None = settings.get("close_call")
        """A highest probability below this is too close to call (see the model card); None where the model has no such threshold."""

    def score(self, targets: Sequence[Target | NoTarget | str], *, progress: bool = False) -> NDArray[np.float64]:
        """Return probabilities of shape (n, 3), negative, neutral and positive towards ``text[start:end]``; rows add up to 1.

        A text without a target, ``text`` or ``(text, None, None)``, gets its overall tone.  Raises ValueError for a span that is empty
        or lies outside its text.
        """
        return self.scores(targets, progress=progress).probabilities

    def scores(self, targets: Sequence[Target | NoTarget | str], *, progress: bool = False) -> Scores:
        """Return the probabilities of ``score`` with the numbers of the texts that were longer than the model reads."""
        asked = [(one, None, None) if isinstance(one, str) else one for one in targets]
        logits, cut = self._logits(asked, progress)
        tasks = ["tone" if start is None else "stance" for _, start, _ in asked]
        temperature, power = (np.array([known[task] for task in tasks]).reshape(-1, 1) for known in (self._temperature, self._power))
        return Scores(tempered(logits[:, self._columns[:3]], temperature, power), cut)

    def subjective(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return, in shape (n,), the probability that each text is opinionated rather than factual.

        Raises ModelError for a checkpoint that was not trained for this; see ``tells_subjectivity``.
        """
        if not self.tells_subjectivity:
            raise ModelError(f"{self.id!r} does not tell opinion from fact: its config names no labels {' and '.join(SUBJECTIVITY)}")
        logits, _ = self._logits([(text, None, None) for text in texts], False)
        return tempered(logits[:, self._columns[3:]], self._temperature["subjective"], self._power["subjective"])[:, 1]

    def question_scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return how much each sentence speaks for a yes to each question on frames: log odds of shape (n, questions), in the order of ``questions``.

        Raises ModelError where the model has no head for them.
        """
        if not self.questions or not isinstance(self._run_all, LateRunner):
            raise ModelError(f"{self.id!r} cannot answer questions about frames: its config names none")
        answers = self._run_all.of_texts([self._encode(text, None, None) for text in texts])
        return np.array(answers).reshape(len(texts), len(self.questions))

    def word_states(self, texts: Sequence[str]) -> list[tuple[NDArray[np.float64], NDArray[np.int64]]]:
        """Return for each text the states of its pieces under the heads, (pieces, hidden), and where they stand in it, (pieces, 2).

        Names are read as written; the end of a text longer than the model reads has no states.  Raises ModelError where there are none.
        """
        if not isinstance(self._run_all, LateRunner):
            raise ModelError(f"{self.id!r} does not read a text before its targets, so it has no states of words; use the embedded model")
        states = self._run_all.states([encode_text(self._tokenizer, text, self._max_tokens) for text in texts])
        spans = [np.array(self._tokenizer.encode(text).offsets, dtype=np.int64).reshape(-1, 2) for text in texts]
        return [(one[:-1].astype(np.float64), span[: len(one) - 1]) for one, span in zip(states, spans, strict=True)]

    def role_scores(self, targets: Sequence[Target]) -> NDArray[np.float64]:
        """Return how likely each text casts its target in each role: shape (n, roles), in the order of ``roles``; rows add up to 1.

        Raises ModelError where the model has no head for them.
        """
        if not self.roles:
            raise ModelError(f"{self.id!r} cannot find roles: its config names none")
        logits, _ = self._logits(targets, False)
        return softmax(logits[:, -len(self.roles) :]) if len(targets) else np.empty((0, len(self.roles)))

    def _logits(self, asked: Sequence[Target | NoTarget], progress: bool) -> tuple[NDArray[np.float64], tuple[int, ...]]:
        readings = [self._encode(*one) for one in asked]
        answers = self._run_all(readings, progress="stance" if progress else "")
        cut = tuple(number for number, one in enumerate(readings) if one.cut)
        return np.array(answers).reshape(len(answers), -1 if answers else len(self._columns)), cut

    def _encode(self, text: str, start: int | None, end: int | None) -> EncodedText:
        if start is not None and end is not None and not 0 <= start < end <= len(text):
            raise ValueError(f"the target {start}:{end} lies outside the text of {len(text)} characters, or is empty: {text[:60]!r}")
        if self.stand_ins:
            text, start, end = self.stand_ins.put_in(text, start, end)
        if start is None or end is None or self._input == "text":
            return encode_text(self._tokenizer, text, self._max_tokens)
        if self._input == INPUTS[0]:
            return encode_marked(self._tokenizer, text, start, end, self._max_tokens)
        return encode_pair(self._tokenizer, text, start, end, self._max_tokens, stars=self._input == "marked pair")


def _one_by_one(run: Runner) -> Callable[..., list[NDArray[np.float64]]]:
    """Return a function that gives readings to a network of one piece, which knows no places of targets."""
    return lambda readings, *, progress="": run_all(run, [one.ids for one in readings], progress=progress)


def _stand_ins(name: str, settings: dict[str, Any]) -> StandIns | None:
    """Return what the config says is read in the place of countries' names, None where it says nothing."""
    if "stand_ins" not in settings:
        return None
    try:
        return StandIns(settings.get("countries", ()), settings["stand_ins"])
    except ValueError as error:
        raise ModelError(f"the config of {name!r} cannot be used: {error}") from error


def _columns(name: str, config: dict[str, Any]) -> list[int]:
    """Find the logits of negative, neutral, positive (and objective, subjective) by the names in the config."""
    names = {int(number): str(label).lower() for number, label in config.get("id2label", {}).items()}
    if sorted(names.values()) == ["label_0", "label_1", "label_2"]:
        return [0, 1, 2]  # a checkpoint that never named its labels: in the order of LABELS
    wanted = {label: [number for number, known in names.items() if known in (label, label[:3])] for label in (*LABELS, *SUBJECTIVITY)}
    if any(len(wanted[label]) != 1 for label in LABELS):
        raise ModelError(f"the checkpoint {name!r} has the labels {list(names.values())}; needed in id2label are {', '.join(LABELS)}")
    told = all(len(wanted[label]) == 1 for label in SUBJECTIVITY)
    return [wanted[label][0] for label in (*LABELS, *(SUBJECTIVITY if told else ()))]


@Once
def embedded_model() -> StanceModel:
    """Return the embedded model, loaded once a process."""
    return StanceModel()


def chosen_model(model: HasScore | None) -> Scorer:
    """Return the model given, as all that the suite asks for (``scorer_from``), or the embedded one for None."""
    return embedded_model() if model is None else scorer_from(model)


def with_answers(sentences: pd.DataFrame, texts: Mapping[int, str]) -> dict[int, str]:
    """Return what the model reads of each sentence, by number: its text, and where it asks whether something is so, the answer behind it.

    "Did he lie?" and "No, said the judge." are read together, if the second follows in the same paragraph: the question alone only asks.
    sentences: decides which is a question and which its answer.  texts: the sentences by number, as they stand or in other words.
    """
    rows = list(sentences[["sentence", "paragraph", "text"]].itertuples(index=False, name=None))
    read = dict(texts)
    for (number, part, text), (after, same, answer) in zip(rows, rows[1:], strict=False):
        if part == same and _ASKS.match(text) and _ENDS_ASKING.search(text, max(len(text) - 2, 0)) and _ANSWERS.match(answer):
            read[number] = f"{texts[number]} {texts[after]}"
    return read


def mention_targets(sentences: pd.DataFrame, mentions: pd.DataFrame) -> list[Target]:
    """Return each mention as the model reads it: its sentence (see ``with_answers``), and the span in it."""
    numbers = sentences["sentence"].tolist()
    read = with_answers(sentences, dict(zip(numbers, sentences["text"].tolist(), strict=True)))
    place = dict(zip(numbers, zip(sentences["start"].tolist(), sentences["end"].tolist(), strict=True), strict=True))
    targets: list[Target] = []
    for sentence, start, end in zip(*(mentions[name].tolist() for name in ("sentence", "start", "end")), strict=True):
        first, last = place[sentence]
        targets.append((read[sentence], start - first, min(end, last) - first))
    return targets


def stance_table(mentions: pd.DataFrame, voices: pd.DataFrame, probabilities: NDArray[np.float64]) -> pd.DataFrame:
    """Return the stance table: one row a mention with its probabilities (n, 3), and the voice whose content covers it.

    A sentence without a mention of a side has no row.
    """
    from analysis.tables import make_table  # these bring pandas, which the scorer alone does not need
    from analysis.voices.voices import voices_at

    spoken = voices_at(voices, mentions["start"], mentions["end"])
    rows = []
    for mention, at, (neg, neu, pos) in zip(mentions.itertuples(), spoken, probabilities, strict=True):
        rows.append(
            {
                "sentence": mention.sentence, "side": mention.side, "start": mention.start, "end": mention.end,
                "voice": "narrator" if at is None else "source",
                "speaker": None if at is None else voices.loc[at, "speaker"], "speaker_side": None if at is None else voices.loc[at, "side"],
                "p_neg": neg, "p_neu": neu, "p_pos": pos, "score": pos - neg,
            }
        )  # fmt: skip
    return make_table("stance", rows)


def score_mentions(parsed: Parsed, mentions: pd.DataFrame, voices: pd.DataFrame, model: HasScore, *, progress: bool = False) -> pd.DataFrame:
    """Return the stance table, each mention scored in its sentence."""
    targets = mention_targets(parsed.sentences, mentions)
    return stance_table(mentions, voices, model.score(targets, progress=progress) if targets else np.empty((0, 3)))


def score_subjectivity(sentences: pd.DataFrame, model: Scorer) -> pd.DataFrame:
    """Return the sentences with the probability in ``subjective`` that each is opinionated; missing where the model was not trained for it."""
    if not (model.tells_subjectivity and len(sentences)):
        return sentences
    return sentences.assign(subjective=model.subjective(sentences["text"].tolist()))
