"""Mail to frozen bundle to approval to provider, once."""
