"""The proposals for the model's marks: the list of wordings, and the sentence with each put in."""

from __future__ import annotations

import pytest

from analysis.lexicons import read_rows
from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.lexicon import LEAVE_OUT, read_lexicon
from analysis.terms.proposals import proposed
from analysis.terms.wording import agreement, replace_term

PARTS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}


def test_each_word_has_one_plainer_wording() -> None:
    rows = read_rows("wordings")
    keys = [(row["term"], row["pos"]) for row in rows]
    terms, listed = {term for term, _ in keys}, {term.lower() for term in read_lexicon()["term"]}
    assert len(keys) == len(set(keys))
    assert {pos for _, pos in keys} == {"verb", "noun", "adj", "adv"}
    assert [row for row in rows if not row["neutral"] or row["neutral"] in terms | listed] == []
    assert [row for row in rows if row["term"] in listed or "".join(row.values()) != "".join(row.values()).lower()] == []
    assert [row for row in rows if row["neutral"] == LEAVE_OUT and row["pos"] not in ("adj", "adv")] == []


# (sentence, words marked, sentence with the proposal; None where nothing is proposed)
CASES = [
    ("The board slashed the budget.", "slashed", "The board cut the budget."),
    ("The board is slashing budgets.", "slashing", "The board is cutting budgets."),
    ("Critics torched the plan.", "torched", "Critics criticized the plan."),
    ("The plan was torched by critics.", "torched", "The plan was criticized by critics."),
    ("Debt has ballooned.", "ballooned", "Debt has grown."),
    ("Rents soared last year.", "soared", "Rents rose last year."),
    ("Rents have soared.", "soared", "Rents have risen."),
    ("Soaring rents worry tenants.", "Soaring", "Rising rents worry tenants."),
    ("Tenants grumbled that rents were high.", "grumbled", "Tenants said that rents were high."),
    ("Tenants grumbled about the rent.", "grumbled", "Tenants spoke about the rent."),
    ("“Enough,” the mayor thundered.", "thundered", "“Enough,” the mayor said."),
    ("She touted the results.", "touted", "She promoted the results."),
    ("The mayor vowed to act.", "vowed", "The mayor promised to act."),
    ("The union hailed the ruling.", "hailed", "The union praised the ruling."),
    ("The senator doubled down on the claim.", "doubled down", "The senator continued on the claim."),
    ("The senator doubled down on the claim.", "doubled", None),
    ("The court gutted the law.", "gutted", "The court reduced the law."),
    ("The club ditched its coach.", "ditched", "The club dropped its coach."),
    ("They torpedoed the talks.", "torpedoed", "They stopped the talks."),
    ("Tenants stormed the office.", "stormed", "Tenants entered the office."),
    ("The coach fired back.", "fired back", "The coach replied."),
    ("The remark caused an uproar.", "uproar", "The remark caused criticism."),
    ("The uproar was loud.", "uproar", "The criticism was loud."),
    ("It was a blunder.", "blunder", "It was a mistake."),
    ("There were two blunders.", "blunders", "There were two mistakes."),
    ("The tycoon sold the club.", "tycoon", "The business owner sold the club."),
    ("Two tycoons sold the club.", "tycoons", "Two business owners sold the club."),
    ("A feud divides the board.", "feud", "A dispute divides the board."),
    ("An avalanche of letters came.", "avalanche", "A large number of letters came."),
    ("The bailout failed.", "bailout", "The rescue failed."),
    ("The bailouts failed.", "bailouts", "The rescues failed."),
    ("A showdown is planned.", "showdown", "A meeting is planned."),
    ("His acolytes left early.", "acolytes", "His supporters left early."),
    ("It was a massive loss.", "massive", "It was a large loss."),
    ("The loss was massive.", "massive", "The loss was large."),
    ("It was an enormous loss.", "enormous", "It was a large loss."),
    ("The plan is absurd.", "absurd", "The plan is unreasonable."),
    ("It is a bogus claim.", "bogus", "It is a disputed claim."),
    ("A furious tenant called.", "furious", "An angry tenant called."),
    ("The aging stadium is decrepit.", "decrepit", "The aging stadium is old."),
    ("A botched repair cost millions.", "botched", "A failed repair cost millions."),
    ("The repair was fiercely criticized.", "fiercely", "The repair was strongly criticized."),
    ("Rents rose dramatically.", "dramatically", "Rents rose considerably."),
    ("She smugly rejected the offer.", "smugly", "She rejected the offer."),
    ("He behaved arrogantly.", "arrogantly", None),
    ("Sadly, the club lost.", "Sadly", "The club lost."),
    ("Firms are hemorrhaging cash.", "hemorrhaging", "Firms are losing cash."),
    ("The party was trounced at the polls.", "trounced", "The party was defeated at the polls."),
    ("Lawmakers rammed through the bill.", "rammed through", "Lawmakers passed the bill."),
    ("Lawmakers rammed the bill through.", "rammed", None),
    ("He scrambled to find money.", "scrambled", "He tried to find money."),
    ("Nurses railed against the cuts.", "railed", "Nurses spoke against the cuts."),
    ("Outcries followed.", "Outcries", "Criticism followed."),
    ("That is a pipe dream.", "pipe dream", "That is an idea."),
    ("These pipe dreams cost money.", "pipe dreams", "These ideas cost money."),
    ("The minister came under fire.", "came under fire", "The minister was criticized."),
    ("Ministers have come under fire.", "come under fire", "Ministers have been criticized."),
    ("Hundreds flocked to the fair.", "flocked", "Hundreds went to the fair."),
    ("He brags that he won.", "brags", "He says that he won."),
    ("A spate of fires broke out.", "spate", "A series of fires broke out."),
]


@pytest.mark.parametrize(("text", "marked", "expected"), CASES)
def test_the_sentence_with_the_proposal(text: str, marked: str, expected: str | None) -> None:
    parsed = parse(Article(text))
    start = text.index(marked)
    words = parsed.tokens(start, start + len(marked))
    head = next(token for token in words if token.head == token or token.head not in words)
    wording = proposed(words, head, PARTS[head.pos_])
    if expected is None or wording is None:
        assert wording is expected
    else:
        assert replace_term(text, start, start + len(marked), wording, agreement(words, wording)).text == expected
