// The gemm family.
