export { at_least_u16 } from "./activity";
export * from "./dendritic-gate";
export * from "./k-winners";
export * from "./overlap";
export { random_seed } from "./random";
export { store_restore } from "./restore";
export * from "./segment-store";
export { segment_alive } from "./segments";
export { tm_activate_cells, tm_activate_dendrites, tm_bytes, tm_create, tm_release, tm_reset } from "./temporal-memory";
