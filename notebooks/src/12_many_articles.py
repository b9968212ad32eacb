# %% [markdown]
# # Lesson 12: Many articles
#
# **Aim:** to ask of many articles what the other lessons ask of one, and to see how much such numbers can prove.
#
# **Time:** 60 minutes, or 35 without the last two sections. **Level:** advanced. **You need:** lessons 2 to 4, and lesson 7 for the last step.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# The same tables as before, made for every article: voices, stance, loaded words, actions, frames. Then they are added up by outlet and by
# month. A collection of texts chosen to answer a question is called a **corpus**.
#
# Two things are new. First, **an article is the unit**. Ten sentences of one article are not ten witnesses: one reporter wrote them on one
# day. So every interval here counts articles. Second, nobody reads all of it. Check a sample by hand, or you will not know what
# the numbers are worth.
#
# The corpus of this lesson is small and invented: three papers of the city of Port Osmere write about one long tram dispute, from January
# to June.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the corpus
#
# To use your own articles, change the path: a folder, the export of a news database, or a table with an article in each row. Name the sides of
# your story, two or more, in a file. Choose a new folder for each corpus.

# %% tags=["parameters"]
path = "../seeds/corpus/port_osmere.csv"
sides_path = "../seeds/corpus/port_osmere.sides.json"
folder = "../reports/port_osmere"

# %%
from analysis import charts
from analysis.corpus import by_group, distinctive_words, make_corpus, measures, sample_articles
from analysis.who import read_sides

sides = read_sides(sides_path)
corpus = make_corpus(path, folder, workers=2, sides=sides)
corpus

# %% [markdown]
# Run that cell once more: it takes a few seconds. What was read is in the folder and is not read again, even if your computer stopped in the
# middle. What cannot be read is listed in `corpus.errors` with the reason.
#
# **Guess first.** Open the table in a spreadsheet and read one event in all three papers. Which paper is closest to the union, which to the
# company? Which lets its sources talk most?

# %% [markdown]
# ## Paper beside paper

# %%
measured = measures(corpus)
outlets = by_group(measured, "outlet")
charts.by_outlet(outlets, "loaded words, reporter’s voice", unit="per 100 words in that voice")

# %% [markdown]
# **What it shows:** how many loaded words each paper uses in its own sentences, over all its articles, with an interval. **What it cannot
# show:** which paper is biased. A paper that uses no loaded words can still leave half of the story out.

# %%
union, company = list(sides)[:2]
charts.by_outlet(outlets, "stance, reporter’s voice", side=union, unit="mean score")

# %% [markdown]
# **What it shows:** the mean score of the union in the papers’ own sentences. **What it cannot show:** what their sources say of it. Quoted
# words do not count here.

# %%
charts.by_outlet(outlets, "stance, reporter’s voice", side=company, unit="mean score")

# %% [markdown]
# **What it shows:** the same for the company. A square without a line means fewer than five articles: too
# little to say. **What it cannot show:** that two papers differ where their lines overlap much.
#
# **Talk about it.**
#
# 1. Which of your guesses do the intervals support? Which do they leave open?
# 2. How many articles would you want before you write “this paper is against the union” in a thesis?

# %% [markdown]
# ## Month by month
#
# **Guess first.** In April a court stops the strike. Does one of the papers change its tone after that?

# %%
months = by_group(measured, ["outlet", "month"])
charts.by_month(months, "stance, reporter’s voice", side=union, unit="mean score")

# %% [markdown]
# **What it shows:** the mean score towards the union in each month, a line for each paper. No interval is drawn, because no month has five
# articles of one paper. **What it cannot show:** a cause. And with two articles in a month, one angry headline makes a dip.

# %% [markdown]
# ## Words that set two papers apart

# %%
first, second = outlets["outlet"].unique()[[0, -1]]
words = distinctive_words(corpus, second, first)
charts.words_apart(words, second, first)

# %% [markdown]
# **What it shows:** loaded words that many articles of one paper use and few of the other. A word said ten times in one article counts
# once. **What it cannot show:** words the program does not know as loaded, and how a word is meant.
#
# Both papers write about the same people. What does each call them? Which word would you add that the program missed?

# %% [markdown]
# ## How far apart are the articles?

# %%
charts.spread_of_articles(measured, "words of sources", 100, unit="per 100 words")

# %% [markdown]
# **What it shows:** for each paper, where the middle article is and how far from it the others are. **What it cannot show:** why. Open the article
# furthest out and read it.

# %% [markdown]
# ## Check a sample by hand
#
# A number about many articles is only as good as the reading of each one. So draw some at random, code them without looking at the program’s answers,
# and compare.

# %%
sample = sample_articles(corpus, 2, by="outlet", seed=1)
sample

# %% [markdown]
# `sample.write_worksheets("../reports/sample")` writes a worksheet for each of these, with all questions; `ask="short"` leaves out those
# on harm, roles and frames. Two people code each one. Put all files they download into one folder; then
# `agreement_by_article(sample, folder)` shows how well the coders agree, and how far the program agrees with them.
#
# **Talk about it.**
#
# 1. Why must the articles be drawn at random, and not picked?
# 2. The coders agree with each other no better than with the program. What does that say about the question they were asked?

# %% [markdown]
# ## Exercises
#
# `exercises/12_many_articles.ipynb` (20 minutes): what counts as a unit, a value from its parts, words that set papers apart.

# %% [markdown]
# ## In this lesson we saw
#
# - The same tables work for one article and for thousands.
# - Articles are the units: many sentences from a few articles prove little.
# - Every count over a corpus needs a sample that people have read.
#
# **Next:** `report.ipynb`. Everything about one article on one page.
