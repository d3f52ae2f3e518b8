"""What every room stands on: configuration, database, errors, time, the revision clock, audit."""
