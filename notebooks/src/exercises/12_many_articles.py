# %% [markdown]
# # Exercises for lesson 12: Many articles
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/corpus/port_osmere.csv"
sides_path = "../../seeds/corpus/port_osmere.sides.json"
folder = "../../reports/port_osmere"

# %%
from analysis import charts, exercises
from analysis.corpus import by_group, make_corpus, measures
from analysis.who import read_sides

corpus = make_corpus(path, folder, workers=2, sides=read_sides(sides_path))
measured = measures(corpus)
corpus

# %% [markdown]
# ## 1. What is the unit?
#
# How many units does each of these studies have to count on, if one article is one unit?
#
# - a: 40 articles of one paper, each with 25 sentences
# - b: one article with 300 sentences
# - c: a wire story that 12 papers printed word for word, and 8 articles of their own

# %% tags=["solution"]
# A number for each letter.
units = {"a": 40, "b": 1, "c": 9}

# %%
exercises.check_units(units)

# %% [markdown]
# ## 2. A value from its parts
#
# The table holds, for each article, how many loaded words there are in the reporter’s voice (`total`) and of how many words (`of`). Work out the
# value of the first paper in the table, in loaded words per 100 words, as the chart of the lesson shows it. It is not the mean of the articles’
# values.

# %%
loaded = measured[measured["measure"] == "loaded words, reporter’s voice"]
charts.Table("Loaded words in the reporter’s voice", loaded[["article", "outlet", "total", "of"]])

# %% tags=["solution"]
# A number.
own = loaded[loaded["outlet"] == loaded["outlet"].iloc[0]]
value = 100 * own["total"].sum() / own["of"].sum()

# %%
exercises.check_value(value, measured)

# %% [markdown]
# ## 3. Which difference is sure?
#
# Of which two papers can you say that they differ in loaded words, because their intervals do not touch? Give their names as a pair, in any order;
# ("", "") where there are no such papers.

# %%
outlets = by_group(measured, "outlet", measure="loaded words, reporter’s voice")
charts.Table("Loaded words by paper", outlets[["outlet", "articles", "value", "low", "high"]])

# %% tags=["solution"]
# Two names.
ranked = outlets.dropna(subset=["low"]).sort_values("value")
apart = bool(len(ranked)) and ranked["low"].iloc[-1] > ranked["high"].iloc[0]
pair = (ranked["outlet"].iloc[0], ranked["outlet"].iloc[-1]) if apart else ("", "")

# %%
exercises.check_apart(pair, outlets)
