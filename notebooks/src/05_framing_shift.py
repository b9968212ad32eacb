# %% [markdown]
# # Lesson 5: Does the framing shift?
#
# **Aim:** to follow an article from the first sentence to the last, and to tell a shift from the ups and downs of chance.
#
# **Time:** 25 minutes. **Level:** beginner; the last step explains a test of chance without a formula. **You need:** lessons 2
# to 4, or a rough idea of voice, stance and loaded terms.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# Each sentence gets a few numbers: the mean stance score towards each side it mentions, the gap between the two sides, loaded
# terms per 100 words, and the reporter’s share of the words. For each of these the program looks for the one place where the
# values before and after differ most. Then it shuffles the sentences many times and looks again: the *p-value* is the share of
# shuffles whose best place is at least as strong. Several measures are tested at once, so the p-values are corrected for that.

# %% [markdown]
# ## Read the article
#
# To read another article, change this path: a text, Word, PDF or HTML file, or a web address.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"

# %%
import pandas as pd

from analysis import analyse, charts, read_article
from analysis.findings import all_warnings
from analysis.shift import metric_values

framing = analyse(read_article(path))
sentences, stance, terms = framing.sentences, framing.stance, framing.terms
order = list(framing.sides)
points = metric_values(sentences, stance, terms, framing.voices)

# %% [markdown]
# Read only the beginning and the end.

# %%
ends = pd.concat([sentences.head(3), sentences.tail(3)]).drop_duplicates("sentence")
caution = " ".join(all_warnings(framing))
charts.Table("The first and the last sentences", ends[["sentence", "zone", "text"]], caution)

# %% [markdown]
# **Guess first.** Compared with the beginning: is the reporter’s share of the words higher at the end, lower, or the same? Are
# there more loaded terms? Is each side treated better or worse? Write your four guesses on paper.

# %% [markdown]
# ## Zone by zone
#
# News is built from the top: headline, lead, body, close. The zones here are cut by place alone, not by meaning.

# %%
zone = sentences.set_index("sentence").zone
groups = sentences.groupby("zone", sort=False)
zones = groups.agg(sentences=("sentence", "size"), words=("words", "sum"))
zones["reporter’s share"] = points["narrator share of words"].groupby(zone).mean().round(2)
loaded = terms.sentence.map(zone).value_counts().reindex(zones.index, fill_value=0)
zones["terms per 100 words"] = (100 * loaded / zones.words).round(1)
zone_of = stance.sentence.map(zone).rename("zone")
scores = stance.groupby([zone_of, "side"]).score.mean().unstack().add_prefix("score: ")
charts.Table("Zone by zone", zones.join(scores.round(2)).reset_index())

# %% [markdown]
# **What it shows:** counts and means of each zone; a dash means that no sentence of the zone mentions the side.
# **What it cannot show:** whether a difference means anything. Zones of two or three sentences differ by chance alone.

# %% [markdown]
# ## The curves
#
# **Guess first:** will any of the curves show a shift that is unlikely to be chance?

# %%
charts.shift_curves(sentences, framing.shift, framing.changes, points=points, sides=order)

# %% [markdown]
# **What it shows:** each point is a sentence, each curve the mean of a sentence and its neighbours, the band its 95 % interval.
# A dashed line stands only where a shift is unlikely to be chance. **What it cannot show:** a cause. Articles go from the event
# to the background; a shift can come from that habit alone.
#
# **Talk about it.**
#
# 1. Compare the curves with your guess. Which surprised you, and which sentence is responsible?
# 2. Cover the verdicts at the right of the panels. Would you have believed in a shift from the curve alone?

# %% [markdown]
# ## The best place for a shift

# %%
charts.Table("Where before and after differ most", framing.changes.round(3))

# %% [markdown]
# **What it shows:** `sentence` is the last one before the change, `before` and `after` are the means, `p_value` says how often
# shuffled sentences do as well. A best place always exists, even in noise, so read the p-value before the place. **What it
# cannot show:** that there is no shift. A large p-value means “no evidence”, and a short article gives little evidence for
# anything.

# %% [markdown]
# ## Shuffle it yourself
#
# Take one measure, compare its second half with its first, and do the same with a thousand shuffled articles. **Guess first:**
# in how many of a thousand will chance alone give a difference at least as large?

# %%
values = points["narrator share of words"]
half = len(values) // 2
numbers = range(1000)
shuffles = pd.DataFrame({i: values.sample(frac=1, random_state=i).array for i in numbers})
by_chance = shuffles[half:].mean() - shuffles[:half].mean()
found = values.iloc[half:].mean() - values.iloc[:half].mean()

# %%
test = {
    "second half minus first half": found,
    "usual size in shuffled articles": by_chance.abs().median(),
    "share of shuffles at least as large": (by_chance.abs() >= abs(found)).mean(),
}
charts.Table("A test by shuffling", pd.DataFrame({"what": test.keys(), "value": test.values()}))

# %% [markdown]
# **What it shows:** how easily chance makes a difference of this size. This test looks at one place, the middle; the program
# looks for the best of all places and tests several measures, so its p-value is usually larger, and more honest. **What it cannot
# show:** anything about the sentences’ content; only their order is tested.
#
# To test another measure, put its name from the column `metric` of the table above into the first line, and run both cells
# again.

# %% [markdown]
# **Talk about it.**
#
# 3. Many readers see only the first paragraphs. If the framing does shift, who is the article’s beginning written for, and who
#    its end?

# %% [markdown]
# ## Exercises
#
# `exercises/05_framing_shift.ipynb` (15 minutes): work out a rate for a part of the article, and a p-value by hand. A check tells
# you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - Curves of few points wander; a shift needs more than a curve.
# - Shuffling shows what chance can do, and looking in many places has to be paid for.
# - “No evidence of a shift” is a result, and it is not the same as “no shift”.
#
# **Next:** `06_can_we_trust_it.ipynb` puts the program itself to the test.
