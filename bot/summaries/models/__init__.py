"""A sequence-to-sequence model in a local directory: what lies there, how it reads, how it writes.

directory     edge: the files of a directory -> a ModelDir, or why it cannot be used
installed     edge: the models that were fetched from a hub, by name, and where each came from
generation    what the directory says of beams and lengths -> Generation
layouts       how token ids are laid out around sentencepiece's own: BARThez, mBART, T5
tokens        edge: text <-> ids, by sentencepiece itself, checked when it is loaded
windows       which whole sentences of a long article the model reads
engines       edge: ids -> ids; the interface, and which engine a directory asks for
ctranslate_engine, torch_engine   edges: the engine for a converted model, and for one as published
writer        edge: a directory, loaded once in a worker process, and the summaries it writes
"""
