"""What trains, evaluates, converts and compares: apart from the product, which only loads what was made here.

corpus                       JSON lines, plain or compressed, one article a line
press                        days of it, as feeds would have announced them
evaluate                     summaries against those of journalists: ROUGE, length, speed
editor_labels                what editors chose of OrangeSum, without a word of it: `data/`
judged, editors              what editors chose; summaries against that: which opens, which tells
overlap                      the same ROUGE, a hundred times faster, for training
train                        the commands: from a corpus to a file of weights
train_ranker, train_chooser, train_words, train_themes, train_kinds, train_turns, train_judge, train_places,
train_promise                how they are learnt
train_encoder, chooser_folder   an encoder taught what editors choose, and the folder it is used from
labelled_turns               the pairs and titles from which turns are learnt, read from a corpus
neighbours                   which words keep the same company in many texts
grow                         boosted trees, as the product walks them
sections                     what the sections of publishers say of themes
convert, trial               a published model made small and quick; what it is worth here
"""
