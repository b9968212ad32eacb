# %% [markdown]
# # Lesson 5: Does the framing shift?
#
# **Aim:** to follow an article from the first sentence to the last, and to tell a shift from the ups and downs of chance.
#
# **Time:** 40 minutes, or 25 without the last two steps. **Level:** beginner; a test of chance is explained without a formula.
# **You need:** lessons 2 to 4, or a rough idea of voice, stance and loaded words.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# Each sentence gets a few numbers, where they can be had:
#
# - **stance** towards each side it mentions, the mean score of the mentions, and the **gap** between the two sides;
# - **loaded words** per 100 words (in these and in stance, reporter and sources are mixed);
# - the reporter’s **share of the words**, and the **words given** to the sources of each side;
# - **subjectivity**: how likely it is, according to a model, that the sentence gives an opinion.
#
# For each of these the program looks for the one place where the values before and after differ most. A best place always
# exists. So the program shuffles the sentences many times and looks again: the *p-value* is the share of shuffles whose best
# place is at least as strong. Two corrections make the test fairer:
#
# - Several measures are tested at once, and if you test often enough, you find something. The p-values are corrected for that;
#   those for the zones and for the best places separately, so if you look at both, you have more chances to find
#   something. The uncorrected value is shown beside the corrected one, so you can see what the correction costs. The corrected
#   one decides. The gap is not separate evidence: it is made from two other measures and often shifts with them.
# - Neighbours resemble each other, for a quotation runs over several sentences. Shuffling tears such runs apart, so what a
#   sentence shares with the one before it is removed first.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# A short article can hardly show a shift that chance would not make, so this one is longer. It was made up for teaching, and
# `sides` says which words stand for which side. To read another article, change the path (a text, Word, PDF or HTML file, or a web
# address) and write `sides = None`: then the program finds the sides. Lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/harbour_turbines.txt"
sides = {
    "Corvane Power": ["company", "firm", "Ingra Vassel"],
    "Fishing Association": ["Merrowick Fishing Association", "association", "fishers", "Jorun Brask"],
}

# %%
import pandas as pd

from analysis import analyse, charts, read_article
from analysis.report import all_warnings
from analysis.shift import metric_values

framing = analyse(read_article(path), sides=sides)
sentences = framing.sentences
order = list(framing.sides)
points = metric_values(sentences, framing.stance, framing.terms, framing.voices)

# %% [markdown]
# Read only the beginning and the end.

# %%
ends = pd.concat([sentences.head(3), sentences.tail(3)]).drop_duplicates("sentence")
caution = " ".join(all_warnings(framing))
charts.Table("The first and the last sentences", ends[["sentence", "zone", "text"]], caution)

# %% [markdown]
# **Guess first.** Compared with the beginning: is the reporter’s share of the words higher at the end, lower, or the same? Are
# there more loaded words? Is each side treated better or worse? Write your four guesses on paper.

# %% [markdown]
# ## Zone by zone
#
# News is built from the top: headline, lead (the first paragraphs), body, close (the last ones). The zones here are cut by
# place alone, not by meaning. An article without a title has no headline.

# %%
framing.zones()

# %% [markdown]
# **What it shows:** the mean of each measure in each zone, from how many sentences it comes (n), and, from four sentences on, its
# 95% interval: how far the mean could move with another random sample of such sentences. It does not cover mistakes of the model,
# and with few sentences it is too narrow. The last column shows how often shuffled articles have zones at least as far apart; the
# list below says the same in words. **What it cannot show:** a turn in the middle of a zone, for the zone’s mean mixes what comes
# before it with what comes after. It also shows little about a zone of one to three sentences. Such a mean describes those few sentences;
# others could have given a different one.

# %% [markdown]
# ## The curves
#
# **Guess first:** read the whole article, and mark the sentence where it turns, if it does. Which measures will show a shift that
# shuffled articles seldom match?

# %%
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]])

# %%
charts.shift_curves(sentences, framing.shift, framing.changes, points=points, sides=order)

# %% [markdown]
# **What it shows:** each point is a sentence, each curve the mean of a sentence and its neighbours, the band its 95% interval.
# The band shows how far such a mean strays by chance if all sentences vary alike. It holds for each point alone, so a few points
# may lie outside by chance, and it is too narrow in short articles and where each sentence resembles the one before it; a table
# further down shows by how much. A dashed line marks a shift that shuffled articles seldom match: where the p-value is below .05,
# the usual limit. That is not the probability that chance made the shift. **What it cannot show:** a cause, or who speaks.
# Articles go from the event to the background, and where one side’s sources end, stance and terms change with the speaker.
#
# **Talk about it.**
#
# 1. Compare the curves with your guess. Which surprised you, and which sentence is responsible?
# 2. Cover the lines of text above the charts. Would you have believed in a shift from the curve alone?

# %% [markdown]
# ## The best place for a shift

# %%
from analysis.shift import p_shown

told = framing.changes.copy()
told["p_raw"], told["p_value"] = told.p_raw.map(p_shown), told.p_value.map(p_shown)
charts.Table("Where before and after differ most", told)

