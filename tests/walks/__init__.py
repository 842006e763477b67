"""Whole stories, from a letter at the mail server to the answer at the citizen."""
