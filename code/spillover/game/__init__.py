"""The game itself, played by explicit firms that know no formula of its solution: a check on everything else."""
