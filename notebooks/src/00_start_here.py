# %% [markdown]
# # Lesson 0: Start here
#
# **Aim:** to see that everything works, to learn how a notebook is used, and to walk through the five questions once.
#
# **Time:** 15 minutes. **Level:** beginner, no programming needed. **You need:** JupyterLab open on this page.
#
# A notebook is a page of text and *cells*. The grey boxes are cells. Click into the first one and press Shift + Enter: the cell
# runs, its result appears below it, and the next cell is chosen. One rule holds for every lesson:
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s. Go on when your guess is written down.
#
# You will write answers of your own into some cells. To keep them, save the page under your code name first: **File > Save
# Notebook As**. A code name is a bird or a river, never your real name.

# %% [markdown]
# ## Is everything in place?
#
# The first run takes some seconds, because the language models are loaded.

# %%
from importlib.util import find_spec

if find_spec("analysis") is None:
    step = "choose Kernel > Change Kernel, or close JupyterLab and start it with: make lab"
    raise RuntimeError(f"Wrong kernel: {step}")

# %%
from analysis.check import check_setup

check_setup()

# %% [markdown]
# **What it shows:** whether Python, the packages, the models and a trial run are as they should be, and whether this page runs in
# the right environment and with the right copy of the suite. A line with `[FAIL]` says what to do. **What it cannot show:**
# how well it will read an article. Lesson 6 asks that.
#
# If a cell gives an error later on, click into that cell and choose **Kernel > Restart Kernel and Run up to Selected Cell**.
# The *kernel* is the program that runs the cells. What you wrote stays. If a lesson says “No module named 'analysis'”, it runs in
# the wrong kernel: choose **Kernel > Change Kernel**, or close JupyterLab and start it with `make lab`.

# %% [markdown]
# ## What exactly is measured?
#
# A news article never only reports. Its writer chooses whose words to carry, what to call things, and what to say first. The
# program looks at five of these choices. Every one of its findings is a stretch of the article, so that you can read it again
# and disagree.
#
# | question | what is counted or scored | lesson |
# |---|---|---|
# | Whose voice? | who says each stretch of text: the reporter, or a source | 2 |
# | How is each side treated? | a score from −1 to +1 for every mention of a side | 3 |
# | Which words are loaded? | words that carry a judgement of their own | 4 |
# | Does the framing shift? | the same measures from the first sentence to the last | 5 |
# | Can we trust it? | comparison with people’s answers, and a test with the names changed | 6 |
#
# A text is *framed* by what it selects and makes salient, so that a problem, its causes, a moral judgement and a remedy are
# suggested (Entman 1993, “Framing: Toward Clarification of a Fractured Paradigm”, Journal of Communication 43/4). The five
# questions catch some of the means: voices, treatment, words, order. They do not find the frame itself; that takes a reader.
# A *side* is one of the parties that the story sets against each other; in the article below, Armenia and Azerbaijan. Nothing
# here measures whether an article is true, or fair, or where an outlet stands.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# This one was made up for teaching: an agency’s report of an invented clash. Lesson 1 asks you to read another article before any
# program does, so that one is not shown here. To read another article, change this path: a text, Word, PDF or HTML file, or a web
# address.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/border_clash_wire.txt"
sides = None

# %%
from analysis import analyse, charts, read_article
from analysis.report import article_card

framing = analyse(read_article(path), sides=sides)
order = list(framing.sides)

# %%
article_card(framing)

# %%
charts.Table("The article, sentence by sentence", framing.sentences[["sentence", "text"]])

# %% [markdown]
# **Guess first.** Read the article. Who is given more room, the reporter or the sources? Which side is treated worse? Write your
# guess between the quotation marks and run the cell. You will meet this order in every lesson: your own reading first, the
# program’s second.

# %%
my_guess = {"more room": "", "treated worse": ""}

# %% [markdown]
# ## The tour, 1: whose voice?

# %%
charts.voice_strip(framing.sentences, framing.voices, sides=order)

# %% [markdown]
# **What it shows:** from left to right, who is speaking: the reporter, or a source of one side. **What it cannot show:** whether
# the words are true, or who was asked and did not answer.

# %% [markdown]
# ## The tour, 2: how is each side treated?

# %%
charts.stance_points(framing.sentences, framing.stance, framing.voices, sides=order)

# %% [markdown]
# **What it shows:** every mention of a side as a point, the reporter’s as circles, the sources’ as diamonds. **What it cannot
# show:** what the reporter thinks. A harsh diamond only shows that a source was harsh.

# %% [markdown]
# ## The tour, 3: which words are loaded?

# %%
charts.term_raster(framing.sentences, framing.terms)

# %% [markdown]
# **What it shows:** which words a list or a model marks as loaded, in which sentence and in whose voice. **What it cannot show:**
# whether they really are. Neither understands irony, and sometimes the harsh word is the right one.

# %% [markdown]
# ## The tour, 4: does the framing shift?

# %%
from analysis.shift import metric_values

points = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
curves = framing.shift[framing.shift.metric.str.startswith("stance")]
charts.shift_curves(framing.sentences, curves, framing.changes, points=points, sides=order)

# %% [markdown]
# **What it shows:** how each side is treated from the first sentence to the last, and whether shuffling the sentences often gives
# a change as large. **What it cannot show:** a small shift. An article has few sentences, so “no evidence” is the usual answer.

# %% [markdown]
# ## The tour, 5: can we trust it?

# %%
from analysis.report import trust

trust(framing)

# %% [markdown]
# **What it shows:** how well the models did on sentences that people had labelled, and what they are known to miss. Lesson 6
# explains macro F1 and calibration error. **What it cannot show:** how good they are on this article. Only your own reading can
# show that.
#
# **Talk about it.**
#
# 1. Compare your guess with the first two charts. What did you see that they do not count?
# 2. Which of the five questions would you ask first about an article that made you angry?

# %% [markdown]
# ## Exercises
#
# `exercises/00_start_here.ipynb` (5 minutes): write an answer into a cell, let it be checked, and cut a sentence out of the
# article by its offsets. A check tells you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - Shift + Enter runs a cell; work from the top of the page to the end.
# - Five questions, and one table and one chart for each of them.
# - Every result comes with what it cannot show.
#
# **Next:** `01_read_first.ipynb`. There you read another article as a coder does, before any program has its say.
