"""Tests of the make-believe town: its mail server, chat server and page."""
