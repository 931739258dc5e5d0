"""Whole archives: a result for every document, in order, whatever one of them does to the process that reads it."""
