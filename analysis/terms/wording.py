"""Put a neutral wording in a term's place: its form, capitals, commas, "a" and "an", and the verb that goes with a noun."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.edits import AFTER_ARTICLE, Edit, apply_edits, article_for
from analysis.terms.forms import FINITE, in_plural, inflect, is_plural, is_plural_only, noun_head, takes_no_article, word_forms
from analysis.terms.lexicon import LEAVE_OUT
from analysis.who.grammar import SUBJECTS, children, has

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENS = re.compile(r"(?:^|[.!?…:][”’\"')\]]{0,3}\s{1,8}|\n\s{0,8}|[“‘\"'(\[])$")
"""What stands before the first word of a sentence, a line or a quotation."""
_POINTING = {"this": "these", "that": "those"}


def inflected(wording: str, pos: str, token: Token, lemma: str) -> str:
    """Put the head word of a neutral wording in the form that ``token`` has as a form of ``lemma``."""
    form, words = _form_of(pos, token, lemma), wording.split(" ")
    if pos == "verb" and words[0] == "be":
        return " ".join([_form_of_be(token, form), *words[1:]])
    if form == "base":
        return wording
    return " ".join(in_plural(words) if pos == "noun" else [inflect(words[0], form), *words[1:]])


def _form_of(pos: str, token: Token, lemma: str) -> str:
    low = token.lower_.replace("is", "iz") if "iz" in lemma else token.lower_
    if pos == "noun":
        plural = low in word_forms(lemma, "plural") or token.tag_ in ("NNS", "NNPS")
        return "plural" if plural and low != lemma else "base"
    return _form_of_verb(low, token.tag_, lemma) if pos == "verb" else "base"


def _form_of_verb(low: str, tag: str, lemma: str) -> str:
    if low.endswith("ing") and low != lemma:
        return "ing"
    if low in word_forms(lemma, "s") and low != lemma:
        return "s"
    past, participle = (low in word_forms(lemma, form) for form in ("past", "participle"))
    if low == lemma and not (past and tag == "VBD") and not (participle and tag == "VBN"):
        return "base"
    if past != participle:
        return "past" if past else "participle"
    return "past" if tag == "VBD" else "participle"


def _form_of_be(token: Token, form: str) -> str:
    """Return the form of "be" that takes the place of a verb; it alone asks for the number of the subject."""
    subject = next(children(token, *SUBJECTS), None)
    many = subject is not None and (subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("we", "you", "they") or has(subject, "conj"))
    if form == "past" or (form == "participle" and not has(token, "aux", "auxpass")):  # a participle alone is the tagger's slip
        return "were" if many else "was"
    if form == "base" and token.tag_ in ("VBP", "VBD"):
        return "am" if subject is not None and subject.lower_ == "i" else "are"
    return inflect("be", form)


def agreement(tokens: Sequence[Token], wording: str, offset: int = 0) -> list[Edit]:
    """Return what else must change in the sentence when a wording takes the place of a noun: its verb, "a", "this".

    tokens: of the term.  offset: what to take off their places.  "The regime was" becomes "The authorities were"; "a lie" becomes
    "information".  Empty where the term is no noun, or the number stays.  Pronouns ("it", "they") and numerals keep their form, and no
    article is put where a wording would need one.
    """
    root = next((token for token in tokens if token.head == token or token.head not in tokens), None)
    words = wording.split()
    if root is None or not words or wording == LEAVE_OUT or root.pos_ not in ("NOUN", "PROPN") or root.dep_ in ("amod", "compound", "nmod"):
        return []
    noun, number = words[noun_head(words)], is_plural(words[noun_head(words)])
    was = root.tag_ in ("NNS", "NNPS") or is_plural_only(root.lower_)
    now = was if number is None else number
    edits: list[Edit] = []
    for child in root.children:
        if child.dep_ == "det" and child.i < tokens[0].i:
            edits += _determiner(child, was, now, noun)
    if was != now and not any(child.dep_ == "conj" for child in root.children):
        verbs = [root.head] if root.dep_ in ("nsubj", "nsubjpass") or (root.dep_ == "attr" and has(root.head, "expl")) else []
        verbs += [child for child in root.children if child.dep_ == "relcl" and any(c.tag_ in ("WDT", "WP") for c in child.children)]
        edits += [edit for verb in verbs for edit in _verb(verb, now)]
    return sorted((a - offset, b - offset, new) for a, b, new in edits)


def _determiner(word: Token, was: bool, now: bool, noun: str) -> list[Edit]:
    low, end = word.lower_, word.idx + len(word)
    if low in ("a", "an") and (now or takes_no_article(noun)):
        text = word.doc.text
        following = re.match(r"\s*", text[end:])
        end += following.end() if following else 0
        return [(word.idx, end + 1, text[end].upper())] if word.text[0].isupper() else [(word.idx, end, "")]
    pairs = _POINTING if now else {many: one for one, many in _POINTING.items()}
    if was != now and low in pairs:
        return [(word.idx, end, pairs[low].capitalize() if word.text[0].isupper() else pairs[low])]
    return []


def _verb(verb: Token, plural: bool) -> list[Edit]:
    """Put the finite part of a verb into the number of its subject; nothing where it has but one form ("went", "can")."""
    parts = sorted([*(c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb], key=lambda token: token.i)
    finite, low = parts[0], parts[0].lower_
    pairs = FINITE if plural else {many: one for one, many in FINITE.items()}
    if low in pairs:
        new = pairs[low]
    elif plural and finite.tag_ == "VBZ" and finite.is_alpha:
        new = finite.lemma_
    elif not plural and finite.tag_ == "VBP" and finite.is_alpha:
        new = inflect(finite.lemma_, "s")
    else:
        return []
    return [(finite.idx, finite.idx + len(finite), new)] if new != low else []


@dataclass(frozen=True)
class Replaced:
    """A text with a wording put in a term's place; ``edits`` are (start, end, new) in the old text, in order."""

    text: str
    edits: tuple[Edit, ...]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the old text is now; None when its words were changed."""
        shift = 0
        for a, b, new in self.edits:
            if a < end and start < b:
                return None
            if b <= start:
                shift += len(new) - (b - a)
        return start + shift, end + shift

    def spans(self) -> list[tuple[int, int]]:
        """Return where the changed words are in the new text; an empty span where words went and none came."""
        shift, found = 0, []
        for a, b, new in self.edits:
            found.append((a + shift, a + shift + len(new)))
            shift += len(new) - (b - a)
        return found


def replace_term(text: str, start: int, end: int, wording: str, agreeing: Sequence[Edit] = ()) -> Replaced:
    """Put a wording in the place of ``text[start:end]``.

    Words that both share stay where they are ("illegal Armenian occupation" -> "Armenian control" keeps "Armenian").  A capital at
    the start is kept, "a" and "an" follow the new word, and "(leave out)" or "" takes the word away with its comma or space.  The wording comes in
    the right form; see ``find_terms``.  agreeing: what else must change, from ``agreement``; without it a verb elsewhere may no longer agree.

    Raises ValueError when the span lies outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start}:{end} does not lie inside a text of {len(text)} characters")
    leave_out = wording in ("", LEAVE_OUT)
    edits = _leave_out(text, start, end) if leave_out else _put_in(text, start, end, wording)
    edited = apply_edits(text, edits).text
    article = re.search(r"\b([Aa][Nn]?)(\s+[“\"‘'(]?)$", text[:start])
    if article and edits and (leave_out or edits[0][0] == start):
        fitting = _fitting(article.group(1), edited[article.end() :], in_capitals=_in_capitals(text[start:end]))
        fitting = fitting.upper() if text.isupper() else fitting
        if fitting != article.group(1):
            edits = [(article.start(1), article.end(1), fitting), *edits]
    edits = _joined(edits, agreeing)
    return Replaced(apply_edits(text, edits).text, tuple(edits))


