"""What trax knows of the Universal Periodic Review: sessions, States and their names, the calendar."""
