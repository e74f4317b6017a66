"""Which articles tell one event, and when there is something new to tell of it.

signature   Article -> what tells its event: its words, names and figures, and a sketch of its text
rarity      how rare a word is in the press
rubrics     what the press says every day, and that tells no event
likeness    do two signatures tell one event?
concepts    words by which the press tells the same thing
lead        which article leads it
shared      why two articles were taken for one event, in words
suite       is there something new to tell of a story that was told?
index       the stories of the last days -> the one that a new article belongs to
"""
