// The gather family.
