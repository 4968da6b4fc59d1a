"""One file a command: load, call, show, status. No rules, no formatting."""
