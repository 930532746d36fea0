"""One small style sheet and one script of all that pages link."""
