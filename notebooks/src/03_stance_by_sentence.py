# %% [markdown]
# # Lesson 3: How does each sentence treat each side?
#
# **Aim:** to judge how a sentence treats a side, to compare your judgement with a language model’s, and to keep the reporter
# and the sources apart while doing so.
#
# **Time:** 30 minutes. **Level:** beginner, no programming needed. **You need:** lesson 2, or a rough idea of what a voice is.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the model’s.

# %% [markdown]
# ## What exactly is measured?
#
# A *mention* is any word that means a side: its name, its people, its capital, “the ministry”, “it”. For each mention a language
# model reads the one sentence around it and gives three probabilities: the sentence treats this mention negatively, neutrally or
# positively. The *score* is the probability of positive minus that of negative, from −1 to +1. A sentence that does not mention a
# side has no score for it; it is not zero. Nothing outside the sentence is read.
#
# A score is not a strength: a score halfway to −1 does not mean half as harsh; it means that the model is less sure. A score near 0
# can mean “surely neutral” or “torn between good and bad”; the three probabilities show which.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# To read another article, change this path: a text, Word, PDF or HTML file, or a web address.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
import pandas as pd

from analysis import analyse, charts, playground, read_article
from analysis.report import all_warnings

framing = analyse(read_article(path), sides=sides)
sentences, mentions, stance = framing.sentences, framing.mentions, framing.stance
order = list(framing.sides)

# %%
caution = " ".join(all_warnings(framing))
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]], caution)

# %% [markdown]
# ## Who is meant?
#
# Before anything is scored, the program has to find every word that means a side. Names and words such as “Armenian” are easy and
# left out here; the column `how` gives the evidence for the rest.

# %%
hard = mentions.loc[~mentions.how.isin(["name", "demonym"]), ["sentence", "side", "text", "how"]]
charts.Table("Mentions that had to be worked out", hard)

# %% [markdown]
# **What it shows:** what the program takes each word to mean. **What it cannot show:** that it is right. Pronouns are the hard
# part; check three of them by hand. A wrong side here gives a right score to the wrong party.

# %% [markdown]
# ## Your judgement
#
# Some mentions, picked at random, each in square brackets in its sentence.

# %%
sample = stance.sample(min(8, len(stance)), random_state=1)
sample = sample.sort_values("start", ignore_index=True)
place = sentences.set_index("sentence").loc[sample.sentence]
ends = zip(place.start, sample.start, sample.end, place.end, strict=True)
text = framing.article.text
sample["in its sentence"] = [f"{text[a:b]}[{text[b:c]}]{text[c:d]}" for a, b, c, d in ends]
sample["row"] = sample.index + 1
charts.Table("Judge these", sample[["row", "side", "in its sentence"]])

# %% [markdown]
# **Guess first.** For each row: does the sentence treat the words in brackets as `negative`, `neutral` or `positive`? Judge the
# wording, not what you think of the side. Write your answers between the quotation marks.

# %%
my_labels = {1: "", 2: "", 3: "", 4: "", 5: "", 6: "", 7: "", 8: ""}

# %%
labels = ["negative", "neutral", "positive"]
probabilities = sample[["p_neg", "p_neu", "p_pos"]].set_axis(labels, axis=1)
answers = sample[["row", "in its sentence"]].assign(you=sample.row.map(my_labels))
answers["model"] = [labels[best] for best in probabilities.to_numpy().argmax(axis=1)]
charts.Table("You and the model", answers.join(probabilities.round(2)))

# %% [markdown]
# **What it shows:** the model’s answer with its three probabilities, which add up to 1. Where two of them are close, the model
# does not know. **What it cannot show:** reasons. The model has learnt from sentences that people had labelled; it cannot say
# why.
#
# **Talk about it.**
#
# 1. Where do you and the model differ? Ask a neighbour before you decide who is right.
# 2. “Two soldiers were killed.” Is that negative towards their country, or a neutral report of something bad? What rule would
#    you give a class of coders?

# %% [markdown]
# ## Every mention at once
#
# **Guess first:** towards which side is the reporter’s own voice kinder? And the sources?

# %%
charts.stance_points(sentences, stance, framing.voices, sides=order)

