"""What we remember: tables, one door for transactions, every query by name, originals on disk."""
