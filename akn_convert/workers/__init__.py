"""Processes that work through a list of items and may die of one: a pool, the nursery they come from, the worker."""