# %% [markdown]
# **What it shows:** `sentence` is the last one before the change, `before` and `after` are the means. `p_raw` says how often
# shuffled sentences do as well in this one measure; `p_value` is the same, corrected for the number of measures. “> .99” means that
# nearly all shuffled articles do as well. A best place always exists, even in noise, so read the p-value before the place. **What
# it cannot show:** that there is no shift. A large p-value means “no evidence”, and a short article gives little evidence for
# anything.
#
# Read the sentences around the place with the smallest p-value. Is it where you made your mark?

# %%
best = framing.changes.sort_values("p_value").head(1).sentence
near = sentences.sentence.isin([place + step for place in best for step in range(-1, 4)])
charts.Table("Around the clearest change", sentences.loc[near, ["sentence", "text"]])

# %% [markdown]
# **What it shows:** the last two sentences before the place, and the three after it. **What it cannot show:** why the article
# turns. It may follow what happened, and then a fair report turns as well.

# %% [markdown]
# ## Shuffle it yourself
#
# Take one measure, compare its second half with its first, and do the same with a thousand shuffled articles. **Guess first:**
# in what share of them will chance alone give a difference at least as large as the article’s own?

# %%
values = points["loaded words per 100 words"]
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
# **What it shows:** how easily chance makes a difference of this size. This test looks at one place, the middle, and shuffles the
# sentences as they are. The program looks for the best of all places, takes out what neighbours share and tests several measures,
# so its p-value is often larger; it answers a harder question. Compare this share with both p-values of the measure in the table.
# **What it cannot show:** anything about the sentences’ content; only their order is tested.
#
# To test another measure, put its name from the column `metric` of the table above into the first line, and run both cells
# again.

# %% [markdown]
# ## What would the program have missed?
#
# “No evidence” means much from a good test and little from a poor one. You can find out how good the test is: make articles by
# the thousand in which a shift of known size is hidden, and count how often the test finds it. Sizes are in *standard
# deviations*: one is about as much as single sentences usually stray from their mean.
#
# **Guess first:** in an article as long as this one, the mean of the second half differs from that of the first by one
# standard deviation. How many such articles in a hundred will the test catch, if eight measures are tested together, as here?

# %%
from analysis.shift import detection, false_alarms

charts.shift_power(detection())

# %% [markdown]
# **What it shows:** the share of simulated articles in which a hidden shift is found. Longer articles and larger shifts make it
# easier; testing many measures and a shift near the beginning or the end make it harder. **What it cannot show:** how large
# shifts
# in real news are. The simulated sentences scatter evenly around two means; real ones do not always.
#
# The other way to be wrong is a false alarm. **Guess first:** in how many of a hundred articles without any shift should the test
# report one, and in how many does it, if each sentence resembles the one before?

# %%
charts.false_alarm_rates(false_alarms())

# %% [markdown]
# **What it shows:** the share of articles without a shift in which the test reports one; the dashed line is what was promised: 5
# in a hundred. Where every order of the sentences is equally likely, the test keeps its promise. Where neighbours resemble each
# other, as in news, it errs more often than promised, even after taking out as much of the resemblance as can
# be measured in a short article. *Correlation* shows how much neighbours resemble each other: 0 not at all, 1 fully. Rows “left in” show what would
# happen otherwise. **What it cannot show:** how much the sentences of *this* article resemble each other. So take a p-value just
# below the limit as a hint, not as proof.
#
# The band of the curves was tried in the same way: how often did it hold the true mean? The promise was 95 times in a hundred.

# %%
from analysis.shift import coverage

bands = coverage().query("interval == 'band'").rename(columns={"values": "the sentences’ values"})
held = bands.pivot(index="the sentences’ values", columns="sentences", values="rate").round(2)
held = held.rename(columns=str).reset_index()
charts.Table("How often the band held the true mean, by number of sentences", held)

# %% [markdown]
# **What it shows:** in short articles the band is somewhat too narrow, and far too narrow where each sentence resembles the one
# before it (the row that says so). **What it cannot show:** which row this article belongs to.
#
# The same in words, for an article of this length:

# %%
from analysis.report import shift_limits

shift_limits(framing)

# %% [markdown]
# **Talk about it.**
#
# 3. Many readers see only the first paragraphs. If the framing does shift, who is the article’s beginning written for, and who
#    its end?
# 4. A friend says: “The program found no shift, so the article is even-handed.” What do you answer?

# %% [markdown]
# ## Exercises
#
# `exercises/05_framing_shift.ipynb` (15 minutes): work out a rate for a part of the article, and a p-value by hand. A check tells
# you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - Curves of few points wander; a shift needs more than a curve. A clear turn in a long article is found.
# - Shuffling shows what chance can do, and looking in many places has its price.
# - “No evidence of a shift” is a result, and it is not the same as “no shift”: in a short article most shifts of one standard
#   deviation are missed.
# - A test is only as good as its assumptions, and you can check those.
#
# **Next:** `06_can_we_trust_it.ipynb` puts the program itself to the test.
