"""The learned detector's training: a small fully convolutional network that says where cells lie and how large."""
