"""The topics room: words, names, themes, questions, stories."""
