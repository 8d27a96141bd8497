// The random family.
