"""`python -m vastaja` is the command line."""

from vastaja.cli import main

if __name__ == "__main__":
    main()
