# %% [markdown]
# # Lesson 4: Which words are loaded?
#
# **Aim:** to find the words that carry a judgement, to say whose they are, and to test what each one does.
#
# **Time:** 40 minutes. **Level:** beginner; some steps ask you to change a word or a number in the code. **You need:** a pencil.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# A *loaded word* carries a judgement of its own: replace it with another word for the same thing, and the fact stays but the
# verdict goes. Two readers look for such words.
#
# - **The list** was written by people. It knows a word wherever it occurs, and more than the word: a *neutral wording*, a note on
#   who objects, who uses it. It knows nothing about the sentence.
# - **The model** reads the sentence. It has learned from news in which readers marked the loaded words by the code book of this
#   suite. So it finds words that no list holds, and it may let a word of the list pass where it is plain. It gives no reasons.
#
# The column `found_by` says who found a word: `list`, `model` or `both`. The column `p` is the model’s own answer to one question:
# how likely is it that a human reader marks this word here? Of ten words at seven in ten, a reader marks about seven, and leaves
# three. The model marks a word from eight in ten upward.
#
# Each term has a category, the voice it is in and the side it is about. The *effect* is what happens to the stance score of lesson
# 3 when the neutral wording takes the word’s place: score with the neutral wording minus score as written. A mark says “look
# here”. It does not say that the word is wrong.
#
# Often the neutral wording also says less: “controlled” in the place of “illegally occupied” drops the claim that something was
# illegal, and that claim may be true. The effect then measures the missing claim as well as the tone.
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
import pandas as pd

from analysis import StanceModel, analyse, charts, read_article
from analysis.report import all_warnings
from analysis.terms import read_lexicon

model = StanceModel()
framing = analyse(read_article(path), model=model, sides=sides)
sentences, terms = framing.sentences, framing.terms
order = list(framing.sides)

# %%
caution = " ".join(all_warnings(framing))
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]], caution)

# %% [markdown]
# **Guess first.** Underline every word that carries a verdict and that the other side would not use. Then type your words between
# the quotation marks, exactly as in the article; add more if you need them.

# %%
my_words = ["", "", "", "", ""]

# %% [markdown]
# ## The marked terms
#
# Underlined: marked by the list, the model or both. Tinted: a source is speaking. Point at a term, or move to it with the Tab
# key, to see more about it. A thin line with a “?”: the model doubts this word; more on that below.

# %%
from analysis.report import mark

nothing = framing.mentions.head(0), framing.stance.head(0)
mark(framing.article, sentences, framing.voices, terms, *nothing, sides=order)

# %% [markdown]
# **What it shows:** where a marked word is, and whose voice it is in. **What it cannot show:** a loaded word that both readers
# miss. A word without a mark may still be loaded.

# %% [markdown]
# ## Two readers
#
# **Guess first:** which of the marked words does only the list know, and which would only a reader of the sentence see?

# %%
charts.Table("Who found it, and how likely", terms[["sentence", "text", "category", "found_by", "p"]])

# %% [markdown]
# **What it shows:** for each word who found it, and how likely the model thinks it is that a reader marks it. **What it cannot show:** why.
# And `p` is about readers, not about the word: it was measured over many articles, so in one article more or fewer may be marked.

# %% [markdown]
# ## Your words and the two readers

# %%
from analysis.classroom import ThresholdSlider, compare_words, missed_words

charts.Table("Your words", compare_words(my_words, framing))

# %% [markdown]
# Whole words are compared, and small words such as “on” do not count. Now the other way round: what did they mark that you did not?

# %%
charts.Table("Marked, and not among your words", missed_words(my_words, framing))

# %% [markdown]
# **What it shows:** which of your words the list found, the model, both or neither, with the model’s `p` where it is not very
# small. While you have typed none, the first table is empty and the second holds every mark. **What it cannot show:** who is
# right. You are the third reader. A list has an author with a view, and it has gaps. A model has teachers with a view, and it has gaps as well.
#
# **Talk about it.**
#
# 1. Which marked word would you defend as the plain name of the thing? Would the other side agree?
# 2. Which of your words did neither find? Write one sentence that explains why it is loaded.

