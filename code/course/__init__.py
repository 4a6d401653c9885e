"""Material for a course on the paper: statements for a quiz, exam questions, and problem sets with their grading.

For problem sets, data flows one way: draw → games → answers → problems → sheet (what a student gets); and notebook, roster →
handed_in → sandbox → grading → gradebook → pages (what comes back).
"""
