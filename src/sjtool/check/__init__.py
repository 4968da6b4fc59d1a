"""Named checks of a case: each one generator whose docstring is the manual. They find; they never judge a person."""
