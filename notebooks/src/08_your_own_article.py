# %% [markdown]
# # Lesson 8: Your own article
#
# **Aim:** to read an article of your own choice with the suite, to see whether it was read well, and to make a report of it.
#
# **Time:** 30 minutes. **Level:** beginner; one step asks you to type names into a line of code. **You need:** an English news
# article as a file, as a web address, or copied from a page.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# The same as in lessons 2 to 6, on a text that nobody has tried before. What comes out depends on what goes in: the program
# counts everything in the text that you give it, even a cookie notice. So the first question is whether the program has *this
# article, the whole article, and nothing but the article*; the second, whether it knows who the story is about.
#
# The suite was made for **news reports**. An opinion piece, a live blog or a list of headlines can be read too,
# but the reporter’s own voice means another thing there. So does an article in translation: its words are the translator’s.
# In an interview, the questions are the reporter’s own voice and the answers are speech; a warning says who the program thinks
# is answering.
#
# Every term in plain words: the [glossary](GLOSSARY.md).

# %% [markdown]
# ## Bring the article
#
# One of three ways. First, as a file (text, Word, PDF or HTML) or a web address: write it between the quotation marks.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"

# %% [markdown]
# Or copy the text from a page and paste it between the lines with three quotation marks. A blank line between paragraphs is best.
# If there is text here, it is used instead of the path.

# %%
pasted = """
"""

# %%
import re
from pathlib import Path

from analysis import analyse, charts, read_article, write_report

reports = Path("../reports")
reports.mkdir(exist_ok=True)
if pasted.strip():
    path = reports / "pasted.txt"
    path.write_text(pasted.strip() + "\n", encoding="utf-8")
article = read_article(path)
article

# %% [markdown]
# **What it shows:** the beginning of what was read, its title, outlet and date where they were found, and how long it is. **What
# it cannot show:** whether anything is missing. Compare the first and the last sentence below with your article.

# %%
from analysis.reading.as_read import sentences_of

sentences = sentences_of(article)
charts.Table("The article, sentence by sentence", sentences[["sentence", "zone", "text"]])

# %% [markdown]
# **Guess first.** Who are the sides of this story, the two or three parties that it sets against each other? Write down what each
# of them is called in the article, with every name for its people, its capital and its offices.

# %%
my_sides = {"first side": ["", ""], "second side": ["", ""]}

# %% [markdown]
# ## Are these the right sides?
#
# `None` lets the program find the sides. To name them yourself, write for example
# `sides = {"the union": ["nurses", "Ann Cole"], "the company": ["management"]}` and run the cells from here on.

# %% tags=["parameters"]
sides = None

# %%
framing = analyse(article, sides=sides)
counted = framing.mentions.groupby(["side", "text"]).size().rename("times").reset_index()
charts.Table("What the program takes for the sides", counted)

# %%
import pandas as pd

warnings = pd.DataFrame({"what to know": framing.warnings})
charts.Table("Warnings", warnings, "" if len(warnings) else "There are none.")

# %% [markdown]
# **What they show:** which words the program takes for which side, and what it wants you to know before you trust a number.
# **What they cannot show:** a name that was overlooked. If a name on your list is missing, or one is on the wrong side, name the
# sides yourself. Wrong sides make every later number wrong, and nothing else will warn you.

# %% [markdown]
# ## Look before you print
#
# Read the marked article from top to bottom. Five minutes here are worth more than any chart.

# %%
framing.marked()

# %% [markdown]
# **What it shows:** voices, mentions, scores and loaded words where they were found. **What it cannot show:** what was missed.
# Take three sentences and do them by hand. If two of the three go wrong, do not use the numbers of this article.

# %% [markdown]
# ## Correct what was read wrongly
#
# A wrong mark goes into every number after it. You can put it right: name the sentence, copy the words, and say what they are. The
# program then reads the article again from that point on; it changes no number by hand. As a trial, the next cell takes the mark
# off the first loaded word, as if you had found it a plain word in its sentence.

# %%
from analysis.report import what_changed

first = framing.terms.head(1)
places = zip(first.sentence, first.text, first.start, strict=True)
plain = [{"sentence": n, "words": words, "start": start, "loaded": False} for n, words, start in places]
corrected = framing.correct({"terms": plain})
what_changed(corrected)

# %%
readings = {"as the program found it": framing, "as you corrected it": corrected}
counts = [(name, len(one.terms), (one.terms.voice == "narrator").sum()) for name, one in readings.items()]
columns = ["reading", "loaded words", "in the reporter’s voice"]
charts.Table("Before and after", pd.DataFrame(counts, columns=columns))

