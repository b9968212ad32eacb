# %% [markdown]
# # Lesson 6: Can we trust it?
#
# **Aim:** to put the program to the test: against answers coded by hand, against published figures, and with an experiment of
# your own.
#
# **Time:** 40 minutes. **Level:** beginner; one step asks you to change names in a line of code. **You need:** your notes of
# lessons 2 to 4.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# *Agreement* here is a plain share: of the answers that a person gave by hand, how many did the program give too? (Agreement
# among several people, and beyond chance, is lesson 7.) The answers were written before any program had read the article, by
# **one** coder in one pass. So the share compares two readers; it does not say which of them is right, and it says nothing
# about other articles. *Accuracy* is the same comparison on many sentences that were kept out of the model’s training.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# To read another article, change this path. The comparisons then need hand-coded answers in `seeds/annotations/` under the same
# name (its `README.md` gives the columns); without them their tables stay empty.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from pathlib import Path

import pandas as pd

from analysis import StanceModel, analyse, charts, playground, read_article

model = StanceModel()
framing = analyse(read_article(path), model=model, sides=sides)
voices, stance, terms = framing.voices, framing.stance, framing.terms

# %%
coded = {"voices": pd.DataFrame(columns=["sentence", "start", "end", "side", "text"])}
coded["stance"] = pd.DataFrame(columns=["sentence", "side", "start", "label", "text"])
coded["terms"] = pd.DataFrame(columns=["sentence", "start", "end", "voice", "text"])
for file in Path("../seeds/annotations").glob(f"{Path(path).stem}.*.csv"):
    coded[file.stem.split(".")[-1]] = pd.read_csv(file)
sizes = pd.DataFrame({"about": coded.keys(), "answers": map(len, coded.values())})
charts.Table("Hand-coded answers", sizes)

# %% [markdown]
# **Guess first.** What will be hardest for the program: to find who speaks, to judge a mention, or to find the loaded words?
# Write down an order and a percentage for each.

# %%
my_guess = {"voices": 0, "stance": 0, "terms": 0}  # percent the same as the coder

# %% [markdown]
# ## Voices against the coder
#
# Take the middle of every stretch that the coder attributed to a source: in whose voice does the program put it?

# %%
from analysis.voices import voice_at

