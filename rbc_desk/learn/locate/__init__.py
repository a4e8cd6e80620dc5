"""Training of the learned detector: a small fully convolutional network for positions and sizes of cells."""
