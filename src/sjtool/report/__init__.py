"""From a case to a Report (plain data), and from a Report to a page; rendering is apart from finding."""
