"""Files and processes: atomic writing, images in folders, hashes, who owns what."""
