"""What is known of French, each fact once: a leaf room, which imports nothing of ours.

dates       the days, the months, and how texts name a day: the one grammar of dates
numbers     numbers in words
names       first names, and what stands before and inside a name
offices     what a person is said to be beside the name
gazetteer   the places that everybody knows, and their peoples
capitals    a sentence -> its words, and where a name ends
verbs       verbs of saying: those that claim, those that report
reserve     the words that say who claims a thing and how surely
phrases     words in a row among the words of a text
tokens      a text -> its words and marks, each with its place
clauses     whether a stretch of a sentence has its verb
tables      data/*.toml and *.txt -> named groups of words
fold        the form in which two spellings of one word are equal
words       a text -> its words; the function words, which say nothing of a subject
casing      which words the press writes with a capital: names, and the pairs that are one
inflections the forms of one common word, by which words are looked for
stems       the form in which words are compared, searched and counted
marks       which quotation mark or bracket goes with which
sentences   a paragraph -> its sentences; asks cleaning (what is no text), joins (pieces glued together),
            headings (a sub-heading glued to its sentence), abbreviations (full stops of words) and
            beginnings (what begins a sentence)
thousands   the thousands of a number, set apart
accents     œ and the accents of capitals, where they are sure
typography  text as a French reader expects to see it
"""
