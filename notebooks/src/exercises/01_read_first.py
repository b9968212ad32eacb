# %% [markdown]
# # Exercises for lesson 1: Read first
#
# Eight sentences to practise on. They are made up. Write your answers in the place of the three dots, run the cell with
# Shift + Enter, then run the check below it.

# %%
from analysis import charts, exercises

charts.Table("Practice sentences", exercises.practice())

# %% [markdown]
# ## 1. Voice
#
# Who answers for the words: `narrator`, or a source in `direct`, `indirect` or `mixed` speech?

# %% tags=["solution"]
# In the form {1: "narrator", 2: "direct"}, up to row 8.
voices = {
    1: "indirect",
    2: "direct",
    3: "mixed",
    4: "narrator",
    5: "narrator",
    6: "narrator",
    7: "indirect",
    8: "narrator",
}

# %%
exercises.check_practice(voices, "voice")

# %% [markdown]
# ## 2. Stance
#
# How does each sentence treat the party in the column `about`: `negative`, `neutral` or `positive`?

# %% tags=["solution"]
# In the form {1: "negative", 2: "neutral"}, up to row 8.
stances = {
    1: "neutral",
    2: "neutral",
    3: "negative",
    4: "neutral",
    5: "positive",
    6: "negative",
    7: "neutral",
    8: "neutral",
}

# %%
exercises.check_practice(stances, "stance")

# %% [markdown]
# ## 3. A rule of your own
#
# Choose the sentence that made you hesitate. Write a rule for such sentences in one line, and an example to which it applies
# and one to which it does not.

# %% [markdown] tags=["solution"]
# For instance: “A thing that hinders others (a strike, a closed road) is a plain fact unless the wording blames someone for it.”
# It applies to “The drivers stopped work at noon” and not to “The stubborn drivers have brought the town to its knees”.
