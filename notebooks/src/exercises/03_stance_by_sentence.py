# %% [markdown]
# # Exercises for lesson 3: How does each sentence treat each side?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, read_article
from analysis.classroom import Reader

framing = analyse(read_article(path), sides=sides)
side = list(framing.sides)[-1] if framing.sides else "a side"  # none was found

# %% [markdown]
# ## 1. From probabilities to a score
#
# A model gives a mention 0.60 for negative, 0.25 for neutral and 0.15 for positive. What is its score?

# %% tags=["solution"]
# A number from -1 to 1.
score = 0.15 - 0.60

# %%
exercises.check_score(score, 0.60, 0.25, 0.15)

# %% [markdown]
# ## 2. A mean that keeps the voices apart
#
# What is the mean score towards the side in this table in the reporter’s own voice (`narrator`)? If you do not program, take a
# pocket calculator.

# %%
rows = framing.stance.loc[framing.stance.side == side, ["sentence", "side", "voice", "score"]]
charts.Table(f"Mentions of {side}", rows)

# %% tags=["solution"]
# A number from -1 to 1.
mean_score = rows.loc[rows.voice == "narrator", "score"].mean()

# %%
exercises.check_mean_score(mean_score, framing, side, "narrator")

# %% [markdown]
# ## 3. Same facts, other tone
#
# Here is a made-up sentence about two countries from novels. Rewrite it so that it treats Ruritania better by at least 0.3. These
# words have to stay: Ruritania, soldiers, crossed, border, Freedonia, Friday.

# %%
before = "Ruritania’s brutal soldiers shamelessly crossed the border of peaceful Freedonia on Friday."
reader = Reader({"Ruritania": [], "Freedonia": []})

# %% tags=["solution"]
# One sentence between quotation marks.
rewritten = "Soldiers of Ruritania crossed the border of Freedonia on Friday."

# %%
facts = ["Ruritania", "soldiers", "crossed", "border", "Freedonia", "Friday"]
exercises.check_rewriting(rewritten, reader, before, "Ruritania", keep=facts)

# %% [markdown]
# ## 4. A bad thing in plain words
#
# “Two soldiers of Ruritania were killed.” Look at its score. Should a death count as bad treatment of the side that suffered it?
# Write the rule that you would give to coders.

# %%
plain = reader.read("Two soldiers of Ruritania were killed.")
charts.Table("Its score", plain.stance[["side", "p_neg", "p_neu", "p_pos", "score"]])

# %% [markdown] tags=["solution"]
# The code book of this suite says no: plain facts are neutral, however sad. A rule could be: “Judge the words that the writer could
# have chosen otherwise.” A model that has learnt from people who did not keep to this rule will sometimes give a low score.
