"""The law and the office's rules, as tables and pure functions. No clock, no input or output, no technology."""
