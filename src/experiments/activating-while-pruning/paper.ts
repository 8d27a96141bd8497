import type { Config, Method } from "./config.js";

/**
 * What an independent implementation of the small protocol came to on Fashion-MNIST with one seed: share of connections that
 * remain, test accuracy, and share of silent units. The paper's own tables are for convolutional networks.
 */
const small: Readonly<Record<Method, readonly (readonly [remaining: number, accuracy: number, silent: number])[]>> = {
  magnitude: [
    [1, 0.8418, 0.852],
    [0.328, 0.8571, 0.711],
    [0.107, 0.8591, 0.599],
    [0.044, 0.8584, 0.505],
    [0.028, 0.8529, 0.5],
    [0.018, 0.8549, 0.492],
    [0.012, 0.8433, 0.539],
  ],
  activating: [
    [1, 0.8418, 0.852],
    [0.328, 0.8586, 0.669],
    [0.107, 0.861, 0.515],
    [0.044, 0.8602, 0.442],
    [0.028, 0.8559, 0.42],
    [0.018, 0.8526, 0.444],
    [0.012, 0.843, 0.513],
  ],
};

/** Whether a run is of the small protocol, which figures are known of. */
export const isSmallProtocol = (config: Config, fashion: boolean): boolean =>
  fashion &&
  config.hidden.join() === "100,50" &&
  config.epochs === 8 &&
  config.slowEpochs === 2 &&
  config.rate === 0.1 &&
  config.momentum === 0.9 &&
  config.weightDecay === 0 &&
  config.batchSize === 100 &&
  config.fraction === 0.2 &&
  config.activate === 0.02 &&
  config.train === 10_000 &&
  config.test >= 5000;

export const smallReference = (method: Method) =>
  small[method].map(([remaining, accuracy, silent]) => ({ remaining, accuracy, silent }));
