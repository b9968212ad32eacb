# %% [markdown]
# # Lesson 10: Which frame?
#
# **Aim:** to name the angle from which a story is told, to show the sentences that support it, and to tell the same event in
# another frame.
#
# **Time:** 45 minutes, or 25 without the last step. **Level:** beginner. **You need:** lesson 1; lessons 2 to 4 help.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# A **frame** is the angle from which a story is told. Five are found again and again in the news:
#
# | frame | the story is told as | a question behind it |
# |---|---|---|
# | conflict | a quarrel between sides | Does one party blame another? |
# | human interest | the fate of people | Does it show one ordinary person? |
# | economic | a matter of money | Does it mention losses or costs? |
# | morality | a matter of right and wrong | Does it contain a moral message? |
# | resolution | a solution | Does it report a step towards a solution? |
#
# Researchers do not ask “is this the conflict frame?”. They ask plain yes-or-no questions and count. The program does the same: a
# model says how strongly each sentence supports a yes to each question, and from that, how likely the article is to have each
# frame.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# To read another article, change this path: a text, Word, PDF or HTML file, or a web address.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, read_article

framing = analyse(read_article(path), sides=sides)

# %%
charts.Table("The article", framing.sentences[["sentence", "text"]])

# %% [markdown]
# ## Code it yourself
#
# **Guess first.** Which of the five frames does this article have? The form asks five short questions, each with yes or no: several
# may be a yes, or none. Open the code book under them. Write the code name of lesson 1, and the form adds to your answers of that
# day. For each yes, note the numbers of two sentences that support it. Which frame did you expect and not find?

# %%
from analysis import annotate

form = annotate(framing.article, sides=sides, ask="frames")
form

# %% [markdown]
# **What it shows:** your own answers so far. **What it cannot show:** whether they are right. Run the next cells only when you have
# finished: once you have seen the program’s answers, you can no longer give your own.

# %% [markdown]
# ## The frames and their sentences

# %%
charts.frame_evidence(framing.sentences, framing.frames)

# %% [markdown]
# **What it shows:** how likely it is that the article has each frame, and which sentences answer yes to one of its questions. **What it
# cannot show:** that the frame was chosen on purpose, or that another one would have been better. The model learnt on hand-coded
# news and is surest of conflict and of people’s fates; it often gets morality and resolution wrong.

# %% [markdown]
# ## Your answers and the program’s

# %%
comparison = form.beside_model(framing)
comparison

# %%
names = {"variable": "question", "majority": "you", "model": "program"}
differ = comparison.differences.rename(columns=names)
frames = differ[differ.question.str.startswith("frame")]
charts.Table("Where you and the program differ", frames[["question", "you", "program"]])

# %% [markdown]
# **What they show:** on how many of the five frames you and the program agree, and where you do not. The program says yes where the
# frame is more likely than not. **What they cannot show:** who is right, or how well you agree in general: five answers on one
# article are too few. A class that codes several articles can measure it.

# %% [markdown]
# ## The questions behind them

# %%
charts.question_table(framing.questions)

# %% [markdown]
# **What it shows:** each question, how likely it is that the article answers yes, and the strongest sentences. **What it cannot show:** a count
# that two people would agree on for every sentence. Go through three questions and strike out sentences that you find weak.
#
# **Talk about it.**
#
# 1. Where do you and the program differ? Who has the better sentence?
# 2. Which frame is missing, and whom would the reporter have had to ask to get it?

# %% [markdown]
# ## War or peace journalism
#
# For stories of conflict, researchers look at whom a report asks, whose dead it counts, whether it explains causes and solutions.
# **Guess first:** whose words take more room, those of officials or those of ordinary people?

# %%
charts.peace_table(framing.peace())

# %% [markdown]
# **What it shows:** a count for each indicator, beside the total it is taken from. **What it cannot show:** a verdict. A score was left out on
# purpose: a short report on one morning can do little of what peace journalism asks for, and some of it only if people agree to talk.

# %% [markdown]
# ## Tell it in another frame
#
# In groups: choose one frame that the article lacks. Write a headline and two sentences that tell the same event in it, with the facts of the
# article alone. Read them to the others: can they name the frame?

# %% [markdown]
# ## Exercises
#
# `exercises/10_which_frame.ipynb` (20 minutes): match sentences and frames, tell a frame from a passing remark, find the strongest
# evidence, count the words of ordinary people.

# %% [markdown]
# ## In this lesson we saw
#
# - that one event can be told in several frames, and an article may have more than one;
# - that a frame is found by plain questions with sentences as evidence;
# - that a table of indicators starts a better discussion than a score does.
#
# **Next:** `11_two_reports.ipynb`. Two reports of one event side by side.