# %% [markdown]
# ## How sure must the model be?
#
# The threshold is yours to choose. A low one marks many words, and more of them are arguable; a high one leaves the sure ones.
# **Guess first:** will more words come or go if you move it from eight in ten to one half? Then move the slider.

# %%
ThresholdSlider(framing)

# %% [markdown]
# The same as a table, in one line of code. Change the number; it can be anything from one tenth to 1.

# %%
sure = framing.terms_at(0.7)
charts.Table("Marked at this threshold", sure[["sentence", "text", "category", "found_by", "p"]])

# %% [markdown]
# **What it shows:** which marks depend on the threshold. The words of the list stay at every threshold, and `found_by` changes
# with it: a word that both find at a low threshold is the list’s alone at a high one. Nothing is read a second time. **What it
# cannot show:** the right threshold. To miss little, go down, and read every mark; to print a number, go up, and say which one
# you took.

# %% [markdown]
# ## Words that the model doubts
#
# Some words of the list are loaded in one sentence and plain in the next: “so-called” before a term of law, “deadly” of an illness.
# Where the model gives such a word hardly any chance, it *doubts* the list. **Guess first:** find one word among the marks that may be plain in its
# sentence.

# %%
from analysis.terms.marker import doubted

doubts = terms[doubted(terms)]
charts.Table("On the list, and doubted", doubts[["sentence", "text", "category", "voice", "about", "p"]])

# %% [markdown]
# **What it shows:** where the two readers differ most. **What it cannot show:** that the list is wrong. The model has seen few
# articles on some subjects, and a word it takes for plain may be the very one that one side would never use. Read the sentence,
# ask whether both sides would write this word, and decide yourself.

# %% [markdown]
# ## One word, two sentences
#
# **Guess first:** in which of these sentences is a word loaded? What will the list say, and what will the model? Run the cell, then write
# sentences of your own, each between quotation marks. Try to fool both readers.

# %%
from analysis.classroom import Reader

pairs = [
    "The vultures of the property market circled.",
    "Vultures circled over the field.",
    "It was a deadly assault on our freedoms.",
    "A deadly disease kept the schools closed.",
]
reader = Reader({}, model=model)
found = pd.concat([reader.read(pair).terms.assign(sentence=pair) for pair in pairs])
charts.Table("The marks in these sentences", found[["sentence", "text", "found_by", "p"]])

# %% [markdown]
# **What it shows:** what the sentence around a word changes. A sentence that has no row has no mark. **What it cannot show:** that the model
# understands the sentence. You can find pairs that it gets wrong; a figure of speech made of plain words is one kind.

# %% [markdown]
# ## Whose word, about whom?

# %%
numbered = terms.assign(number=range(1, len(terms) + 1))
columns = ["number", "sentence", "text", "category", "voice", "about", "judges"]
columns += ["neutral", "neutral_by", "note"]
charts.Table("Every loaded word", numbered[columns])

# %% [markdown]
# **What it shows:** a loaded word from a source shows what the source thinks; in the reporter’s own voice (`narrator`) it becomes
# part of the news. `judges` says what the term does to the side it is about: it praises, excuses, pities or blames it. The
# grammar of the sentence and the list say so first, the stance model where they do not; where nobody can tell, it stays empty.
# `neutral_by` shows whose wording it is. `list`: chosen for this entry by the people who wrote the list. `model`: only a
# *suggestion* for a word that is not on the list, from a short list of plain words, or “(leave out)” where the sentence stays
# whole without it. Read a suggestion twice: it may say less than the word, or something else. Often there is none. **What it
# cannot show:** whether a term is deserved. Sometimes the strong word is the true one.

# %%
charts.term_table(terms, sides=order)

