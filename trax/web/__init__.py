"""The one HTTP door, and what it needs: addresses, patience, what a reply means; and looks at strangers' links."""
