"""Files in and out: the ledger, its chain, the templates. The only layer that touches the disk."""
