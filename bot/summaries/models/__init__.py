"""Models in local directories: what lies there, how they read, how those that write do it.

directory     edge: the files of a directory -> a ModelDir, or why it cannot be used
installed     edge: the models that were fetched from a hub, by name, and where each came from
generation    what the directory says of beams and lengths -> Generation
layouts       how token ids are laid out around sentencepiece's own: BARThez, mBART, T5
tokens        edge: text <-> ids, by sentencepiece itself, checked when it is loaded
windows       which whole sentences of a long article the model reads
engines       edge: ids -> ids; the interface, and which engine a directory asks for
ctranslate_engine, torch_engine   edges: the engine for a converted model, and for one as published
choosers      edge: the folder of an encoder that learnt what editors choose -> a ChooserDir
packing       a title and sentences as an encoder reads them, in one text
encoders      edge: ids -> a row of numbers for each piece, by CTranslate2 or torch
taste         edge: such a folder, loaded once in a worker process, and what it likes of an article
writer        edge: a directory, loaded once in a worker process, and the summaries it writes
"""
