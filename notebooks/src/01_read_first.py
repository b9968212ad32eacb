# %% [markdown]
# # Lesson 1: Read first
#
# **Aim:** to read an article as a coder does: predict, then answer the same four questions for every sentence, before a program
# has its say.
#
# **Time:** 30 minutes; a class can share the sentences out. **Level:** beginner, no programming needed. **You need:** a code
# name for your file (a bird, a river; never your real name), and nobody’s answers but your own.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s. This lesson uses no model, and the form will not show you what a model would say. Once you have seen an answer, you
# can no longer give your own.

# %% [markdown]
# ## What exactly is measured?
#
# *Coding* means asking the same questions of every sentence and allowing only a few answers. The rules for the answers are in a
# *code book*. So you measure two things at once: the sentence, and how well the rules guide a reader. If two coders differ, talk
# about the sentence, the rule and the two readings. Your answers are data: in lesson 7 they are compared with those of your
# class, and with the model’s as one more coder.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the article
#
# To read another article, change this path: a text, Word, PDF or HTML file, or a web address. Everybody who wants to compare
# answers needs the same article.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import annotate, charts, codebook, read_article
from analysis.reading.as_read import sentences_of

article = read_article(path)
sentences = sentences_of(article)

# %%
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]])

# %% [markdown]
# **Guess first.** Read the whole article once, at the pace of a newspaper. Then write down your predictions, before you look at
# single sentences. A prediction that turns out wrong is the most useful kind.

# %%
my_predictions = {
    "percent in the reporter's own voice": 50,
    "the side that is treated worse": "",
    "the most loaded word": "",
    "does the tone change on the way?": "",
}

# %% [markdown]
# ## The code book
#
# Read it before the first sentence, and look things up in it while you code. The eight practice sentences in the exercises of
# this lesson take ten minutes and save a class much argument.

# %%
codebook("short")

# %% [markdown]
# **What it shows:** the rules that everybody uses. **What it cannot show:** an answer for every case. Where no rule helps, choose
# what comes closest, say that you are unsure, and write a comment: that is how code books get better.

# %% [markdown]
# ## Annotate
#
# Write your code name into the form and begin. Every answer is saved at once. If you close the page or restart the kernel, run the
# cell again: you go on where you were. Everything works with the keyboard alone. To mark loaded words, select them in the
# sentence.

# %%
annotate(article, sides=sides, ask="short")

# %% [markdown]
# **What it shows:** your own answers, and how many sentences are left. **What it cannot show:** whether they are right. For many
# sentences there is no right answer, only answers on which more or fewer readers agree.
#
# When you have finished, let the form export your answers as CSV tables. They are in the folder `annotations`, next to this
# notebook; your teacher will collect the file that ends in `.json`.
#
# `ask="short"` leaves out three more questions, on harm, on roles and on frames. Lessons 9 and 10 ask them. Without it the form asks
# everything at once, which takes about a third more time.

# %% [markdown]
# ## A second pass
#
# Code the same article again after a week, without looking at your first answers: write
# `annotate(article, sides=sides, ask="short", second_pass=True)` into a new cell (press Esc, then B, for one) and run it. Put the two
# exported tables side by side. How often you repeat your own answer is a fair standard for a program. (Your memory helps you, and you
# can agree with yourself and still be the only one.)
#
# **Without Python:** `framing worksheet ARTICLE -o worksheet.html` in a terminal makes one page with the same form, with all questions
# unless you add `--ask short`. It works in any browser, on a phone too, without a network. At its end it offers your answers as a file.

# %% [markdown]
# **Talk about it.**
#
# 1. At which sentence did you hesitate longest? Which rule would have helped?
# 2. Did you judge the wording, or the side that it is about? How could you tell?
# 3. Where do your answers contradict your predictions?

# %% [markdown]
# ## Exercises
#
# `exercises/01_read_first.ipynb` (10 minutes, best done before you annotate): eight sentences to practise on, checked against
# the code book. A check tells you which rule to read again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - A code book turns reading into data that can be compared.
# - If you hesitate, that is a finding: the text, or a rule, is not clear.
# - You answered before any program did. Only then can you compare the two.
#
# **Next:** `02_whose_voice.ipynb` asks of every stretch of text who is speaking.
