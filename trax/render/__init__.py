"""Issue to Mail: HTML and plain text."""
