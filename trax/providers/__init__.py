"""One file per mailing provider behind one protocol."""
