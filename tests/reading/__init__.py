"""What a letter tells."""