# %% [markdown]
# Is a term denied, as in “no massacre took place”? Is it a single word between quotation marks, as writers do to keep their
# distance? Both are noted, and neither takes the mark away.

# %%
charts.Table("Denied or quoted", numbered[["number", "sentence", "text", "voice", "negated", "quoted"]])

# %% [markdown]
# **What it shows:** the word that denies the term, and whether quotation marks hold the word alone (`word`) or a longer speech
# (`speech`). **What it cannot show:** whether quotation marks around one word mock it or only repeat it.

# %% [markdown]
# ## Where they are
#
# **Guess first:** are the reporter’s own loaded words at the beginning, in the middle or at the end?

# %%
charts.term_raster(sentences, terms)

# %% [markdown]
# **What it shows:** place, category and voice. See whether the reporter’s own terms gather in one part. **What it
# cannot show:** weight. Ten weak words are ten marks, one strong word is one.

# %% [markdown]
# ## What each word does
#
# **Guess first:** choose three of the terms, one that the model doubts among them. With the neutral wording instead, would the
# sentence treat the side better, worse, or the same?

# %%
charts.term_effects(terms, framing.stance)

# %% [markdown]
# **What it shows:** the change of the model’s score for this one sentence. Less than five hundredths, up or down, is *no change
# in this model*: any other word can change it that much, so it is not a finding. A term moves little where the rest of the
# sentence says the same. **What it cannot show:** what the word does to a reader. That needs an experiment with readers.

# %% [markdown]
# ## Your word in its place
#
# Take a term by its number in the table “Every loaded word”. **Guess first:** which word would you write, and whom would it
# help? Put it between quotation marks in place of `None`, in the form that the sentence needs, or `"(leave out)"` for no word
# at all; `None` takes the wording in the column `neutral`, and a term that has none there needs a word of yours.

# %%
worded = numbered.number[numbered.neutral.notna()].tolist()
number = 11 if 11 in worded else min(worded, default=0)
wording = None
no_term = charts.Table("No term with a wording was found", numbered[columns])
framing.swap_term(number, wording, model=model) if number else no_term

# %% [markdown]
# **What it shows:** the sentence as written and with the other word, the same in all else, and the score towards every side it
# names, before and after. A word can move the score of the side it does not speak about. **What it cannot show:** whether your
# word is the neutral one. If the score hardly moves, the rest of the sentence says the same, or your word does.

# %% [markdown]
# ## The table to print
#
# A paper about an article needs one table: each loaded word once, with how often it occurs. **Guess first:** which word comes
# most often, and is it the reporter’s?

# %%
charts.word_table(framing.words())

# %% [markdown]
# **What it shows:** each word in its dictionary form, how often it occurs in the text, in whose voice, about whom, who found it,
# the mean of `p`, and the first sentence with it. **What it cannot show:** that a frequent word weighs more. If you print it,
# write below it which version of the list and which model were used; the report has both.

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
# And so has a model: its teachers were readers with a code book, and what they left plain it takes for plain. But a list can be read. Open one
# category of it and take a pencil. A *euphemism* hides a deed behind a mild word, a *hedge* weakens a claim,
# a *booster* strengthens it, an *intensifier* adds force without a fact. Change the category to one of the others.

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
# `exercises/04_loaded_terms.ipynb` (20 minutes): say what `p` promises, find the word of the list that the model doubts most,
# change a word and watch the scores as you type, and rewrite a sentence so that no loaded word is left. A check tells you what to look at
# again, and not the answer.

# %% [markdown]
# ## In this lesson we saw
#
# - A loaded word is known by its neutral twin: the same fact without the verdict.
# - What matters is whose voice it is in and whom it is about.
# - A list knows words, a model reads sentences. Where they differ, a reader decides.
# - `p` says how many of such words a reader would mark, and the threshold is a choice that you have to report.
# - The effect is measured on a model, one sentence at a time, and neither list nor model is complete or beyond dispute.
#
# **Next:** `05_framing_shift.ipynb` follows stance, voices and terms from the first sentence to the last.
