"""Training: settings, losses, epochs, checkpoints."""
