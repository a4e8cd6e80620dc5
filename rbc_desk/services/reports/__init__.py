"""Reports as blocks, and the files made from them."""
