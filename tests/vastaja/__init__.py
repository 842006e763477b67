"""Tests of the operator's door: settings, command line, checks, logs, web."""
