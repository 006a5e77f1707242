"""Where plans are kept: the only place that reads and writes a disk, and runs git."""
