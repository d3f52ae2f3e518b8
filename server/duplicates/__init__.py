"""The same person met twice: candidates with a score, two leads made one, and the way back."""
