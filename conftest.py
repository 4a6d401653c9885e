"""For nbval: a figure is compared by the words and numbers that it carries, not by the strokes of its drawing.

Every figure prints its description and the data behind it as text, which is compared strictly. What the kernels have put out, if all
of it is as committed, goes to the notebook cache, so that the build of the book need not run the same cells again.

And for all tests: none may be skipped or expected to fail. What is chosen by a marker is chosen in the Makefile, where anyone can read it.
"""

import os

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

LEFT_OUT = ("skipped", "xfailed", "xpassed")


def pytest_collectstart(collector):
    """Draw for print too, as the build does; leave the drawings out of the comparison; note what the package is before it runs."""
    if isinstance(collector, IPyNbFile):
        from book import cache  # only here: with it comes the package, before its coverage is measured

        os.environ["SPILLOVER_PRINT"] = "1"
        collector.skip_compare += ("image/svg+xml", "application/pdf")
        collector.cache = cache.folder(collector.path)


def pytest_sessionfinish(session):
    """Fail where a test was left out; keep the outputs of every notebook that ran to its end, unless anything failed."""
    if session.exitstatus == pytest.ExitCode.OK and left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
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


def left_out(config):
    """The reports on tests that were skipped, or that may fail; none in a process that leaves the reporting to another."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [report for kind in LEFT_OUT for report in reporter.stats.get(kind, [])] if reporter else []


def pytest_terminal_summary(terminalreporter, config):
    """Say which tests were left out."""
    for report in left_out(config):
        terminalreporter.write_line(f"left out, so this run fails: {report.nodeid}", red=True)
