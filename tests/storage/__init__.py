"""Tests of what the house remembers."""