# %% [markdown]
# **What it shows:** what was changed, and one number that follows from it. `corrected` is a whole reading of its own: marks, charts
# and findings can be made from it, and `framing` is as it was. **What it cannot show:** that you are right. The report will say what a
# person changed, so that others can check it. Correct before you look at the findings, not until you like them.
#
# | what is wrong | what to write (the examples fit the article that this page starts with) |
# |---|---|
# | a word stands for the other side | `framing.correct(sentence=9, mention="They", side="Azerbaijan")` |
# | a word stands for no side | `framing.correct(sentence=17, mention="Yerevan", side=None)` |
# | somebody else says it | `framing.correct(sentence=7, said="raising the tensions", speaker="the ministry", side="Azerbaijan")` |
# | nobody is quoted, the reporter says it | `framing.correct(sentence=5, said="clashes", speaker=None)` |
# | a loaded word was missed | `framing.correct(sentence=13, term="blocking", category="blame")` |
# | a name of a side was missed | `framing.correct(sides={"Armenia": ["Kalbajar"]})` |
#
# Corrections add up: go on with the result, `corrected.correct(...)`. `corrected.corrections.save("corrections.json")` writes them into
# a file, and `framing report ARTICLE --corrections corrections.json` makes the report with them. Without Python,
# `framing corrections ARTICLE -o corrections.json` writes a file to correct by hand. It lists what the program found and changes nothing
# until you copy a line and correct it.

# %% [markdown]
# ## Make the report
#
# This takes some seconds. The report is one file that opens in any browser, without a network.

# %%
name = re.sub(r"\W+", "_", Path(article.source).stem)
report = write_report(article, reports / f"{name}.html", sides=sides)
size = round(report.stat().st_size / 1024)
made = pd.DataFrame({"folder": ["reports"], "file": [report.name], "KB": [size]})
charts.Table("Your report", made)

# %% [markdown]
# **What it shows:** where the report is. Find it in the file browser on the left, in the folder `reports` beside `notebooks`, or
# in a terminal: `framing report ARTICLE --open`. **What it cannot show:** whether you are allowed to hand it out. The report holds the whole
# article, and most articles belong to somebody. In class, quoting for teaching is allowed in many countries; putting the page
# on the web seldom is. Names of private persons are better left out of what leaves the classroom.

# %% [markdown]
# ## What can go wrong
#
# The program would rather stop with a clear sentence than guess. Here is what it says to some common mistakes.

# %%
from analysis import ArticleError

mistakes = {"a file that is not there": "my_artcle.txt", "nothing at all": "", "a folder": "../seeds"}
mistakes["the name of a paper"] = "The Daily Planet"
said = {}
for mistake, given in mistakes.items():
    try:
        said[mistake] = read_article(given).title
    except ArticleError as error:
        said[mistake] = str(error)
charts.Table("What it says", pd.DataFrame({"mistake": said.keys(), "answer": said.values()}))

# %% [markdown]
# **What it shows:** each answer names the file, the problem and the next step. **What it cannot show:** the quiet mistakes, which
# give a result all the same. Watch for these:
#
# | you see | perhaps | do this |
# |---|---|---|
# | menus, “read more”, cookie notices among the sentences | what stands around the article was read too | paste the article instead |
# | the text stops after two paragraphs | a paywall | use a copy that you may read in full |
# | single words or lines as sentences | a PDF with columns, or a scan read by machine | paste the text; fix the line ends |
# | two stories in one text | a page with several articles | keep one |
# | a warning about the language | the text is not English | look for an English article; a translation is another text |
# | a country as a side in a story at home | the country is only where it happens | name the sides |
# | “it” and “the ministry” on the wrong side | pronouns are assigned by rules | check them in the marked article, and correct them |

# %% [markdown]
# **Talk about it.**
#
# 1. Which finding about your article surprised you? Does it survive a second reading of the sentences behind it?
# 2. Someone says: “The program proved that this paper is biased.” What do you answer?
# 3. What would you need to compare how two papers report the same event?

# %% [markdown]
# ## Exercises
#
# `exercises/08_your_own_article.ipynb` (10 minutes): give a text its metadata (title, outlet, date), and name the sides of a
# story so that the program finds them.

# %% [markdown]
# ## In this lesson we saw
#
# - First check what was read and who the sides are; then look at numbers.
# - A wrong mark can be corrected, and the report says so.
# - A clear error helps you. You find the quiet mistakes by reading.
# - One article supports no verdict on an outlet, and a report is where a discussion starts, not a proof.
#
# **Next:** `09_who_acts.ipynb`. Who does what to whom, and who is left out? (`report.ipynb` is the notebook behind the report.)
