# %% [markdown]
# # Exercises for lesson 10: Which frame?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, read_article

framing = analyse(read_article(path), sides=sides)

# %% [markdown]
# ## 1. One event, five frames
#
# A ferry line is closed. Match each sentence with its frame: conflict, human interest, economic, morality, resolution.
#
# - a: “Mrs Aldo, 81, has not seen her sister on the island since May.”
# - b: “The company calls the council’s demands blackmail; the council speaks of broken promises.”
# - c: “The closure costs the island’s shops two million a year.”
# - d: “A second-hand ship could run from August, both sides said after talks on Friday.”
# - e: “A society that strands its old people, the bishop said, has lost its way.”

# %% tags=["solution"]
# A frame for each letter.
frames = {"a": "human interest", "b": "conflict", "c": "economic", "d": "resolution", "e": "morality"}

# %%
exercises.check_matched_frames(frames)

# %% [markdown]
# ## 2. A frame, or a passing remark?
#
# Does the article as a whole have the frame? Answer yes or no for each letter.
#
# - a: *economic*: a report on a flood names the insured loss once, in its last sentence.
# - b: *economic*: a report on the same flood follows the bill from the farmers to the insurers and the taxpayer.
# - c: *morality*: a report on a council vote quotes one councillor who calls the plan shameful.
# - d: *conflict*: a report on a council vote lets both parties blame each other from beginning to end.
# - e: *resolution*: a report on a strike ends with “Talks go on next week.”

# %% tags=["solution"]
# Yes or no for each letter.
has_frame = {"a": "no", "b": "yes", "c": "no", "d": "yes", "e": "no"}

# %%
exercises.check_frame_or_remark(has_frame)

# %% [markdown]
# ## 3. The strongest sentence
#
# Which sentence does the program find the strongest evidence that one party blames or attacks another (question CO2)?

# %%
charts.question_table(framing.questions[framing.questions.frame == "conflict"])

# %% tags=["solution"]
# The number of a sentence; 0 where there is none.
row = framing.questions.set_index("question").loc["CO2"]
strongest = int(row.sentences.split()[0]) if row.sentences else 0

# %%
exercises.check_strongest_sentence(strongest, framing, "CO2")

# %% [markdown]
# ## 4. Whose words?
#
# Of all the words given to sources in this article, what share comes from ordinary people? Give a share from 0 to 1, to two places; 0 where no source
# speaks.

# %%
charts.peace_table(framing.peace().head(2))

# %% tags=["solution"]
# A share from 0 to 1.
first = framing.peace().iloc[0]
share = round(first["count"] / first["of"], 2) if first["of"] else 0

# %%
exercises.check_share_of_people(share, framing)
