const { fround } = Math;

/** Synapses are connected from this permanence on: the connected permanence less 1e-6, in single precision. */
export function connectedThreshold(connectedPermanence: number): number {
  return fround(fround(connectedPermanence) - fround(1e-6));
}
