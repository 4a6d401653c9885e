"""For nbval: a figure is compared by the words and numbers that it carries, not by the strokes of its drawing.

Every figure prints its description and the data behind it as text, which is compared strictly. What the kernels have put out, if all
of it is as committed, goes to the notebook cache, so that the build of the book need not run the same cells again.
"""

import os

from nbval.plugin import IPyNbCell, IPyNbFile


def pytest_collectstart(collector):
    """Draw for print too, as the build does; leave the drawings out of the comparison; note what the package is before it runs."""
    if isinstance(collector, IPyNbFile):
        from book import cache  # only here: with it comes the package, before its coverage is measured

        os.environ["SPILLOVER_PRINT"] = "1"
        collector.skip_compare += ("image/svg+xml", "application/pdf")
        collector.cache = cache.folder(collector.path)


def pytest_sessionfinish(session):
    """Keep the outputs of every notebook that ran to its end, unless anything failed."""
    ran = {}
    for item in session.items:
        if isinstance(item, IPyNbCell):
            ran.setdefault(item.parent, []).append(item)
    for file, cells in ran.items():
        if not session.testsfailed and all(cell.test_outputs is not None for cell in cells):
            from book import cache

            for item in cells:
                item.cell.outputs = item.test_outputs
            cache.keep(file.nb, file.path, file.cache)
