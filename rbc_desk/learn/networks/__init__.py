"""Networks by name, and their ImageNet weights."""
