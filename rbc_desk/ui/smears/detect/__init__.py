"""Detection on the page Smears."""
