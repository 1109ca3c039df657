"""Sequences that are to be turned into sequences: data sets of them, and what a train split tells about them."""
