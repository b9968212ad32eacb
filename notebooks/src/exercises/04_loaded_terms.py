# %% [markdown]
# # Exercises to lesson 4: Which words are loaded?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"

# %%
from analysis import analyse, charts, exercises, playground, read_article

framing = analyse(read_article(path))
charts.Table("The loaded terms", framing.terms[["sentence", "text", "voice", "about", "neutral", "effect"]])

# %% [markdown]
# ## 1. Change a word
#
# Play first: choose a word of the sentence, put another one in its place, and watch the scores.

# %%
playground.change_word(framing)

# %% [markdown]
# Which of the words in the table above moves the score most, up or down, when its neutral wording takes its place?

# %% tags=["solution"]
# The term as it stands in the column `text`, between quotation marks.
strongest = framing.terms.loc[framing.terms.effect.abs().idxmax(), "text"]

# %%
exercises.check_strongest_term(strongest, framing)

# %% [markdown]
# ## 2. Say it plainly
#
# A made-up sentence: “The regime’s thugs brutally crushed a peaceful protest in the capital on Sunday.” Write it anew without a
# word of the list. These words have to stay: protest, capital, Sunday.

# %% tags=["solution"]
# One sentence between quotation marks.
plain = "Police used force to end a protest in the capital on Sunday."

# %%
exercises.check_plain_words(plain, keep=["protest", "capital", "Sunday"])

# %% [markdown]
# ## 3. Was it fair?
#
# What does the plain sentence no longer tell? When is the hard word the right one?

# %% [markdown] tags=["solution"]
# Who gave the order, that the protesters were peaceful, how hard the force was. If people were beaten who did nothing, “brutally” may be
# exact. Then it can be shown with facts: how many were hurt, how, and who saw it.
