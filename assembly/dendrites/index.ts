export { at_least_u16, sort_by_cell, store_activity } from "./activity";
export { duty_cycles_f32 } from "./duty-cycles";
export { winners_global_f32 } from "./inhibition";
export * from "./overlap";
export { random_seed } from "./random";
export * from "./segment-store";
export { segment_alive } from "./segments";
export * from "./spatial-pooler";
