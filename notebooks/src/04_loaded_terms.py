# %% [markdown]
# # Lesson 4: Which words are loaded?
#
# **Aim:** to find the words that carry a judgement, to say whose they are, and to test what each one does.
#
# **Time:** 30 minutes. **Level:** beginner; one step asks you to change a word in a line of code. **You need:** a pencil.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# A *loaded term* carries a judgement of its own: put another word for the same thing in its place, and the fact stays while the
# verdict goes. The program marks the words that stand on a list, with a category, the voice they are in, the side they are
# about, and a *neutral wording*. The *effect* is what happens to the stance score of lesson 3 when the neutral wording takes
# the word’s place: score with the neutral wording minus score as written. A mark says “look here”. It does not say that the
# word is wrong.
#
# Often the neutral wording also says less: “controlled” in the place of “illegally occupied” drops the claim that something was
# illegal, and that claim may be true. The effect then measures the missing claim as well as the tone.

# %% [markdown]
# ## Read the article
#
# To read another article, change this path: a text, Word, PDF or HTML file, or a web address.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"

# %%
import pandas as pd

from analysis import StanceModel, analyse, charts, read_article
from analysis.report import all_warnings
from analysis.terms import read_lexicon

model = StanceModel()
framing = analyse(read_article(path), model=model)
sentences, terms = framing.sentences, framing.terms
order = list(framing.sides)

# %%
caution = " ".join(all_warnings(framing))
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]], caution)

# %% [markdown]
# **Guess first.** Underline every word that carries a verdict and that the other side would not use. Then type your words between the quotation
# marks, as they stand in the article; add more if you need them.

# %%
my_words = ["", "", "", "", ""]

# %% [markdown]
# ## The marked terms
#
# Underlined: on the list. Tinted: a source is speaking. Point at a term, or move to it with the Tab key, for its neutral
# wording.

# %%
from analysis.report import mark

nothing = framing.mentions.head(0), framing.stance.head(0)
mark(framing.article, sentences, framing.voices, terms, *nothing, sides=order)

# %% [markdown]
# **What it shows:** where a word of the list stands, and whose voice it is in. **What it cannot show:** a loaded word that is not
# on the list.

# %% [markdown]
# ## Your words and the list

# %%
marked = " | ".join(terms.text).lower()
mine = pd.DataFrame({"your word": [word for word in my_words if word]})
found = [word.lower() in marked for word in mine["your word"]]
mine["marked"] = ["yes" if yes else "no" for yes in found]
charts.Table("Your words and the list", mine)

# %% [markdown]
# **What it shows:** which of your words the list knows too. While you have typed none, the table is empty. **What it cannot
# show:** who is right. A list has an author with a view, it has gaps, and it does not see irony.
#
# **Talk about it.**
#
# 1. Which marked word would you defend as the plain name of the thing? Would the other side agree?
# 2. Which of your words is missing from the list? Write one sentence that explains why it is loaded.

# %% [markdown]
# ## Whose word, about whom?

# %%
numbered = terms.assign(number=range(1, len(terms) + 1))
columns = ["number", "sentence", "text", "category", "voice", "about", "judges", "neutral", "note"]
charts.Table("Every loaded term", numbered[columns])

# %% [markdown]
# **What it shows:** a loaded term in a source’s mouth tells what the source thinks; in the reporter’s own voice (`narrator`) it
# becomes part of the news. `judges` says what the term does to the side it is about: it praises, excuses, pities or blames it.
# The grammar of the sentence and the list say so first, the model where they do not; where nobody can tell, it stays empty.
# **What it cannot show:** whether a term is deserved. Sometimes the strong word is the true one.

# %%
charts.term_table(terms, sides=order)

# %% [markdown]
# Is a term denied, as in “no massacre took place”? Does it stand between quotation marks as a single word, as writers do to
# keep their distance? Both are noted, and neither takes the mark away.

# %%
charts.Table("Denied or quoted", numbered[["number", "sentence", "text", "voice", "negated", "quoted"]])

# %% [markdown]
# **What it shows:** the word that denies the term, and whether quotation marks hold the word alone (`word`) or a longer speech
# (`speech`). **What it cannot show:** whether quotation marks around one word mock it or only repeat it.

# %% [markdown]
# ## Where they stand
#
# **Guess first:** do the reporter’s own loaded terms stand at the beginning, in the middle or at the end?

# %%
charts.term_raster(sentences, terms)

