// The topk family.
