"""What runs in the reader's browser beside the package: a session, and how its results are shown. It needs SymPy alone."""
