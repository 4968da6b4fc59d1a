"""Published rules of the few instruments that are computed: one file an instrument. Nothing else in sjtool counts."""
