"""Issue to findings: one file per check, named by its code."""
