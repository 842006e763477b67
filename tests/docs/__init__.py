"""The papers say what the house does: the tests of docs/, of the locks and of the Makefile's promises."""
