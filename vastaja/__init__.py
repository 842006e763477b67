"""How the house is run: settings, wiring, loops, senders, web, command line."""