def _in_capitals(words: str) -> bool:
    return words.isupper() and len(words) > 1


def _fitting(article: str, following: str, *, in_capitals: bool) -> str:
    """Return the article that goes with what follows it; words in capitals in a headline are no initials."""
    first = AFTER_ARTICLE.match(following)
    if first is None:
        return article
    return article_for(first.group().lower() if in_capitals else first.group(), article)


def _joined(edits: list[Edit], agreeing: Sequence[Edit]) -> list[Edit]:
    """Join the edits at the term with those that agree with it, in order and without overlaps."""
    for a, b, new in agreeing:
        edits = [edit for edit in edits if edit[0] != a]  # an article that goes needs no other form
        start, end, word = next((edit for edit in edits if a < edit[1] and edit[0] < b), (b, b, ""))
        if end > b or word:  # "A provocation" loses its article, and the capital goes to the first letter of the new word
            edits = [edit for edit in edits if edit != (start, end, word)]
            b, new = end, word[:1].upper() + word[1:]
        edits.append((a, b, new))
    return sorted(edits)


def _leave_out(text: str, start: int, end: int) -> list[Edit]:
    opens = not re.search(r"\w", text[:start])
    if opens or re.search(r",\s*$", text[:start]):
        comma = re.match(r"\s*,", text[end:])
        end += comma.end() if comma else 0
    space = re.match(r"\s+", text[end:])
    if space:
        end += space.end()
    elif start and text[start - 1].isspace():
        start -= 1
    if opens and text[start].isupper() and end < len(text) and text[end].islower():
        return [(start, end + 1, text[end].upper())]
    return [(start, end, "")]


def _takes_capital(text: str, start: int) -> bool:
    """Say whether a word at a place has its capital from the place: it opens a sentence or a quotation, or stands in a headline of capitals."""
    if _OPENS.search(text[max(0, start - 8) : start]):
        return True
    line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _put_in(text: str, start: int, end: int, wording: str) -> list[Edit]:
    old = text[start:end]
    pieces = r"\w+(?:['’]\w+)*|\s+|[^\w\s]"
    if _in_capitals(old):
        wording = wording.upper()
    elif old[0].isupper() and _takes_capital(text, start) and not re.match(rf"{re.escape(old.split()[0])}\b", wording):
        wording = wording[0].upper() + wording[1:]
    was = [(start + m.start(), start + m.end()) for m in re.finditer(pieces, old)]
    now = re.findall(pieces, wording)
    edits = []
    blocks = difflib.SequenceMatcher(None, [text[a:b] for a, b in was], now, autojunk=False)
    for kind, i1, i2, j1, j2 in blocks.get_opcodes():
        if kind != "equal":
            at = was[i1][0] if i1 < len(was) else end
            edits.append((at, was[i2 - 1][1] if i2 > i1 else at, "".join(now[j1:j2])))
    return edits
