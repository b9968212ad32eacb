# %% [markdown]
# # Exercises for lesson 9: Who acts, who suffers?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, read_article

framing = analyse(read_article(path), sides=sides)
actions = framing.actions

# %% [markdown]
# ## 1. Four forms
#
# Which form does each of these actions have: active, passive, agentless or noun?
#
# - a: “The depot was **raided** by masked men.”
# - b: “Police **raided** the depot.”
# - c: “The **raid** on the depot lasted an hour.”
# - d: “The depot was **raided** by Friday.”

# %% tags=["solution"]
# A form for each letter.
forms = {"a": "passive", "b": "active", "c": "noun", "d": "agentless"}

# %%
exercises.check_forms(forms)

# %% [markdown]
# ## 2. Answer by the code book
#
# “Does it report harm, and does it say who did it?” Answer for each sentence: no harm, agent named, agent left out or both. The
# rules are in the code book, `codebook(["harm"])` in `analysis`.
#
# - a: “Police arrested two men outside the depot.”
# - b: “The arrests went on until dawn.”
# - c: “The minister denied that anybody had been beaten.”
# - d: “Guards beat a driver, and later a tram was destroyed.”
# - e: “Two men were wounded when guards attacked the pickets.”

# %% tags=["solution"]
# An answer for each letter.
codes = {"a": "agent named", "b": "agent left out", "c": "no harm", "d": "both", "e": "agent named"}

# %%
exercises.check_harm_codes(codes)

# %% [markdown]
# ## 3. Count the harms that name who did them
#
# Of the harms that the article says happened (to anybody), how many name an agent?

# %%
harms = actions[(actions.act == "harm") & (actions.modality == "asserted")]
charts.Table("The harms that happened", harms[["sentence", "text", "form", "agent", "patient"]])

# %% tags=["solution"]
# A whole number.
named = int(harms.agent.notna().sum())

# %%
exercises.check_named_harms(named, framing)

# %% [markdown]
# ## 4. Leave out the one who did it
#
# Rewrite this sentence without the agent, and change nothing else: “Striking drivers blocked the only road to the harbour on
# Tuesday.”

# %%
sentence = "Striking drivers blocked the only road to the harbour on Tuesday."

# %% tags=["solution"]
# A sentence.
retold = "The only road to the harbour was blocked on Tuesday."

# %%
exercises.check_agentless(retold, sentence, agent="drivers", patient="road")
