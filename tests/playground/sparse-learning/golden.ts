/** A run whose bits Node and every page must have: the state in the address, and the SHA-256 of all weights. */
export const golden = {
  query: "units=32&digits=500&layers=2&topology=modular&trained=3",
  fingerprint: "1ea43ab2021790b2ea84d0a71ac137e26fc15662d0e299395ac17aaeae9e8ef0",
};
