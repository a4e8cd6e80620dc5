"""The card that sets the scale of a smear."""
