"""The systems of the literature that the paper comes from, each as a special case of :mod:`spillover.industry` or beside it."""
