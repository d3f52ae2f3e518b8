"""Every report of the method: numbers that can be counted again by hand, each with the leads behind it."""
