# %% [markdown]
# # Lesson 11: Two reports of one event
#
# **Aim:** to see what two reports of one event share, what only one of them reports, and which words each chooses for the same
# thing.
#
# **Time:** 45 minutes, or 25 without the last step. **Level:** beginner. **You need:** lesson 1; lessons 2 and 3 help.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# No report has everything. A reporter chooses which facts to print, in which order, in whose words. You cannot see that choice in
# one report alone. Beside a second report of the same event you can.
#
# The program cuts both texts into **statements**, the things that a sentence says. Then it asks about each pair: do these two
# report the same fact? It looks at the words, the names, the numbers, and at who did what to whom: “A shelled B” and “B shelled
# A” share every word and are two facts.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Read the reports
#
# To compare other reports, change these paths: text, Word, PDF or HTML files, or web addresses. Both must report the same event.
# `sides = None` lets the program find the sides; lesson 8 shows how to name them.

# %% tags=["parameters"]
path = "../seeds/articles/tram_strike_city.txt"
other_path = "../seeds/articles/tram_strike_depot.txt"
sides = None

# %%
from analysis import charts, compare, read_article

article, other = read_article(path), read_article(other_path)
article

# %%
other

# %% [markdown]
# **Guess first.** Half of the class reads one report, half the other. Tell each other in two sentences what happened. Write down three things
# that your neighbour did not know.
#
# With more time, everybody fills in a worksheet first. It asks of each sentence whether the other report says the same:
# `framing worksheet seeds/articles/tram_strike_city.txt seeds/articles/tram_strike_depot.txt -o pair.html`

# %% [markdown]
# ## What sets them apart

# %%
comparison = compare([article, other], sides=sides)
comparison

# %% [markdown]
# **What it shows:** the plainest differences in facts, details, names, words and sources. **What it cannot show:** why a report
# leaves something out, or which report is right. A fact “not found elsewhere” may be there in other words. The program misses
# many of these, so look yourself.
#
# **Talk about it.**
#
# 1. Which of your three things did the program find? Which did it miss?
# 2. Does a report that leaves a fact out hide it? What else could be the reason?

# %% [markdown]
# ## The facts in both reports

# %%
charts.Table("The facts in both reports, in the words of each", comparison.beside())

# %% [markdown]
# A low `p` means that the program is unsure: the two sentences may share a topic but report two facts. **Guess first:** in which rows
# do the two sentences really report the same fact? Strike out the others. In which do the two reports choose words that make you
# see the event differently?

# %%
columns = ["fact", "kind", "article", "sentence", "text", "category", "neutral"]
charts.Table("Words in the facts they share", comparison.words[columns])

# %% [markdown]
# **What it shows:** verbs and nouns for the same act, and loaded words in shared facts, with a neutral wording where there is
# one. **What it cannot show:** every difference. Only words in facts found in both reports are listed.

# %% [markdown]
# ## Your answers and the program’s
#
# If you filled in the worksheet, write the name of your file, or of the folder with all files of your class, in the place of
# `None`: `answers = "my_answers.json"`. Without answers the table shows the program’s alone.

# %%
from analysis.comparison import answers_beside, treatment_beside

answers = None
charts.Table("Does the other report say it too?", answers_beside(comparison, answers))

# %% [markdown]
# **What it shows:** for each sentence the answer most of you gave (`yours`), what the program found, and where each of you saw it
# in the other report. `agree` is a yes if both say that the other report has it, or both that it does not. **What it cannot
# show:** who is right. The program looks at words, names and numbers; you read the whole story.
#
# **Talk about it.** Take three rows where you and the program differ. Read both sentences aloud. Who missed something?

# %%
charts.Table("How does each report treat each side?", treatment_beside(comparison, answers))

# %% [markdown]
# **What it shows:** the answer most of you gave, beside the mean score in the reporter’s voice. **What it cannot show:** that one of
# the two is right. A mean near 0 may hide kind and unkind sentences.

# %% [markdown]
# ## Whom do they ask?

# %%
columns = ["source", "side", "article", "quotations", "words", "only_here"]
charts.Table("Whom each report quotes", comparison.sources[columns])

# %% [markdown]
# **What it shows:** every source, the words it was given, and whether only one report quotes it. **What it cannot show:** whom the reporters
# asked. Somebody may have said no.
#
# **Talk about it.**
#
# 1. Whom would you have asked besides the people quoted?
# 2. Which report would you give to a friend who has read nothing about this? What would you add?

# %% [markdown]
# ## How do they treat the sides?
#
# A report full of angry quotations is not angry itself. So only the reporter’s own sentences count here.

# %%
charts.treatment_by_report(comparison.treatment, comparison.names, comparison.keys)

# %% [markdown]
# **What it shows:** the mean score towards each side in each report’s own voice. **What it cannot show:** a ranking of the reports. Most reports
# say little in their own voice; where there are fewer than five sentences, no line is drawn, and you should not compare.

# %% [markdown]
# ## One text from two
#
# In groups: write a report of five sentences that a reader of either report would accept. Use shared facts first. For the others,
# say who claims them.

# %% [markdown]
# ## Exercises
#
# `exercises/11_two_reports.ipynb` (15 minutes): same fact or not, what is left out, whom only one report quotes.

# %% [markdown]
# ## In this lesson we saw
#
# - that you see what a report chose when you put a second one next to it;
# - that two sentences can share every word and report two facts, or share none and report one;
# - that “left out here” is a finding, and “hidden” would be a guess.
#
# **Next:** `12_many_articles.ipynb`. The same questions, asked about a whole collection.
