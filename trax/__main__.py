"""`python -m trax` is `trax`."""

from trax.cli import main

if __name__ == "__main__":
    main()
