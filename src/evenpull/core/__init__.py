"""Words and numbers that every layer shares: sides, units, seeded randomness, canonical hashing. No I/O."""
