"""What a user can set: one module a section, a table of sections in `page`."""
