"""Training: settings, losses, epochs, the best weights."""
