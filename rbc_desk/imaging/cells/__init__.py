"""Single cells on a smear: crops, outlines, measurements, drawings."""
