"""Tests of what the house does with a case, on both engines."""
