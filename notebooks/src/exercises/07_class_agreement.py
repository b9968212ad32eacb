# %% [markdown]
# # Exercises for lesson 7: How far does the class agree?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it. The answers are
# made up.

# %%
import pandas as pd

from analysis import charts, exercises

answers = pd.DataFrame(
    {
        "Ada": ["negative", "neutral", "neutral", "positive"],
        "Ben": ["negative", "neutral", "negative", "positive"],
        "Cem": ["negative", None, "neutral", "neutral"],
    },
    index=pd.Index([1, 2, 3, 4], name="sentence"),
)
charts.Table("Three coders, four sentences", answers.reset_index())

# %% [markdown]
# ## 1. Percent agreement
#
# List the pairs of answers to each sentence. How many percent of them are equal? A missing answer makes no pair.

# %% tags=["solution"]
# Percent, from 0 to 100.
equal, pairs = 3 + 1 + 1 + 1, 3 + 1 + 3 + 3
percent = 100 * equal / pairs

# %%
exercises.check_percent_agreement(percent, answers)

# %% [markdown]
# ## 2. Agreement beyond chance
#
# Two coders, ten sentences. They agree on eight of them. But if you picked two of the twenty answers at random, how often would
# they agree? *Krippendorff’s alpha* is 1 minus (observed disagreement / disagreement by chance). The observed disagreement is the
# share of sentences on which they differ. The disagreement by chance is the share of all pairs, made of the twenty answers, in
# which the two differ; twenty answers make 20 × 19 / 2 = 190 pairs.

# %%
first = ["neutral"] * 8 + ["negative"] * 2
second = ["neutral"] * 7 + ["negative"] + ["neutral"] + ["negative"]
charts.Table("Two coders", pd.DataFrame({"first": first, "second": second}))

# %% tags=["solution"]
# A number; 1 is perfect, 0 is chance.
observed = 2 / 10
neutral, negative = 16, 4
by_chance = 2 * neutral * negative / (20 * 19)
alpha = 1 - observed / by_chance

# %%
exercises.check_alpha(alpha, first, second)

# %% [markdown]
# ## 3. Eight of ten, and yet
#
# Why is alpha so much lower than 80%? What would you tell the two coders?

# %% [markdown] tags=["solution"]
# Nearly all answers are “neutral”, so two answers picked at random often agree as well. On the rare label, which is the one of
# interest, they agree once and differ twice. They should read the rule for “negative” again and code more sentences in which it
# occurs. With ten sentences alpha itself is hardly known: one sentence more or less moves it by a lot.
