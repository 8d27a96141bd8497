// The softmax family.
