"""One finder per field: rows in, candidates out. Finders are pure; they know no engine and no picture."""
