# %% [markdown]
# # Lesson 9: Who acts, who suffers?
#
# **Aim:** to see who does what to whom in an article, which sentences leave out the one who did it, and who is cast as hero, villain or victim.
#
# **Time:** 60 minutes, or 30 if you code on paper and leave out the last three steps. **Level:** beginner; a little grammar is explained on the way.
# **You need:** lessons 2 and 3, or a rough idea of voice and stance.
#
# Run one cell at a time with Shift + Enter and read what appears. Stop at every **Guess first**: your own reading comes before
# the program’s.

# %% [markdown]
# ## What exactly is measured?
#
# An **action** is a verb or a noun that says what somebody does. The one who does it is the **agent**, the one it is done to the
# **patient**. You can report one event in four forms:
#
# | form | example | names the agent |
# |---|---|---|
# | active | The army shelled the village. | yes |
# | passive | The village was shelled by the army. | yes |
# | agentless | The village was shelled. | no |
# | noun | the shelling of the village | sometimes |
#
# The program reads the grammar of each sentence and finds form, agent and patient by rules. It also says what kind of act it is:
# harm, help, speech or another. A plan, a threat or a denial is kept apart from what happened.
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
from analysis import analyse, charts, read_article

framing = analyse(read_article(path), sides=sides)
order = list(framing.sides)

# %%
charts.Table("The first sentences", framing.sentences.head(8)[["sentence", "text"]])

# %% [markdown]
# ## Code it yourself
#
# **Guess first.** The form asks of each sentence: does it report harm, and does it say who did it? At the end it asks which role the
# article as a whole gives each side. Open the code book under each question. Write the code name of lesson 1, and the form adds to
# your answers of that day. A class can share the sentences out.
#
# **On paper:** underline every verb or noun for a harm. Who did it, and to whom? Mark with a star each harm whose sentence does not
# say who did it. Which side has more stars? Then write a role beside each side.

# %%
from analysis import annotate

form = annotate(framing.article, sides=sides, ask=["harm", "roles"])
form

# %% [markdown]
# **What it shows:** your own answers so far. **What it cannot show:** whether they are right. Run the next cells only when you have
# finished: once you have seen the program’s answers, you can no longer give your own.

# %% [markdown]
# ## Every harm, with its form

# %%
harms = framing.actions[framing.actions.act == "harm"]
shown = harms[["sentence", "text", "form", "agent", "patient", "voice", "modality"]]
charts.Table("The harms of the article", shown)

# %% [markdown]
# **What it shows:** each harm with its form, and with agent and patient where the grammar of the sentence names them. A pronoun
# stays as it is; if another part of the sentence names the agent, the column `elsewhere` of `framing.actions` has it. **What it
# cannot show:** why an agent is left out, or who it was. The rules read grammar, not the world, and they slip in long sentences:
# compare the table with your underlining, and keep your own reading where they differ.

# %% [markdown]
# ## Who acts, and who is acted on?

# %%
charts.acting_balance(framing.actions, sides=order)

# %% [markdown]
# **What it shows:** how often each side does something and how often something is done to it, in the reporter’s words and in
# those of sources. **What it cannot show:** whether that is fair. A side that attacked acts more often because it did; and what
# sources say is their account.
#
# **Talk about it.**
#
# 1. Which side acts, and which is acted on? Would a newspaper from the other side report it the same way?
# 2. Take the reporter’s rows alone. What changes?

# %% [markdown]
# ## Harm with and without the one who did it
#
# **Guess first:** for whose harms does the article say who did it?

# %%
charts.harm_authors(framing.actions, sides=order)

# %% [markdown]
# **What it shows:** for each side, how many of the harms done to it name who did it: in the action itself, or elsewhere in the
# sentence. **What it cannot show:** intent. News often does not know who did it, and a headline has little room. Below five harms
# there is no share, because a few sentences do not make a pattern.

# %% [markdown]
# ## Put it in the other form
#
# The first harm that has another form is rewritten, with and without the one who did it, and its sentence is scored again.
# **Guess first:** will the score towards each side go up or down if the agent is left out?

# %%
turned = [number for number in framing.retellable() if framing.actions.act.iloc[number - 1] == "harm"]
none = charts.Table("No harm of this article has another form", shown.head(0))
framing.retell(turned[0]) if turned else none

# %% [markdown]
# **What it shows:** the same event in another form, and what the form does to this model’s score. **What it cannot show:** what it does to a
# reader. In reader studies the passive has small effects, the choice of words larger ones. Choose another number from `turned` and try again.

# %% [markdown]
# ## Hero, villain, victim

# %%
charts.who_casts_whom(framing.casts, framing.roles, sides=order)

# %% [markdown]
# **What it shows:** in which role the reporter and the sources cast each side, with the sentences, and in the last row its role
# in the article as a whole. Most sides in most articles have none. **What it cannot show:** what anybody really is. A model finds
# the roles, and it is often wrong: read the sentences before you use one.

# %% [markdown]
# ## Your answers and the program’s

# %%
comparison = form.beside_model(framing)
comparison

# %%
names = {"variable": "question", "majority": "you", "model": "program"}
differ = comparison.differences.rename(columns=names)
own = differ.question.str.startswith(("harm", "role"))
columns = ["sentence", "question", "you", "program", "text"]
charts.Table("Where you and the program differ", differ.loc[own, columns])

# %% [markdown]
# **What they show:** how often you and the program gave the same answer on harm and on roles, and every place where you did not. A
# sentence counts as “agent named” if any part of it says who did it. **What they cannot show:** who is right. The program reads
# grammar: it takes some words for harm that you would not, and misses some that you see. Where a sentence names an agent for one harm,
# it takes it for the agent of the others too, so it seldom says “both”. Two roles are too few to measure anything.
#
# **Talk about it.**
#
# 3. Take one sentence where you differ. Which words decide it, and which rule of the code book?

# %% [markdown]
# ## Exercises
#
# `exercises/09_who_acts.ipynb` (20 minutes): find the form of an action, answer by the code book, count the harms that name their
# agent, rewrite a sentence without its agent.

# %% [markdown]
# ## In this lesson we saw
#
# - that one event can be reported with and without the one who did it;
# - that you can see that an agent is missing, but not why;
# - that a role given by a source is not a role given by the reporter.
#
# **Next:** `10_which_frame.ipynb`. From which angle is the story told?
