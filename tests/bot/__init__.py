"""The chat door before the town's chat server."""
