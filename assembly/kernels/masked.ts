// The masked family.
