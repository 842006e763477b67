"""Tests mirror the rooms; tests/walks tells one whole story a file."""
