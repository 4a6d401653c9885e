"""``python -m book.slides``: make the slides of the lectures, and print them."""

import sys

from book.slides import main

if __name__ == "__main__":
    sys.exit(main())
