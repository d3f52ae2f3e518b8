"""The real server under real faults: killed, frozen, cut off, locked out, out of disk, asked twice."""
