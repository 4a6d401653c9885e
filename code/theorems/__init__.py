"""Every claim of the ledger as a theorem of Coq: writes the files, has them checked, and reads what Coq says of them.

Nothing in here is trusted: whatever it writes, Coq's kernel checks. It is in no wheel and on no page.
"""
