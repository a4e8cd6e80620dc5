"""Commands on projects: new, copy, restore, check, audit, agreement."""
