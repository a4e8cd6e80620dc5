"""Image processing: reading, detection, crops, quality. The only package that imports OpenCV."""
