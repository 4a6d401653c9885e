"""The command ``python -m spillover.ledger``: establish the verdict on every claim afresh."""

import sys

from spillover.claims.ledger import main

if __name__ == "__main__":
    sys.exit(main())
