"""UPR Trax: a newsletter written as files, checked against the facts, frozen, sent once and kept."""

__version__ = "0.1.0"
