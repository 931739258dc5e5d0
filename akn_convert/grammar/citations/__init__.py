"""How documents are cited: the words of a language, the symbols of all of them, and the dates that complete a number."""
