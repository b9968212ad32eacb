# %% [markdown]
# # Lesson 7: How far do we agree?
#
# **Aim:** to find out where a class reads an article alike, where it does not, and what that allows you to say. The program
# comes last, as one more coder.
#
# **Time:** 30 minutes. **Level:** beginner; one step asks you to change a name in a line of code. **You need:** the answers of
# your class, one JSON file a person, in one folder: the worksheet and the form of lesson 1 make such files. Until you have
# them, the lesson reads a **simulated** class: twenty invented coders, made by a program.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# Two people who tick at random agree now and then. So the share of equal answers is not enough. **Krippendorff’s alpha** counts
# only the agreement *beyond chance*: it is 1 where all agree on every sentence, 0 where the answers might as well come out of a
# hat, and below 0 where people agree even less than that.
#
# A common convention: rely on a question from .800 on, draw only tentative conclusions from .667 on (Krippendorff 2004, Content
# Analysis, 2nd edition, p. 241). A lower alpha can come from the rule, from the text, from a careless coder, or from an answer
# that hardly occurs. Where all give one and the same answer throughout, alpha cannot be computed.
#
# Alpha measures whether readers agree. It does not measure whether they are right.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the class
#
# To compare answers to another article, change this path. Only files that belong to this very text are read.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"

# %% [markdown]
# And this is the folder with the files. Put yours here, such as `"../our_class"`. It does not matter what the files are called:
# each file holds the name of its coder. For the answers of a second pass, write `read_class(folder, article, pass_number=2)` in
# the cell below the next.

# %% tags=["class"]
folder = "../seeds/class"

# %%
from analysis import read_article, read_class

article = read_article(path)
coding = read_class(folder, article)
coding

# %% [markdown]
# **What it shows:** how many took part, and every file that needs a look: a second file of the same person, a half-finished one,
# one that belongs to another text. A file that was left out is never lost silently. **What it cannot show:** whether people
# worked alone. If neighbours copied, agreement is high and means nothing.
#
# **Guess first.** On which question does this class agree most, on which least: the voice, the stance, the loaded words? Write
# down an order, and what made the hardest one hard.

# %%
my_order = ["voice", "stance", "loaded words"]  # most agreement first

# %% [markdown]
# ## How far does the class agree?

# %%
from analysis import charts, measure_agreement

agreement = measure_agreement(coding)
charts.alpha_intervals(agreement)

# %% [markdown]
# **What it shows:** for each question alpha as a square with its 95% interval, and as an upright line the plain share of equal
# answers. For loaded words the two lie far apart: most words are marked by nobody, so two coders are “equal” almost
# everywhere, and alpha sees through it. **What it cannot show:** who is right, and what other readers would have said. The
# interval says how far alpha could move with other *sentences* of this kind; few sentences make it wide. It takes the
# sentences as independent and the coders as given, so the true doubt is larger. *Roles* and *frames*, where your class was asked
# about them, are a few answers on one article. They have no interval: such questions need at least five articles.
#
# The same in sentences, with what the size of this class allows you to say:

# %%
agreement

# %% [markdown]
# **Talk about it.**
#
# 1. Take the question with the widest interval. What would you need before you write “our class agrees” about it: more coders,
#    more sentences, or a better rule?

# %% [markdown]
# ## Which answers do coders confuse?
#
# Disagreement has a pattern. **Guess first:** which two kinds of voice will coders confuse most?

# %%
from analysis import confusion

charts.confusion_map(confusion(coding, "voice"))

# %% [markdown]
# **What it shows:** read one row: where one coder gave this answer, what did another give? A strong diagonal is agreement. **What
# it cannot show:** which of the two was right, or why they differ. Look for a rule in the code book that both could have
# followed.
#
# The same for the stance towards all sides together:

# %%
charts.confusion_map(confusion(coding, "stance"))

# %% [markdown]
# **What it shows:** whether people differ by one step (negative and neutral) or by two (negative and positive). Two steps weigh
# more in alpha. **What it cannot show:** those who saw no mention of a side at all; “not mentioned or unsure” counts as missing.

# %% [markdown]
# ## Which sentences divide the class?

# %%
divided = agreement.divided(8)
columns = ["sentence", "variable", "disagreement", "said", "text"]
charts.Table("The sentences that divide the class most", divided[columns])

# %% [markdown]
# **What it shows:** where two coders, picked at random, most often differ (1 would be always), and how often each answer was
# given. **What it cannot show:** whether the sentence is unclear, the code book is, or some read too fast.
#
# Here is every answer to one question. For another one change the line, such as `question = "voice"`, `question = "harm"` or
# `question = "stance: Armenia"`.

# %%
question = coding.variables[len(coding.sides)]  # the stance towards the last side, where there is one
charts.coder_raster(coding, question)

