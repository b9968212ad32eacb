# %% [markdown]
# # Lesson 2: Whose voice?
#
# **Aim:** to say for every stretch of a news article who is speaking, the reporter or a source, and to see what that choice
# does.
#
# **Time:** 25 minutes. **Level:** beginner, no programming needed. **You need:** pen and paper.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# A *voice* is the person or body that a stretch of text is attributed to. A small language model (a *transformer*), trained on
# news in which people had marked who says what, marks the words of saying (the *cue*: “said”, “accused”), who says it (the
# *speaker*) and what is said (the *content*); rules pair them and trace “the ministry” or “she” back to a name. Speech is
# *direct* when it is quoted word for word, *indirect* when the reporter retells it, *mixed* when a retelling has quoted words in
# it. Everything else counts as the reporter’s own voice, including the speaker and the cue (“the ministry said”); the tables call
# it `narrator`.
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

from analysis import analyse, charts, read_article
from analysis.report import all_warnings
from analysis.voices import first_and_last, voice_parts

framing = analyse(read_article(path), sides=sides)
sentences, voices = framing.sentences, framing.voices
order = list(framing.sides)

# %%
caution = " ".join(all_warnings(framing))
charts.Table("The article, sentence by sentence", sentences[["sentence", "text"]], caution)

# %% [markdown]
# **Guess first.** How much of this article is in the reporter’s own voice? Then choose some sentences: is most of each in the
# voice of the `narrator` or of a `source`? Put your answers in the next cell; other sentence numbers are welcome.

# %%
my_share = 50  # percent of the words that are in the reporter's own voice
my_voices = {1: "", 3: "", 5: "", 12: "", 13: "", 17: ""}  # "narrator" or "source"

# %% [markdown]
# ## The voices, marked
#
# The bar on the left and the coloured background show a source’s words. Plain text is the reporter’s.

# %%
from analysis.report import mark

nothing = framing.terms.head(0), framing.mentions.head(0), framing.stance.head(0)
mark(framing.article, sentences, voices, *nothing, sides=order)

# %% [markdown]
# This shows which words the program gives to a source. It cannot show an attribution that it missed, or who was asked and did not
# answer. Where you disagree with a mark, write down the sentence: you will need it in lesson 6.

# %% [markdown]
# ## The same as a table
#
# One row is one stretch of one sentence. `start` and `end` count the characters of the article, so the words can be cut out of
# it.

# %%
text = framing.article.text
stretches = voices[["sentence", "kind", "speaker", "side", "cue"]].copy()
ends = zip(voices.start, voices.end, strict=True)
stretches["words"] = [text[start:end] for start, end in ends]
charts.Table("Every stretch that is attributed to somebody", stretches)

# %% [markdown]
# **What it shows:** who is given which words, through which cue. A dash for the speaker means that somebody is quoted, or
# accuses, but is not named. **What it cannot show:** whether the words are true, or whether the source said them in this way.

# %% [markdown]
# ## Your answers and the program’s
#
# Count the words of each sentence by voice, then put the program’s answer next to yours.

# %%
parts = voice_parts(sentences, voices)
words = parts.pivot_table("words", "sentence", "voice", aggfunc="sum", fill_value=0)
answers = pd.DataFrame({"you": my_voices, "program": words.iloc[:, ::-1].idxmax(axis=1)})
charts.Table("Most of the sentence is said by", answers.rename_axis("sentence").reset_index())

# %%
found = 100 * words.get("narrator", 0).sum() / words.to_numpy().sum()
shares = pd.DataFrame({"counted by": ["you", "program"], "percent": [my_share, round(found)]})
charts.Table("The reporter’s share of the words", shares)

# %% [markdown]
# **What they show:** where you and the program agree. **What they cannot show:** who is right. The program counts words, and a
# sentence in two voices goes to the voice with more of them, or to the source at a tie. “The ministry said” counts for the reporter here;
# the code book and lesson 7 leave such words out.
#
# **Talk about it.**
#
# 1. Where do you and the program differ? Read the sentence again: who is right, and why is it hard?
# 2. Was your guess of the reporter’s share too high or too low? What misled you?

# %% [markdown]
# ## Where each voice speaks
#
# **Guess first:** which side’s sources come first, and which come late?

# %%
charts.voice_strip(sentences, voices, sides=order)

# %% [markdown]
# **What it shows:** the share of each voice, and its place in the article. Many readers stop early, so what comes first reaches
# more of them. **What it cannot show:** importance. A word is a word here, whether it is a death toll or a place name.

# %%
charts.Table("Which source has the first and the last word", first_and_last(voices))

# %% [markdown]
# **What it shows:** who is heard before all others, and whose words stay with the reader at the end. A dash under `who` means
# that no name was found behind the speaker. **What it cannot show:** why. The order may follow the
# events, or who answered the reporter first.

# %% [markdown]
# ## How many words each side is given

# %%
charts.sourcing_balance(voices, sentences, sides=order)

# %% [markdown]
# **What it shows:** how much each side’s sources get to say, how much of it in their own words, and how many attributions name
# nobody (“officials said”). **What it cannot show:** what a fair balance would be. Equal space is not always fair, a side that
# cannot be reached will have less, and a source may have good reasons to stay unnamed.

# %% [markdown]
# ## Through which verb?
#
# **Guess first:** does every side “say” things, or does one side “claim” and “accuse”?

# %%
cues = pd.crosstab(voices.cue.fillna("(none)"), voices.side.fillna("no side"))
charts.Table("How often each cue introduces each side", cues.reset_index())

# %% [markdown]
# **What it shows:** which verb introduces whom, and how often. “Said” is neutral, “claimed” casts doubt, “admitted” suggests
# guilt, “accused” shows a quarrel. **What it cannot show:** the reason. A few verbs are not a pattern, and sometimes a source did
# accuse.

# %%
charts.cue_tones(voices, sides=order)

# %% [markdown]
# **What it shows:** the same verbs sorted by tone, each attribution counted once, however many sentences it runs on. The tone
# comes from a list: neutral (“said”), assertive (“insisted”), conceding (“admitted”), doubting (“claimed”), accusing
# (“accused”). **What it cannot show:** the tone of the verb in this sentence. The list knows the verb and not the sentence, and “claimed”
# can be the right word where nothing is proved.

# %% [markdown]
# **Talk about it.**
#
# 3. Who could have been asked and is not heard at all: people who live there, observers, experts, the other ministry?

# %% [markdown]
# ## Exercises
#
# `exercises/02_whose_voice.ipynb` (15 minutes): count the voices of one sentence, find the sources that speak without quotation
# marks, and write the same statement as direct, indirect and mixed speech. A check tells you what to look at again, and not the
# answer.

# %% [markdown]
# ## In this lesson we saw
#
# - A reporter can say something or let a source say it, and much of what sources say has no quotation marks.
# - Who speaks, how much, how early and through which verb are choices that can be counted.
# - The count says nothing about truth, and the program misses attributions that a reader sees.
#
# **Next:** `03_stance_by_sentence.ipynb` asks how each sentence treats each side, and keeps the voices apart.
