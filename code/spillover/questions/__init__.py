"""Questions to the model, in words: read, decided for all clusters at once, answered."""
