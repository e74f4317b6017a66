"""Article -> its topics and its search words: decides, touches nothing.

stems       words in the form in which they are compared and searched
mentions    names found in a text
catalogue   the topics that have a name: countries, world bodies, themes
tagger      what an article is about
query       what a reader means by a few words
"""
