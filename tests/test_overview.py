"""The picture in the README is the one that the code draws now."""

from pathlib import Path

import numpy as np

from spillover import Cluster, figures, model
from spillover.cluster import comparison, sweeps

PICTURE = Path(__file__).resolve().parent.parent / "chapters" / "reference" / "overview.svg"


def test_the_picture_of_the_readme_is_current():
    beta = np.linspace(0.005, 0.995, 199)
    cluster = Cluster(n=4, a=15, A=10, b=1, beta=beta, gamma=2)
    leaders = {name: sweeps.argmax(cluster, name) for name in ("x", "Q", "profit", "welfare")}
    threshold = float(comparison.rnd_threshold().subs(model.n, 4))
    drawn = figures.strips(beta, leaders, {"$T(4)$": threshold, "½": 0.5})._repr_svg_()

    def description(svg):
        return svg.split("<dc:description>")[1].split("</dc:description>")[0]

    assert description(PICTURE.read_text(encoding="utf-8")) == description(drawn)
