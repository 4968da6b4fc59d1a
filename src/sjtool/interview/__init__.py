"""Put a question set to an informant: the session knows no terminal, the front ends know no rules."""
