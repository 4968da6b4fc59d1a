"""`python -m sjtool`."""

from sjtool.entry import main

if __name__ == "__main__":
    main()
