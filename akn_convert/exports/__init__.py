"""Akoma Ntoso read back: the text of a document, its parts in order, and tables of many (`exports.tables`)."""