by_hand = coded["voices"]
rows = [voice_at(voices, middle, middle + 1) for middle in (by_hand.start + by_hand.end) // 2]
found = ["narrator" if row is None else voices.side[row] or "no side" for row in rows]
said = by_hand[["sentence", "side", "text"]].fillna({"side": "no side"}).assign(program=found)
said["same"] = said.side == said.program
charts.Table("Whose words are these?", said)

# %% [markdown]
# The same the other way round: of the stretches that the program attributes to somebody, which did the coder leave to the
# reporter?

# %%
rows = [voice_at(by_hand, middle, middle + 1) for middle in (voices.start + voices.end) // 2]
extra = voices[[row is None for row in rows]] if len(by_hand) else voices.head(0)
charts.Table("Attributed by the program alone", extra[["sentence", "speaker", "side", "cue"]])

# %% [markdown]
# **What they show:** misses (first table) and false alarms (second). An empty second table means that there were none. **What
# they cannot show:** whether the borders of a stretch are right, since only its middle was asked. Look up the sentences that
# you noted in lesson 2: does the coder side with you or with the program?

# %% [markdown]
# ## Stance against the coder
#
# The coder marked only mentions whose treatment is plain. Hard cases are missing here, so this is an easy test.

# %%
labels = ["negative", "neutral", "positive"]
scored = stance.rename(columns={"p_neg": "negative", "p_neu": "neutral", "p_pos": "positive"})
scored["program"] = [labels[best] for best in scored[labels].to_numpy().argmax(axis=1)]
by_hand = coded["stance"].drop_duplicates(["sentence", "side", "start"])
judged = by_hand.merge(scored, on=["sentence", "side", "start"], how="left")
judged["same"] = judged.label == judged.program
columns = ["sentence", "side", "text", "label", "program", *labels, "same"]
charts.Table("How is this mention treated?", judged[columns].round(2))

# %%
mixed = pd.crosstab(judged.label.rename("coder \\ program"), judged.program.fillna("not found"))
charts.Table("The coder’s answers (rows) and the program’s (columns)", mixed.reset_index())

# %% [markdown]
# **What they show:** single answers, and below them which answers are confused with which. An error between negative and positive
# is worse than one that involves neutral. **What they cannot show:** a rate for other articles; with so few mentions each answer moves the
# share by several points.
#
# **Talk about it.**
#
# 1. Look at each difference. Would you side with the coder or with the program? What would a second coder have said?

# %% [markdown]
# ## Loaded words against the coder
#
# The coder listed terms that *must* be found, not all that *may* be. So this finds misses, but no false alarms.

# %%
by_hand = coded["terms"]
spans = zip(by_hand.start, by_hand.end, strict=True)
marked = [((terms.start < end) & (start < terms.end)).any() for start, end in spans]
listed = by_hand[["sentence", "text", "voice"]].assign(same=marked)
charts.Table("Was it marked?", listed)

# %% [markdown]
# **What it shows:** which of the coder’s terms were overlooked. **What it cannot show:** terms marked without need. Lesson 4
# lists
# all that were marked; judge those yourself.

# %% [markdown]
# ## The three shares together

# %%
same = {"voices": said.same, "stance": judged.same, "terms": listed.same}
agreement = pd.DataFrame({"about": same.keys(), "your guess, %": my_guess.values()})
agreement["answers"] = [len(was) for was in same.values()]
shares = pd.Series([100 * was.mean() for was in same.values()]).round()
agreement["the same, %"] = shares.astype("Int64")
charts.Table("Agreement with one coder on one article", agreement)

# %% [markdown]
# **What it shows:** of the coder’s answers, how many the program gave too. For voices only the side of the source is compared,
# not the speaker or the kind. False alarms do not count here: a program that marked every word would find all the terms. **What
# it cannot show:** agreement beyond chance, or how far people agree among themselves. For that a whole class has to code. And the
# article that comes with the suite was used while the program was built, so expect less from other articles.

# %% [markdown]
# ## Published accuracy
#
# Figures on many sentences that the stance model never saw in training, if they came with this installation; otherwise the page
# says so. *Macro F1* runs from 0 to 100 and gives the three answers equal weight. *Calibration error* is the distance between
# how sure the model is and how often it is right; 0 is best.

# %%
from analysis.report import published_reliability, trust

trust(framing)

# %%
charts.calibration(published_reliability())

# %% [markdown]
# **What they show:** how good the model is on average, and whether its probabilities mean what they say: of the answers of which
# it was two thirds sure, about two thirds should be right. Points far below the line are overconfident. The probabilities were
# adjusted to these very sentences, so with others expect points farther from the line.
# **What they cannot show:** how good it is on *your* article, on your topic, or on one single sentence.

# %% [markdown]
# ## Swap the names
#
# A fair reader judges the wording and not the name. So the model of this suite wears a blindfold: it does not see the names of
# countries but placeholders, the first country of a text always under one name, the second always under another. What would it do
# without? `read_names=True` takes the blindfold off. Here is one sentence three times; only the names differ. The target is the
# first word. **Guess first:** will the three rows be alike?

# %%
wording = "{} liberated several cities from illegal {} occupation."
pairs = [("Azerbaijan", "Armenian"), ("Armenia", "Azerbaijani"), ("Ruritania", "Freedonian")]
versions = [wording.format(*names) for names in pairs]
sighted = StanceModel(read_names=True)
probabilities = sighted.score([(version, 0, version.index(" ")) for version in versions])
swapped = pd.DataFrame(probabilities, columns=labels).round(2)
charts.Table("One wording, other names", pd.DataFrame({"sentence": versions}).join(swapped))

# %% [markdown]
# **What it shows:** how much of the answer depends on the name. The third pair are countries from novels and films. **What it
# cannot show:** a general leaning for or against a name; one sentence proves nothing.
#
# **Exercise.** Change the wording and the names and run the cell again. Keep both `{}`: the names are put there. The sentence
# has to begin with the first `{}`, and that name has to be one word, because only the first word is scored. Try a harsh
# sentence, a dull one, a sentence of your
# own article with its two sides. Note the largest difference that you can make. Then put `model` in the place of `sighted`:
# which rows must be alike now, and why not the third?
#
# **Talk about it.**
#
# 2. Suppose that the rows differ a little. How large a difference would make you distrust the scores of a whole article?

# %% [markdown]
# ## Swap the names in the whole article
#
# One sentence is an anecdote. The same experiment on the whole article: Armenia and Azerbaijan, or the two sides of your own
# article, take each other’s names, in every form of them, and every mention is scored again in its old role. Three or more
# sides pass their names on in a circle. People keep theirs.
#
# **Guess first:** how many mentions will change their *class* (negative, neutral, positive)? Will one side gain by its name?

# %%
audit = framing.swap_audit(model=sighted)
charts.swap_audit(audit, sides=list(framing.sides))

# %% [markdown]
# **What it shows:** how far each score moves when only the name changes. A long line is a score that depends on the name; bold
# ones changed their class. **What it cannot show:** that the model is fair where nothing moves, since names are only one kind of
# bias. A moved score can also be a sound reaction to known history. And a swapped sentence may be untrue. That is intended: the
# test is about the wording, not the fact.
#
# Below is the same in sentences, with a second run in which both sides are only called Country A and Country B.

# %%
audit

# %% [markdown]
# The sentence behind a number is in the column `swapped_text`. Read those that moved farthest: is the new sentence as natural
# as the old one? A clumsy sentence can move a score too.

# %%
farthest = audit.table.change.abs().sort_values(ascending=False).index[:5]
moved = audit.table.loc[farthest, ["sentence", "text", "change", "swapped_text"]]
charts.Table("The mentions that moved farthest", moved.round(2))

# %% [markdown]
# **What it shows:** where the model leans on a name. **What it cannot show:** which of the two scores is the right one.

# %% [markdown]
# ## And with the blindfold?
#
# **Guess first:** can any score still move?

# %%
framing.swap_audit(model=model)

# %% [markdown]
# **What it shows:** two countries that the model knows are always treated the same, except in words such as “the
# French”, where two forms look the same. Other names can still move a score: a government’s, a party’s, a person’s. Country A and
# Country B are read as they are, so the second run can move too. **What it cannot show:** that the answers are right. A blindfold
# keeps out prejudice, and knowledge too.
#
# **Talk about it.**
#
# 3. Would you rather read a report by a model that knows the countries, or by one that does not?

# %% [markdown]
# ## Try it: swap the sides
#
# The same experiment on one sentence, live. Write any sentence that names both sides: a harsh one, a dull one, one of your own.

# %%
playground.swap_sides(framing, model=sighted)

# %% [markdown]
# **What it shows:** the score of every mention in its role, once with each name. **What it cannot show:** a leaning of the model,
# unless the same difference comes back in many sentences; that is what the table of the whole article is for. It is the model
# without its blindfold that answers here.

# %% [markdown]
# ## Change one word that must not matter
#
# Names are one thing that must not matter. There are more: the same plain sentence about a gay, a deaf or a Muslim teacher treats
# the teacher the same way. And there are words that must matter: “did not find that he was corrupt” is not blame. Testers of
# software write such sentences by the dozen, each with the answer it must get. These were written for this suite and kept out of
# the training. **Guess first:** which kind will the model get wrong most often?

# %%
from analysis.report import published_behaviour

charts.Table("What must not matter, and what must", published_behaviour())

# %% [markdown]
# **What it shows:** how often the model gave the right answer, kind by kind, and one sentence where it failed. The short
# sentences are made from patterns; the long ones were written one by one, and are harder. “Identity”
# counts groups: it is right only if all scores of a group lie within a tenth of each other and the class never changes. **What it
# cannot show:** where it will fail next. We chose the words ourselves.
#
# **Exercise.** Now write your own test. Put `{}` in the place of one word, name the target, and list words that must not change
# how the sentence treats it. Try words for faith, age, sex, origin and illness beside trades and towns; then try to break it
# with a longer sentence.

# %%
playground.one_word(model=model)

# %% [markdown]
# **What it shows:** whether one word moves the score of one sentence. **What it cannot show:** that the model is fair to a group:
# one sentence that passes proves nothing, and one that fails is a reason to look for more. Who should write such tests, the
# makers of a program or those it judges?

# %% [markdown]
# ## Known limits
#
# The list further up names what each method misses. Four more limits belong to every number of these lessons:
#
# - **Bad news is not bad treatment.** A death or a defeat can pull a score down without any judgement by the writer.
# - **Pronouns and titles** are assigned to sides by rules. A wrong “it” puts a right score on the wrong side.
# - **What is left out** of an article leaves no trace in it: sources not asked, facts not reported.
# - **One article** is little data. It supports no statement about an outlet, let alone a verdict.
#
# **Talk about it.**
#
# 4. Which of these limits did you meet in lessons 2 to 4? Which decision would you never base on these numbers?

# %% [markdown]
# ## Exercises
#
# `exercises/06_can_we_trust_it.ipynb` (15 minutes): work out a macro F1 by hand and see why a plain share looks too good, and measure
# how far scores move with the names. A check tells you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - Trust is earned by comparison: with a coder, with published figures, with a swap of names.
# - An agreement figure needs to say who coded, how many answers there were, and whether the cases were easy.
# - The numbers are a reason to read a sentence again, not a substitute for reading it.
#
# **Next:** `07_class_agreement.ipynb` compares a whole class, with each other and with the program.
