/** Shapes to measure: those of the models that use the kernels, and the square ones of published comparisons. */

/** Examples of a training step. */
export const batch = 128;

/** Widths of the digit network of the experiment sparse-mnist. */
export const digitWidths = [784, 1024, 512, 10] as const;

/** A weight matrix [rows, columns] times activity [columns, batch]. */
export const products = [
  { rows: 1024, columns: 1024, batch },
  { rows: 1024, columns: 784, batch },
  { rows: 512, columns: 1024, batch },
  { rows: 10, columns: 512, batch },
] as const;

export const sparse = { rows: 1024, columns: 1024, batch, densities: [0.01, 0.05, 0.1, 0.3] } as const;

/** Layers of the models, and how many examples go through them at a time. */
export const layers = [
  { columns: 784, rows: 1024 },
  { columns: 1024, rows: 512 },
  { columns: 256, rows: 256 },
  { columns: 100, rows: 100 },
] as const;
export const batches = [1, 32, 128] as const;

/** Elements of a hidden layer's activity, [1024, batch]. */
export const activity = 1024 * batch;

/** Weights of the digit network's widest layer. */
export const weights = 1024 * 784;

/** Components of a vector network's units: classes of the digits and of the photographs. */
export const components = 10;

const digitImage = { kernelSize: 3, padding: 1 };

/**
 * Convolutions of vector networks: the first layers, whose units hold all components and whose input is scalar, and
 * second ones. Some rows of the image are enough where all of them take plain JavaScript seconds.
 */
export const images = [
  { ...digitImage, height: 6, width: 28, channels: 1, units: 64 * components, columns: batch },
  { ...digitImage, height: 2, width: 14, channels: 64, units: 32, columns: components * batch },
  { ...digitImage, height: 14, width: 14, channels: 16, units: 8, columns: components * batch },
  { height: 2, width: 32, channels: 3, kernelSize: 5, padding: 2, units: 128 * components, columns: batch },
] as const;
/** The fully connected vector network for MNIST of Clark, Abbott & Chung 2021, arXiv:2106.04089; one output unit. */
export const vectorNetwork = { inputs: 784, components: 10, hidden: [1024, 512] } as const;
