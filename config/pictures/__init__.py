"""Pictures from outside: opened with care, drawn anew in a process of their own, kept as files."""
