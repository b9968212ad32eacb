# %% [markdown]
# # Exercises for lesson 11: Two reports of one event
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/tram_strike_city.txt"
other_path = "../../seeds/articles/tram_strike_depot.txt"
sides = None

# %%
from analysis import charts, compare, exercises, read_article

comparison = compare([read_article(path), read_article(other_path)], sides=sides)
charts.Table("The facts in more than one report", comparison.beside())

# %% [markdown]
# ## 1. Same fact or not?
#
# For each pair, say whether both sentences report the same fact: "same" or "two".
#
# - a: “The police cleared the square.” – “The square was cleared by police.”
# - b: “The fans attacked the stewards.” – “The stewards attacked the fans.”
# - c: “Nearly four hundred jobs will go.” – “The firm is to dismiss 390 people.”
# - d: “The minister did not resign.” – “The mayor resigned.”
# - e: “A strike-breaker drove the bus.” – “A replacement driver took the wheel of the bus.”

# %% tags=["solution"]
# "same" or "two" for each letter.
pairs = {"a": "same", "b": "two", "c": "same", "d": "two", "e": "same"}

# %%
exercises.check_same_fact(pairs)

# %% [markdown]
# ## 2. What is left out?
#
# According to the program, how many facts from the first report does the second leave out? `comparison.left_out(key)` lists what
# a report leaves out; `comparison.keys` are the names of the reports. Count facts and not rows.

# %% tags=["solution"]
# A number.
count = comparison.left_out(comparison.keys[1])["fact"].nunique()

# %%
exercises.check_left_out(count, comparison)

# %% [markdown]
# ## 3. Whom does only one report quote?
#
# Name a source that only the first report quotes, as it is written in the table; "" if there is none.

# %%
charts.Table("Whom each report quotes", comparison.sources[["source", "article", "words", "only_here"]])

# %% tags=["solution"]
# A name.
own = comparison.sources[comparison.sources["only_here"] & (comparison.sources["article"] == comparison.keys[0])]
name = own["source"].iloc[0] if len(own) else ""

# %%
exercises.check_only_quoted(name, comparison)
