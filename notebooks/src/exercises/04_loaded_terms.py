# %% [markdown]
# # Exercises for lesson 4: Which words are loaded?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, playground, read_article

framing = analyse(read_article(path), sides=sides)
shown = ["sentence", "text", "voice", "about", "found_by", "p", "neutral", "effect"]
charts.Table("The loaded words", framing.terms[shown])

# %% [markdown]
# ## 1. What p promises
#
# The model has marked the words with `model` or `both` in the column `found_by`. Suppose that a careful reader goes through the same
# words with the code book. How many of them can you expect this reader to mark as well? The column `p` is all you need.

# %% tags=["solution"]
# A number; it need not be a whole one.
marked = framing.terms[framing.terms.found_by.isin(["model", "both"])]
expected = marked.p.sum()

# %%
exercises.check_expected(expected, framing)

# %% [markdown]
# ## 2. Where list and model differ
#
# Which word of the list does the model doubt most? It is the one with the smallest `p`.

# %% tags=["solution"]
# The term exactly as in the column `text`, between quotation marks.
listed = framing.terms[framing.terms.found_by == "list"]
most_doubted = listed.loc[listed.p.idxmin(), "text"] if len(listed) else "none"

# %%
exercises.check_doubted(most_doubted, framing)

# %% [markdown]
# Read its sentence. Whose side are you on, the list’s or the model’s, and what would change your mind?

# %% [markdown] tags=["solution"]
# The list’s. In this article “liberated” is the reporter’s own word for taking towns, and only one side would use it. The model knows
# news of many wars, in which the word is often nobody’s quarrel, and not this one. A report in which both sides use it would change my mind.

# %% [markdown]
# ## 3. Change a word
#
# Play first: choose a word of the sentence, put another one in its place, and watch the scores.

# %%
playground.change_word(framing)

# %% [markdown]
# Which of the words in the table above moves the score most, up or down, when its neutral wording takes its place? A move of less
# than five hundredths counts as no change in this model.

# %% tags=["solution"]
# The term exactly as in the column `text`, between quotation marks.
moved = framing.terms.dropna(subset=["effect"])
strongest = moved.loc[moved.effect.abs().idxmax(), "text"] if len(moved) else "none"

# %%
exercises.check_strongest_term(strongest, framing)

# %% [markdown]
# ## 4. Say it plainly
#
# A made-up sentence: “The regime’s thugs brutally crushed a peaceful protest in the capital on Sunday.” Rewrite it so that
# neither the list nor the model marks a word. These words have to stay: protest, capital, Sunday.

# %% tags=["solution"]
# One sentence between quotation marks.
plain = "Police used force to end a protest in the capital on Sunday."

# %%
exercises.check_plain_words(plain, keep=["protest", "capital", "Sunday"])

# %% [markdown]
# ## 5. Was it fair?
#
# What does the plain sentence no longer say? When is the harsh word the right one?

# %% [markdown] tags=["solution"]
# Who gave the order, that the protesters were peaceful, how hard the force was. If people were beaten who did nothing, “brutally” may be
# exact. Then it can be shown with facts: how many were hurt, how, and who saw it.
