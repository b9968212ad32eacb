# %% [markdown]
# # Exercises for lesson 6: Can we trust it?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
import pandas as pd

from analysis import analyse, charts, exercises, read_article

framing = analyse(read_article(path), sides=sides)

# %% [markdown]
# ## 1. Why a plain share flatters
#
# Ten made-up answers of a coder and of a program. Eight are equal, so the plain share is 80%. Now work out the *macro F1*: for
# each label, twice the number of hits (rows in which both give this label), divided by the coder’s answers with that label plus
# the program’s; then the mean of the
# two labels.

# %%
coder = ["neutral"] * 8 + ["negative"] * 2
program = ["neutral"] * 7 + ["negative"] + ["neutral"] + ["negative"]
charts.Table("Ten answers", pd.DataFrame({"coder": coder, "program": program}))

# %% tags=["solution"]
# A number from 0 to 1; the lesson gives it from 0 to 100.
neutral = 2 * 7 / (8 + 8)
negative = 2 * 1 / (2 + 2)
macro_f1 = (neutral + negative) / 2

# %%
exercises.check_macro_f1(macro_f1, coder, program)

# %% [markdown]
# ## 2. How far do the names move the scores?
#
# The audit exchanges the names of the sides and scores every mention again. Its table has the column `change`, and `named`:
# whether
# the sentence names a side at all. By how much does a score move on average, up or down, among the mentions that can move? Keep
# the rows in which `named` is True. With a pocket calculator, leave out the minus signs and take the mean; in code, `.abs()`
# takes away the signs and `.mean()` takes the mean.

# %%
audit = framing.swap_audit()
charts.Table("The audit", audit.table[["sentence", "side", "text", "change", "named"]])

# %% tags=["solution"]
# A number of 0 or more.
moves = audit.table.loc[audit.table.named, "change"]
mean_move = moves.abs().mean() if len(moves) else 0

# %%
exercises.check_mean_move(mean_move, audit)

# %% [markdown]
# ## 3. Defend or withdraw
#
# Someone writes: “The program found that the article treats Armenia badly, with a score of −0.31.” What is missing before you can
# print the sentence?

# %% [markdown] tags=["solution"]
# In whose voice (reporter or sources); on how many mentions it rests, with an interval; which model, and how often it agrees with
# people; how far the scores move when the names are exchanged; and that it is about this text and not about its outlet.