# %% [markdown]
# **What it shows:** a row is a person, a column is a sentence. A column of one shade is agreement; a mixed column is a sentence
# to talk about; a row unlike all others is a person who reads differently. **What it cannot show:** how sure people were.
#
# **Talk about it.**
#
# 2. Take the most divided sentence. Let one person of each camp explain their answer with the words of the text. Does anybody
#    change sides? Then what was missing: a rule, or a second look?

# %% [markdown]
# ## Does somebody read differently?
#
# The table shows how often each person gives the same answer as the others (1 is always; for loaded words: how far the marks
# overlap). *Apart* names the questions in which somebody agrees far less than the others do. It shows the names that people gave
# themselves. **Look at it alone before you show it to anyone.**

# %%
charts.Table("Agreement of each coder with all others", agreement.by_coder)

# %% [markdown]
# **What it shows:** who may have misread the code book, and on which question. Apart on *one* question is most likely a rule that
# was understood differently; apart on *all* is most likely haste. **What it cannot show:** the reason, and who is right. The one
# who differs may be the one who read closely. With many coders, somebody differs by chance. And if people coded different
# sentences, the shares do not compare: whoever had the harder ones agrees less.
#
# **Exercise.** Leave somebody out and measure again. Write a name from the table, in quotation marks, between the square
# brackets: `leave_out = ["SIMULATED 20"]`.

# %%
leave_out = []  # such as ["SIMULATED 20"]
rest = measure_agreement(coding.without(*leave_out))
before_after = agreement.summary[["variable", "alpha"]].assign(without=rest.summary.alpha)
charts.Table("Alpha of all, and without those left out", before_after)

# %% [markdown]
# **What it shows:** how much one person moves the result. **What it cannot show:** a better result. Whoever leaves people out
# until alpha is high has measured nothing. It is honest to improve the code book and to code again, ideally with sentences that
# nobody has discussed: talking about a sentence raises agreement on it, with or without a rule.

# %% [markdown]
# ## Now the program
#
# The program now codes the same sentences by the same code book: the voice with most words, the stance towards each side, its
# loaded words. Where its call on a stance is too close, it gives no answer, though people had to answer the hard sentences too;
# so its agreement and that of the median coder (the one in the middle) are both taken over the sentences that it answered.
#
# **Guess first:** in which sentence will it differ from most of you?

# %%
from analysis import analyse, compare_model

framing = analyse(article)
comparison = compare_model(coding, framing)
comparison

# %% [markdown]
# **What it shows:** how often the program says what most of the class says, and whether it agrees with single people as much as
# they agree with each other. **What it cannot show:** that the program is right. And with the simulated class it shows nothing
# about the program at all: those coders were made from the hand-coded answers that the program was checked with, so the two are
# not independent.

# %%
charts.coder_raster(coding, question, model=comparison.coding)

# %% [markdown]
# **What it shows:** below all rows the most frequent answer, and the program’s, with a box where it differs and a cross where it
# gives none. **What it cannot show:** why. The sentences are in the table below, the clearest majority first. Read each one
# again before you take a side.

# %%
differences = comparison.differences[["sentence", "variable", "majority", "share", "model", "text"]]
charts.Table("Where the program does not say what most coders say", differences.head(8))

# %% [markdown]
# ## Which words did you mark?

# %%
from analysis import word_shares

charts.marked_words(word_shares(coding, framing.terms))

# %% [markdown]
# **What it shows:** how many of you marked each word; squares are words that the program marks too. A cross high up is a
# word it misses: propose it for the list. A square far down is a word that the program calls loaded and you do not. **What it
# cannot show:** the words that nobody marked because everybody is used to them.
#
# **Talk about it.**
#
# 3. Where the class and the program differ, who should change: the reader, the code book, or the program? Is there a
#    sentence where you would keep both answers?

# %% [markdown]
# ## For the teacher: the class on one page
#
# One command, in a terminal, sums up the class in a folder of its own: a page with what divided the class, what each student handed
# in and how each sentence was answered, and tables with one row a student, for a gradebook, and one row a question of each sentence.
#
# ```
# framing class seeds/class seeds/articles/armenia_azerbaijan_clash.txt -o class
# ```
#
# In a notebook, `write_class(folder, article, "class")` does the same. Agreement is not a grade, and so the gradebook holds no mark:
# it counts what was handed in, and who read alike. The page shows code names; look at it alone first.

# %% [markdown]
# ## Exercises
#
# `exercises/07_class_agreement.ipynb` (15 minutes): work out percent agreement and alpha by hand, and see why they differ. A
# check
# tells you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - Equal answers are not yet agreement; alpha takes out what chance would give.
# - An agreement figure needs its interval, the number of coders and the number of sentences beside it.
# - Disagreement is a finding. It points to a hard sentence, a missing rule, or a reader with a different view.
# - The program is one coder among others. Neither it nor the majority is an answer key.
#
# **Next:** `08_your_own_article.ipynb`. Bring an article of your own.
