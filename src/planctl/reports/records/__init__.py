"""What `--json` prints for programs: versioned records, only ever added to."""
