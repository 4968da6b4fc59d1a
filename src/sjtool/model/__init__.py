"""What a case file and a template may contain: frozen data that knows nothing of disk."""
