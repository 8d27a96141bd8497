import type { Config } from "./config.js";
import type { Variant } from "./variants.js";

/**
 * What an independent implementation of the small protocol (two layers of 256 units, 8 ensembles, p′ = 0.05, Adam at 10⁻³,
 * 15 epochs of 10 000 images of Fashion-MNIST in batches of 100, rewiring every 100 steps) came to, from a single seed.
 */
const small: Readonly<Record<Variant, number>> = {
  dense: 0.855,
  er: 0.852,
  index: 0.853,
  mixer: 0.857,
  random: 0.854,
  set: 0.847,
  rigl: 0.852,
  "magnitude-hebb": 0.853,
  "hebb-hebb": 0.818,
};

/** Shares of connections within ensembles after training, in the same runs; 0.74 before. */
const smallWithin: Readonly<Partial<Record<Variant, number>>> = {
  rigl: 0.48,
  "magnitude-hebb": 0.54,
  "hebb-hebb": 0.31,
};

/** Whether a run on Fashion-MNIST follows the small protocol. */
export const isSmallProtocol = ({ hidden, groups, epochs, interval, train, batchSize, rate }: Config): boolean =>
  `${hidden}` === "256,256" &&
  groups === 8 &&
  epochs === 15 &&
  interval === 100 &&
  train === 10_000 &&
  batchSize === 100 &&
  rate === 1e-3;

/** The small protocol's reference; undefined for another, and where there is none. */
export const smallReference = (variant: Variant, inter: number, config: Config): number | undefined =>
  isSmallProtocol(config) && inter === 0.05 ? small[variant] : undefined;

export const smallReferenceWithin = (variant: Variant, inter: number, config: Config): number | undefined =>
  isSmallProtocol(config) && inter === 0.05 ? smallWithin[variant] : undefined;

/**
 * Fashion-MNIST after 20 epochs of a spiking network of the same layers, three of 2048 units: one run each, from the logs of
 * github.com/APapafragkakis/G2G-Sparse-Spiking-Neural-Network. The paper itself has no table that we could find.
 */
const spiking: Readonly<Partial<Record<Variant, Readonly<Record<number, number>>>>> = {
  dense: { 0.15: 0.8704 },
  index: { 0: 0.8772, 0.15: 0.8873, 0.25: 0.8883 },
  mixer: { 0.15: 0.8853, 0.25: 0.8913 },
  random: { 0.15: 0.8737, 0.25: 0.8796 },
};

export const spikingReference = (variant: Variant, inter: number, { hidden }: Config): number | undefined =>
  `${hidden}` === "2048,2048,2048" ? spiking[variant]?.[inter] : undefined;