# %% [markdown]
# **What it shows:** each mention is a point, the bar is the mean. A circle is a mention in the reporter’s words, a diamond one in
# a source’s. **Every mention counts once**, here and wherever this suite shows a mean: in tables, findings, exercises and reports.
# That includes “the ministry” in “the ministry said”, which names a speaker and mostly scores near zero. So a side that is
# quoted often has a mean nearer to zero; the table behind the chart says how many of its mentions name a speaker.
#
# **What it cannot show:** who judges. “Baku has been accused” is a circle, though somebody else accuses. Read the sentence before
# you call a circle the reporter’s opinion. And a source’s harsh word is the source’s; that it was printed is the reporter’s choice.

# %% [markdown]
# ## Sentence by sentence
#
# The same scores in the order of reading. The verdict above each panel belongs to lesson 5.

# %%
from analysis.shift import metric_values

points = metric_values(sentences, stance, framing.terms, framing.voices)
curves = framing.shift[framing.shift.metric.str.startswith("stance")]
charts.shift_curves(sentences, curves, framing.changes, points=points, sides=order)

# %% [markdown]
# **What it shows:** where in the article a side is treated well or badly. A gap in the points is a sentence that does not
# mention the side. **What it cannot show:** who speaks. Reporter and sources are mixed here, which is why the next table parts
# them.

# %% [markdown]
# ## Who speaks about whom
#
# In the first column, `narrator` is the reporter, a side’s name is its sources, and `source` is a source without a side; the second is the
# side that is spoken about.

# %%
from analysis.stance import mean_scores

who = stance.speaker_side.fillna(stance.voice)
table = mean_scores(stance.assign(who=who), ["who", "side"])
charts.Table("Mean score by speaker and side", table[["who", "side", "mentions", "mean"]])

# %% [markdown]
# **What it shows:** in whose words the harsh scores are, the reporter’s or those of one side’s sources. **What it cannot show:** much,
# where `mentions` is small. A mean of two mentions is an anecdote. The reporter’s means are those of the chart under “Every mention at
# once”; the sources’ rows are parted by the side that speaks, which the chart does not do.

# %% [markdown]
# ## Read the extremes
#
# The most negative and the most positive mentions, and those about which the model is least sure.

# %%
ordered = stance.sort_values("score")[["sentence", "side", "voice", "score"]]
extremes = pd.concat([ordered.head(3), ordered.tail(3)]).drop_duplicates()
charts.Table("The ends of the scale", extremes.merge(sentences[["sentence", "text"]]))

# %%
highest = stance[["p_neg", "p_neu", "p_pos"]].max(axis=1)
unsure = stance.loc[highest.nsmallest(5).index, ["sentence", "side", "p_neg", "p_neu", "p_pos"]].round(2)
charts.Table("Where the model is least sure", unsure.merge(sentences[["sentence", "text"]]))

# %% [markdown]
# **What they show:** what the numbers mean. Read the sentences aloud; a score that you cannot defend with words of the sentence
# should not be used. **What they cannot show:** irony, hints, and anything that needs the sentence before.
#
# **Talk about it.**
#
# 3. Find a score that you think is wrong. What would a reader have to know that the model does not?

# %% [markdown]
# ## Try it: rewrite a sentence
#
# A sentence with a word that moves the score. Its loaded words are already replaced by the plainer ones of the word list (lesson
# 4); rewrite it in your own way, so that the facts stay and the judgement goes. The scores and the marks follow as you type.
# Another sentence: `playground.rewrite(framing, 14)`.

# %%
playground.rewrite(framing)

# %% [markdown]
# **What it shows:** which wording this model takes for a judgement. A side that is no longer named has no score; that is not the
# same as a kind one. “Too close to call” means that no answer is likely enough to rely on; lesson 6 gives the limit. **What it
# cannot show:** what your wording does to a reader. The model reads this sentence alone: whom “it” or
# “the ministry” means is not known here.

# %% [markdown]
# ## Exercises
#
# `exercises/03_stance_by_sentence.ipynb` (15 minutes): work out a score by hand, take a mean without mixing the voices, and
# rewrite a sentence so that its facts stay and its score moves. A check tells you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - A score belongs to one mention in one sentence, not to an article and not to an outlet.
# - A bad event, a harsh source and a harsh reporter all give low scores; only the voice and your reading can tell them apart.
# - Probabilities close together mean “I do not know”.
#
# **Next:** `04_loaded_terms.ipynb` looks at the single words that carry the judgement.
