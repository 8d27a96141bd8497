// The reduce family.
