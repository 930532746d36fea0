"""One module for each command: its options, its exit code, and what it prints. Nothing imports them."""
