"""Many smears at once: found, classified and reported on by worker processes, resumable, also as they arrive."""
