"""What a reader has noted so far: the mentions of the sides, and the words each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed
from analysis.who.gazetteer import Book
from analysis.who.naming import Mention, Names, Page
from analysis.who.owners import owner_of
from analysis.who.settled import NOTHING, Settled, mention_of
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.who.figures import Stretch


class Notes:
    """The mentions of one article; begins with the names of the book."""

    def __init__(self, parsed: Parsed, book: Book, settled: Settled = NOTHING) -> None:
        self.parsed = parsed
        self.text = parsed.story
        self.book = book
        self.words = side_words()
        self.tokens = list(parsed.doc)
        self.paragraphs = parsed.sentences["paragraph"].tolist()
        self.mentions: list[Mention] = []
        self.by_token: dict[int, Mention] = {}
        self._by_sentence: dict[int, list[Token]] = {}
        self.settled: dict[int, str] = {}
        """Token index -> side, of the mentions that a person set."""
        self._closed: set[int] = set()
        for stretch, side in settled.mentions.items():
            self._settle(stretch, side)
        for mention in Page(parsed).mentions(Names.of(book)):
            self.add(mention)
        for stretch, side in settled.speakers.items():
            if not any(token.i in self.by_token for token in parsed.tokens(*stretch)):
                self._settle(stretch, side)

    def add(self, mention: Mention) -> None:
        """Note a mention, unless another one covers some of its words, or a person took one away there."""
        tokens = self.parsed.tokens(mention.start, mention.end)
        if tokens and not any(token.i in self.by_token or token.i in self._closed for token in tokens):
            self.mentions.append(mention)
            self.by_token.update((token.i, mention) for token in tokens)

    def _settle(self, stretch: Stretch, side: str | None) -> None:
        """Note what a person said of some words: that they mean a side, or none."""
        tokens = [token.i for token in self.parsed.tokens(*stretch)]
        if side is None:
            self._closed.update(tokens)
        else:
            self.add(mention_of(self.parsed, stretch, side))
            self.settled.update(dict.fromkeys(tokens, side))

    def sentence(self, token: Token) -> int:
        """Return the number of the sentence that holds a token."""
        return self.parsed.sentence_at(token.idx)

    def sentence_tokens(self, number: int) -> list[Token]:
        """Return the tokens of a sentence, as ``Parsed.sentence_tokens``; looked up once."""
        if number not in self._by_sentence:
            self._by_sentence[number] = self.parsed.sentence_tokens(number)
        return self._by_sentence[number]

    def quoted(self, token: Token) -> bool:
        """Say whether a token lies between quotation marks."""
        return self.parsed.quoted(token.idx, token.idx + len(token))

    def is_person(self, mention: Mention) -> bool:
        """Say whether a mention is a person of the side or a pronoun for one."""
        return mention.how.startswith("person") or mention.how.split()[0] in self.words.he_or_she

    def side_of(self, noun: Token, pronoun: str = "") -> tuple[str, str] | None:
        """Return side and words of a noun phrase, from its own mention or its modifier; None for rivals, and for two sides joined.

        pronoun: the word that is to stand for the noun; "it" stands for no person, "he" for nothing else.
        """
        joined = list(noun.conjuncts)
        sides: dict[str, tuple[str, str]] = {}
        for head in (noun, *joined):
            mention = self._mention_at(head)
            if mention is None or (not joined and head.i in self.by_token and not self._may_be(pronoun, mention, head)):
                return None
            words = self.text[min(mention.start, head.idx) : max(mention.end, head.idx + len(head))]
            sides.setdefault(mention.side, (mention.side, f"{' '.join(words.split())} (sentence {self.sentence(head)})"))
        return next(iter(sides.values())) if len(sides) == 1 else None

    def _mention_at(self, head: Token) -> Mention | None:
        """Return the mention that a noun is, or that says whose it is ("Armenian forces", not "Armenia's rival")."""
        return owner_of(head, self.by_token)

    def _may_be(self, pronoun: str, mention: Mention, head: Token) -> bool:
        """Say whether "it" or "they" may stand for a mention: for no person, and "it" for a group only where that is a body."""
        if pronoun in self.words.it and mention.how == "collective":
            return head.lemma_.lower() in self.words.bodies
        return pronoun not in self.words.it_or_they or not self.is_person(mention)
