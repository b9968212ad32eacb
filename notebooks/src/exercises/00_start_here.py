# %% [markdown]
# # Exercises for lesson 0: Start here
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/border_clash_wire.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, read_article

framing = analyse(read_article(path), sides=sides)
article = framing.article
number = min(6, len(framing.sentences))
columns = ["sentence", "start", "end", "paragraph", "text"]
charts.Table("The sentences with their offsets", framing.sentences[columns])

# %% [markdown]
# ## 1. Count the sentences
#
# How many sentences has the article?

# %% tags=["solution"]
# A number.
number_of_sentences = len(framing.sentences)

# %%
exercises.check_count(number_of_sentences, framing)

# %% [markdown]
# ## 2. Cut out a sentence
#
# `start` and `end` in the table count the characters of the article. `article.text[0:20]` is its first twenty characters. Cut
# out sentence 6, or the last one where there are fewer.

# %% tags=["solution"]
# article.text[...:...], with two numbers from the table.
row = framing.sentences.set_index("sentence").loc[number]
cut_out = article.text[row.start : row.end]

# %%
exercises.check_cut(cut_out, framing, number)
