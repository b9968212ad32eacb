# %% [markdown]
# # Exercises for lesson 8: Your own article
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it. The story is
# made up.

# %%
from analysis import Article, charts, exercises
from analysis.reading.as_read import sentences_of

story = """Nurses at three hospitals in Leddow walked out on Monday in a row over pay.
The union said that its members had been left with no choice. “We did not want this,” said Ann Cole, who leads it.
The Leddow Health Trust accused the nurses of a reckless gamble with patients’ lives.
“They have refused every offer,” the trust said in a statement. “They must come back to the table.”
Managers offered four percent in March. Rain kept most of the pickets away on Tuesday."""
article = Article(text=story)
charts.Table("The story", sentences_of(article)[["sentence", "text"]])

# %% [markdown]
# ## 1. Give it its metadata
#
# A text can begin with what is known about it: one `name: value` per line, between two lines of three dashes. Write such a head
# for the story, with the title `Nurses walk out in Leddow`, the outlet `The Leddow Post` and the date `2024-03-04`.

# %% tags=["solution"]
# Five lines between three quotation marks; the first and the last are three dashes.
head = """---
title: Nurses walk out in Leddow
outlet: The Leddow Post
date: 2024-03-04
---
"""

# %%
papers = {"title": "Nurses walk out in Leddow", "outlet": "The Leddow Post", "date": "2024-03-04"}
exercises.check_papers(head, story, papers)

# %% [markdown]
# ## 2. Name the sides
#
# Who is against whom, and what is each side called in the story?

# %% tags=["solution"]
# {"one side": ["a name", "another name"], "the other side": ["a name"]}
sides = {
    "union": ["nurses", "members", "Ann Cole", "pickets"],
    "Leddow Health Trust": ["trust", "Managers"],
}

# %%
exercises.check_sides(sides, article, apart=("nurses|union", "trust|managers"))

# %% [markdown]
# ## 3. Decide
#
# Which of these would you read with the suite, and which not: a match report, a letter to the editor, a press release, a weather
# forecast, an obituary? Give a reason for each.

# %% [markdown] tags=["solution"]
# A match report: yes, it has two sides and a reporter. A press release: with care; the “reporter” is one of the parties, so its
# own voice is a party’s voice. A letter to the editor: the writer’s own opinion is the point, so the share of the narrator says
# little. A weather forecast and an obituary: there are no opposing sides, so stance scores mean nothing.
