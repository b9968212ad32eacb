# %% [markdown]
# # Exercises for lesson 2: Whose voice?
#
# Write your answer in the place of the three dots, run the cell with Shift + Enter, then run the check below it.

# %% tags=["parameters"]
path = "../../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None

# %%
from analysis import analyse, charts, exercises, read_article
from analysis.voices import voice_parts

framing = analyse(read_article(path), sides=sides)
number = min(7, len(framing.sentences))
charts.Table("The article, sentence by sentence", framing.sentences[["sentence", "text"]])

# %% [markdown]
# ## 1. Count the words
#
# Take sentence 7, or the last one where there are fewer. How many of its words are in the reporter’s own voice? Count by hand.

# %% tags=["solution"]
# A number of words.
parts = voice_parts(framing.sentences, framing.voices)
own = parts[(parts.sentence == number) & (parts.voice == "narrator")]
reporters_words = int(own.words.sum())  # in the first article 2: "It accused"

# %%
exercises.check_narrator_words(reporters_words, framing, number)

# %% [markdown]
# ## 2. Voices without marks
#
# Which sentences carry the words of a source although nothing in them is quoted? Read the article again and list their numbers.
# If
# you can program, choose them from the table `framing.voices`.

# %% tags=["solution"]
# A list of numbers, such as [1, 5, 9].
kinds = framing.voices.groupby("sentence").kind.agg(set)
without_marks = [number for number, found in kinds.items() if found == {"indirect"}]

# %%
exercises.check_without_marks(without_marks, framing)

# %% [markdown]
# ## 3. One statement, three voices
#
# Ann Cole, who leads a union, tells you: the strike begins on Monday, and the offer was an insult. These words have to stay in
# all three versions: Cole, strike, Monday, insult. Report it in **direct** speech.

# %% tags=["solution"]
# One sentence between quotation marks; inside it use “ and ” for her words (copy them from here; a straight mark would end the
# text).
direct = "“The strike begins on Monday, and the offer was an insult,” Ann Cole said."

# %%
exercises.check_speech(direct, "direct", keep=["Cole", "strike", "Monday", "insult"])

# %% [markdown]
# Now in **indirect** speech.

# %% tags=["solution"]
# One sentence, with none of her words in quotation marks.
indirect = "Ann Cole said that the strike would begin on Monday and that the offer had been an insult."

# %%
exercises.check_speech(indirect, "indirect", keep=["Cole", "strike", "Monday", "insult"])

# %% [markdown]
# And **mixed**: retold, with one word of hers quoted.

# %% tags=["solution"]
# One sentence that retells, with “ and ” around her words.
mixed = "Ann Cole said that the strike would begin on Monday and that the offer had been “an insult”."

# %%
exercises.check_speech(mixed, "mixed", keep=["Cole", "strike", "Monday", "insult"])

# %% [markdown]
# ## 4. What changed?
#
# The facts are the same in all three. Who answers for the word “insult” in each of them? Which would you print, and why?

# %% [markdown] tags=["solution"]
# In the direct version Ann Cole answers for it, word for word. In the indirect one the reader cannot tell whether she said
# “insult”
# or the reporter chose the word. The mixed one points at the word: it may be fairness, or it may be distance (scare quotes).
