"""Questions to the officer at a terminal: one line at a time, always with a way back and a way out."""
