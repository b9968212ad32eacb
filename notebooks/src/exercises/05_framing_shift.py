# %% [markdown]
# # Exercises for lesson 5: Does the framing shift?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/harbour_turbines.txt"
sides = {
    "Corvane Power": ["company", "firm", "Ingra Vassel"],
    "Fishing Association": ["Merrowick Fishing Association", "association", "fishers", "Jorun Brask"],
}

# %%
from analysis import analyse, charts, exercises, read_article

framing = analyse(read_article(path), sides=sides)
sentences, terms = framing.sentences, framing.terms

# %% [markdown]
# ## 1. A rate for a zone
#
# How many loaded words are there per 100 words in the body of the article? Take all terms of the body over all its words, and
# round to one place. (The zone table of the lesson gives another figure: the mean of the sentences’ rates.)

# %%
found = terms.groupby("sentence").size().reindex(sentences.sentence, fill_value=0)
counts = sentences[["sentence", "zone", "words"]].assign(terms=found.to_numpy())
charts.Table("Words and loaded words", counts)

# %% tags=["solution"]
# Terms per 100 words.
body = counts[counts.zone == "body"]
rate = round(100 * body.terms.sum() / body.words.sum(), 1) if len(body) else 0

# %%
exercises.check_zone_rate(rate, framing, "body")

# %% [markdown]
# ## 2. A p-value by hand
#
# The best split of a curve has the strength 2.1. The sentences were then put in random order nineteen times; here is how strong
# the
# best split was each time. What is the p-value: among all twenty orders, the share that is at least as strong as the
# article’s own?

# %%
observed = 2.1
shuffled = [0.9, 1.4, 2.3, 1.1, 1.7, 0.8, 1.2, 2.1, 1.9, 1.0, 1.5, 1.3, 0.7, 1.6, 1.8, 1.1, 0.9, 1.2, 1.4]

# %% tags=["solution"]
# A share from 0 to 1.
p_value = (sum(strength >= observed for strength in shuffled) + 1) / (len(shuffled) + 1)

# %%
exercises.check_p_value(p_value, observed, shuffled)

# %% [markdown]
# ## 3. Say it in words
#
# Write one sentence about this result for a newspaper’s readers, without the words “significant” and “proves”.

# %% [markdown] tags=["solution"]
# For instance: “The tone seems to change in the middle, but a change at least as strong also appears in two of nineteen random
# orders of
# the same sentences, so it may be chance.”
