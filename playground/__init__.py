"""A make-believe town for the demo and the tests: mail server, chat server with a web page, sample letters."""
