// The sparse family.
