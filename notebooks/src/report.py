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
# Each sentence is made from the tables below. A score runs from −1 (the sentence treats the side badly) to +1 (it treats it
# well). It tells how sure the model is of a treatment, not how strong it is. “Between” gives a 95% interval: how far the mean
# moves if sentences are drawn again by lot, as if the article were a sample. It takes every score as right; errors of the model,
# of the voices and of the sides come on top.

# %%
glance(framing)

# %%
key_findings(framing)

# %% [markdown]
# ## The article, marked
#
# The rail on the left shows whose words a stretch carries; tinted words are a source’s. Loaded terms are underlined, with the
# code of their category; a thin line and a question mark show a word of the list that the model doubts in this sentence. The marks
# beside the text show how each sentence treats each side. Point at a term or at a mark, or move to it with the Tab key, for more.
# The boxes take away what you do not want to see.

# %%
framing.marked()

# %% [markdown]
# ## Whose voice?
#
# A reporter can say a thing, or let a source say it. Read how much space each side’s sources get, and where in the article.
# The charts do not show whether a source was asked and gave no answer.

# %%
charts.voice_strip(framing.sentences, framing.voices, sides=order)

# %%
charts.sourcing_balance(framing.voices, framing.sentences, sides=order)

# %% [markdown]
# An attribution without a name (“officials said”) is hard for the reader to check. There can be good reasons for it, such as the
# safety of a source; the chart does not show them.
#
# The verb that introduces a source is a choice too: “said” is neutral, “insisted” stresses, “admitted” concedes, “claimed”
# doubts the speaker, “accused” shows the speaker in a quarrel. The next chart counts them. It cannot show whether the verb is
# fair: sometimes a source did accuse, and a few verbs are not a pattern.

# %%
charts.cue_tones(framing.voices, sides=order)

# %% [markdown]
# ## How is each side treated?
#
# A circle is a mention in the reporter’s words, a diamond one in a source’s. Every mention counts once in the mean, also one that
# names a speaker (“the ministry said”) and lies near zero; a side that is quoted often has a mean nearer to zero. What a source
# says about the other side is the source’s doing; that it was carried is the reporter’s. A sentence that names no side has no
# score at all.

# %%
charts.stance_points(framing.sentences, framing.stance, framing.voices, sides=order)

# %% [markdown]
# ## Which words are loaded?
#
# A loaded term carries a judgement that a neutral wording would leave out. In a source’s mouth it shows what the source
# thinks; in the reporter’s own voice it becomes part of the news.
#
# A list finds words that were weighed one by one, wherever they stand, and has a neutral wording for each. A model that reads the
# whole sentence finds words that no list knows, marks one if it is at least 80% likely to be loaded there, and doubts some of the list.
# Both miss words and mark plain ones; neither hears irony.

# %%
charts.term_raster(framing.sentences, framing.terms)

# %%
charts.word_table(framing.words())

# %% [markdown]
# The next chart puts another wording in the place of the loaded one and scores the sentence again: the neutral one of the list, or
# one that the program proposes. A change shows what the word does to this model’s score; it does not show what the word does to a
# reader. A change of less than 0.05 is told as “no change in this model”.

# %%
charts.term_effects(framing.terms, framing.stance)

# %% [markdown]
# ## Who acts, who suffers?
#
# “Two soldiers were killed” and “the army killed two soldiers” tell one event, the first without the one who did it. Every verb and noun that
# tells an action is counted here, with who does it and to whom. What a source tells stands under sources.

# %%
charts.acting_balance(framing.actions, sides=order)

# %% [markdown]
# A sentence may leave out who did it for many reasons: nobody knows yet, it does not matter, the sentence before has said it, or it
# is better not said. The chart shows that it is left out; it cannot show why.

# %%
charts.harm_authors(framing.actions, sides=order)

# %% [markdown]
# ## Who is cast as what?
#
# Stories have heroes, villains and victims. A source may cast the other side as villain while the article as a whole does not.
# Most sides have no clear role, and that is an answer too.

# %%
charts.who_casts_whom(framing.casts, framing.roles, sides=order)

# %% [markdown]
# ## Which frame?
#
# A frame is the angle from which a story is told: as a quarrel, through one person’s fate, as a matter of money, of right and
# wrong, or of a way out. The same event can be told in each of them.

# %%
charts.frame_evidence(framing.sentences, framing.frames)

# %%
charts.question_table(framing.questions)

# %% [markdown]
# For stories of conflict the next table counts what researchers of war and peace journalism look at. It gives no score.

# %%
charts.peace_table(framing.peace())

# %% [markdown]
# ## Does the framing shift?
#
# Read from left to right. The grey zones are headline, lead, body and close. A curve of few points wanders by chance, so a
# shift is named only where reshuffled sentences rarely show one as large. Reporter and sources are mixed in stance and terms:
# where one side’s sources end and the background begins, both change with the speaker.

# %%
points = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
charts.shift_curves(framing.sentences, framing.shift, framing.changes, points=points, sides=order)

# %% [markdown]
# ## Can we trust it?
#
# Would the scores be the same if the sides had each other’s names? To find out, every name is exchanged in every sentence and
# the sentence is scored again: only the name changes, the role stays. The names of countries are hidden from the model, which reads
# stand-ins for them, so two countries should get the same scores; other names are not hidden.

# %%
audit = auditing.result()
trust(framing, audit=audit)

# %%
charts.swap_audit(audit, sides=order)

# %% [markdown]
# A long line is a score that hangs on the name; a bold one changed its class. Names are only one kind of bias, so short lines
# do not show that the model is fair. A moved score can also be a sound reaction to known history: with the names exchanged a
# sentence may be untrue, and that is the point.

# %%
charts.calibration(published_reliability())

# %% [markdown]
# ## How it was made

# %%
method(framing)

# %% [markdown]
# ## The data
#
# Every table behind this page, held in the page itself, numbers with six decimals. Offsets count characters of the article’s
# text.

# %%
downloads(framing)