# %% [markdown]
# **What it shows:** place, category and voice. Look whether terms that nobody is quoted for gather in one part. **What it
# cannot show:** weight. Ten weak words are ten marks, one strong word is one.

# %% [markdown]
# ## What each word does
#
# **Guess first:** choose three of the terms. If the neutral wording stood in their place, would the sentence treat the side
# better, worse, or the same?

# %%
charts.term_effects(terms, framing.stance)

# %% [markdown]
# **What it shows:** the change of the model’s score for this one sentence. A term moves little where the rest of the sentence
# says the same. **What it cannot show:** what the word does to a reader. That needs an experiment with readers.

# %% [markdown]
# ## Your word in its place
#
# Take a term by its number in the table “Every loaded term”. **Guess first:** which word would you write, and whom would it
# help? Put it between quotation marks in place of `None`, in the form that the sentence needs, or `"(leave out)"` for no word
# at all; `None` takes the wording of the
# list.

# %%
number = min(11, len(terms))
wording = None
no_term = charts.Table("No loaded term was found", numbered[columns])
framing.swap_term(number, wording, model=model) if number else no_term

# %% [markdown]
# **What it shows:** the sentence as written and with the other word, the same in all else, and the score towards every side it
# names, before and after. A word can move the score of the side it does not speak about. **What it cannot show:** whether your
# word is the neutral one. If the score hardly moves, the rest of the sentence says the same, or your word does.

# %% [markdown]
# ## Beyond the list
#
# The list does not hold every word that weighs. So each plain word in a sentence that names a side is taken out, and the
# sentence is scored again: which words does the model lean on? These are *candidates*. **Guess first:** name two words in the
# article, not on the list, that you would expect here.

# %%
shown = ["sentence", "text", "voice", "towards", "effect"]
charts.Table("Words the model leans on", framing.candidates(model=model)[shown])

# %% [markdown]
# **What it shows:** words without which the score comes nearer to the middle; above zero, the word makes the sentence harsher.
# Two ways of taking the word out must agree. **What it cannot show:** that the word is loaded. Most candidates are plain names
# of bad or good events, and some are chance. Where two words say the same, neither is found, since the other remains; so a
# sentence full of loaded words may give no candidate at all. An empty table means that no single word decides.

# %% [markdown]
# ## Try it yourself
#
# One sentence, four verbs. The target, the word whose treatment is scored, is the first word of the sentence; a verb is put in
# the place of the three dots. **Guess first:** put the four in order, from kindest
# to harshest. Then run the cell, change the verbs or the whole sentence, and run it again.

# %%
sentence = "Azerbaijan ... several cities, villages and settlements in 2020."
verbs = ["liberated", "took", "captured", "occupied"]
versions = [sentence.replace("...", verb) for verb in verbs]
probabilities = model.score([(version, 0, version.index(" ")) for version in versions])
trial = pd.DataFrame(probabilities, columns=["negative", "neutral", "positive"]).round(2)
charts.Table("One sentence, several verbs", pd.DataFrame({"verb": verbs}).join(trial))

# %% [markdown]
# **What it shows:** how the probabilities of the three answers move when one word changes and nothing else does. **What it
# cannot show:** which verb is right. All four have been used of one event. They do not claim the same: “occupied” can be a
# term of law, “liberated” says in passing whom the place belongs to.

# %% [markdown]
# ## A list has an author
#
# Open one category of the list and read it with a pencil. A *euphemism* hides a deed behind a mild word, a *hedge* weakens a
# claim, a *booster* strengthens it, an *intensifier* adds force without a fact. Change the category to one of the others.

# %%
lexicon = read_lexicon()
counts = lexicon.category.value_counts().reset_index(name="entries")
charts.Table("The categories of the list", counts)

# %%
category = "euphemism"
entries = lexicon[lexicon.category == category]
charts.Table(f"The list: {category}", entries[["term", "neutral", "note"]].head(20))

# %% [markdown]
# **Talk about it.**
#
# 3. Which entries would you strike out, and which neutral wording is not neutral at all?

# %% [markdown]
# ## Exercises
#
# `exercises/04_loaded_terms.ipynb` (15 minutes): change a word and watch the scores as you type, find the word that moves them
# most, and say a sentence without loaded words. A check tells you what to look at again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - A loaded term is known by its neutral twin: the same fact without the verdict.
# - What matters is whose voice it is in and whom it is about.
# - The effect is measured on a model, one sentence at a time, and a list is never complete or beyond dispute.
#
# **Next:** `05_framing_shift.ipynb` follows stance, voices and terms from the first sentence to the last.
