"""Article -> its topics and its search words: decides, touches nothing.

mentions    names found in a text
configured  config/topics.toml and countries.json, read entry by entry
catalogue   the topics that have a name: countries, world bodies, themes of two levels
classifier  which theme an article's words tell; its weights
themes      an article's themes: the publisher's section, else the classifier
about       which places an article is about; its weights
tagger      what an article is about
frames      what stands around the subject of a question
compounds   names of several words in a question
query       what a reader means by a few words: a topic, words, a source, days; and the keys of these
search_terms    the words themselves: phrases, exclusions
index_tokens    an article's words as the index holds them, a question's as it is asked for them
days, periods, spans    dates in French, from one moment to «depuis lundi», and the days that they take
source_names    what readers call a source
guesses     what a misspelt question may mean
occurrences     where an article speaks of a topic
"""
