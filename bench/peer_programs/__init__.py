"""What the peers run: made in an environment of their own, from the package index, with the versions named here."""
