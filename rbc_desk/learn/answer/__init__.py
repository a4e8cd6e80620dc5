"""Class probabilities of crops from a trained model."""
