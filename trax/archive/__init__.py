"""Issues, bundles and receipts to a static web site."""
