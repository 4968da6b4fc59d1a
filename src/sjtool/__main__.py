"""`python -m sjtool`."""

from sjtool.cli import main

if __name__ == "__main__":
    main()
