"""The one HTTP door, and what it needs: addresses, patience, and what a reply means."""
