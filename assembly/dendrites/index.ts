export { at_least_u16, sort_by_cell, store_activity } from "./activity";
export * from "./dendritic-gate";
export * from "./k-winners";
export * from "./overlap";
export * from "./segment-store";
export { segment_alive } from "./segments";
