"""What is known of models: quality, comparison with the starter, class mapping, live predictions."""
