export { at_least_u16 } from "./activity";
export * from "./overlap";
export { random_seed } from "./random";
export * from "./segment-store";
export { store_restore } from "./restore";
export { segment_alive } from "./segments";
export { tm_activate_cells, tm_activate_dendrites, tm_bytes, tm_create, tm_release, tm_reset } from "./temporal-memory";
