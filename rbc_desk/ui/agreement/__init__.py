"""The page Agreement: how far readers agree, and the consensus where they do not."""
