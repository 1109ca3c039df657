"""Measuring how well a backend reads: data sets, predictions, figures, reports."""
