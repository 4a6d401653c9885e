"""The games of the literature part, played by explicit firms that know no formula of a solution; one module for each kind of game."""
