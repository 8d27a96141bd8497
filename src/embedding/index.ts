export { type Pca, type PcaOptions, pca } from "./pca.js";
export { type TsneOptions, type TsneProgress, tsne } from "./tsne.js";
