// The optimizer family.
