# %% [markdown] tags=["lab"]
# # The report on one article
#
# Choose **Run > Run All Cells**. To read another article, change the path below. `framing report ARTICLE` runs this notebook
# and writes it as one HTML page, without its code.

# %% tags=["parameters"]
path = "../seeds/articles/armenia_azerbaijan_clash.txt"
sides = None
corrections = None

# %%
from analysis import analyse, charts, read_article
from analysis.report import article_card, downloads, forewarning, key_findings, method, published_reliability, trust, what_changed
from analysis.report.glance import glance
from analysis.shift import metric_values

framing = analyse(read_article(path), sides, corrections)
order = list(framing.sides)
auditing = framing.begin_audit()  # goes on while the charts are drawn

# %%
article_card(framing)

# %% [markdown]
# ## Before you read on

# %%
forewarning(framing)

# %%
what_changed(framing) if framing.corrections else None

# %% [markdown]
# ## Key findings
#
# Each sentence sums up one of the tables below. A score runs from −1 (the sentence treats the side badly) to +1 (it treats it
# well). It shows how sure the model is, not how strong the words are. “Between” gives a 95% interval: how far the mean could move
# with another random sample of such sentences. The interval takes every score as right. It does not cover mistakes about scores,
# voices or sides.

# %%
glance(framing)

# %%
key_findings(framing)

# %% [markdown]
# ## The article, marked
#
# The rail on the left shows who is speaking; a source’s words are tinted. Loaded words are underlined, with a code for their
# category. A thin line and a question mark show a word from the list that the model doubts in this sentence. The marks beside the
# text show how each sentence treats each side. To see more, point at a word or a mark, or move to it with the Tab key. Use the
# boxes to hide what you do not need.

# %%
framing.marked()

# %% [markdown]
# ## Whose voice?
#
# A reporter can say something, or let a source say it. Look at how much space each side’s sources get, and where in the article.
# The charts do not show whether a source was asked and did not answer.

# %%
charts.voice_strip(framing.sentences, framing.voices, sides=order)

# %%
charts.sourcing_balance(framing.voices, framing.sentences, sides=order)

# %% [markdown]
# An attribution without a name (“officials said”) is hard for readers to check. There can be good reasons for it, such as a
# source’s safety. The chart does not show them.
#
# The verb that introduces a source is a choice too: “said” is neutral, “insisted” adds force, “admitted” suggests guilt,
# “claimed” casts doubt, “accused” shows a quarrel. The next chart counts these verbs. It cannot show whether a verb is fair:
# sometimes a source really did accuse someone. And a few verbs do not make a pattern.

# %%
charts.cue_tones(framing.voices, sides=order)

# %% [markdown]
# ## How is each side treated?
#
# A circle is a mention in the reporter’s words, a diamond one in a source’s. Every mention counts once in the mean, even one that
# names a speaker (“the ministry said”) and scores near zero; so a side that is often quoted has a mean closer to zero. What a source
# says about the other side is the source’s choice; printing it is the reporter’s. A sentence that names no side has no
# score at all.

# %%
charts.stance_points(framing.sentences, framing.stance, framing.voices, sides=order)

# %% [markdown]
# ## Which words are loaded?
#
# A loaded word carries a judgement that a neutral word would leave out. When a source uses it, it shows what the source thinks.
# In the reporter’s own voice it becomes part of the news.
#
# They are found in two ways. A list holds words that people chose one by one, each with a neutral wording. A model reads the whole
# sentence: it also marks words that are not on the list if they are at least 80% likely to be loaded there, and it doubts some
# words that are. Both miss loaded words and mark plain ones. Neither understands irony.

# %%
charts.term_raster(framing.sentences, framing.terms)

# %%
charts.word_table(framing.words())

# %% [markdown]
# The next chart replaces each loaded word and scores the sentence again. The new wording comes from the list, or the program
# suggests one. A change shows what the word does to this model’s score, not what it does to a reader. A change of less than 0.05
# is shown as “no change in this model”.

# %%
charts.term_effects(framing.terms, framing.stance)

# %% [markdown]
# ## Who acts, who suffers?
#
# “Two soldiers were killed” and “the army killed two soldiers” describe the same event, but the first does not say who did it.
# This part counts every verb and noun that describes an action, with who does it and to whom. Actions that a source describes are
# counted under sources.

# %%
charts.acting_balance(framing.actions, sides=order)

# %% [markdown]
# A sentence may leave out who did something for many reasons: nobody knows yet, it does not matter, the sentence before has said
# it, or somebody prefers not to say. The chart shows that it is left out. It cannot show why.

# %%
charts.harm_authors(framing.actions, sides=order)

# %% [markdown]
# ## Who is cast as what?
#
# Stories have heroes, villains and victims. A source may cast the other side as the villain while the article as a whole does
# not. Most sides have no clear role, and that is an answer too.

# %%
charts.who_casts_whom(framing.casts, framing.roles, sides=order)

# %% [markdown]
# ## Which frame?
#
# A frame is the angle a story takes: a conflict, one person’s fate, money, right and wrong, or a solution. The
# same event can be told in any of them.

# %%
charts.frame_evidence(framing.sentences, framing.frames)

# %%
charts.question_table(framing.questions)

# %% [markdown]
# The next table is for stories about conflict. It counts what researchers of war and peace journalism look at. It gives no score.

# %%
charts.peace_table(framing.peace())

# %% [markdown]
# ## Does the framing shift?
#
# Read from left to right. The grey zones are headline, lead, body and close. A curve with few points wanders by chance, so a
# shift is reported only if shuffling the sentences rarely gives one as large. The curves for stance and loaded words mix reporter
# and sources, so they can change simply because the speaker does.

# %%
points = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
charts.shift_curves(framing.sentences, framing.shift, framing.changes, points=points, sides=order)

# %% [markdown]
# ## Can we trust it?
#
# Would the scores be the same if the sides had each other’s names? To find out, the program swaps the names in every sentence and
# scores it again. Only the names change; who does what stays the same. The model never sees the names of countries: it reads
# placeholders instead, so two countries should get the same scores. Other names are not hidden.

# %%
audit = auditing.result()
trust(framing, audit=audit)

# %%
charts.swap_audit(audit, sides=order)

# %% [markdown]
# A long line means that the score depends on the name; a bold one, that the class changed. Names are only one kind of bias, so short lines
# do not show that the model is fair. A swapped sentence may be untrue. That is intended: the model should judge the words, not
# the name.

# %%
charts.calibration(published_reliability())

# %% [markdown]
# ## How it was made

# %%
method(framing)

# %% [markdown]
# ## The data
#
# Every table behind this page, stored in the page itself, numbers rounded to four decimals. `start` and `end` count characters in the article’s text.

# %%
downloads(framing)
