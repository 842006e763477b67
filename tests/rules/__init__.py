"""The law and the office's rules, held to the worked examples and to a second opinion."""
