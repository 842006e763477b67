"""The chat door, thin: commands, buttons, cards, access, words in three languages. No SQL."""
