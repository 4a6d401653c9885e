"""Material for a course on the paper."""
