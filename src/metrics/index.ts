export { clusterSpread } from "./cluster-spread.js";
