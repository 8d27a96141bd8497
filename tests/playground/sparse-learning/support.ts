import { load } from "neurite";
import { fields, settingsOf } from "../../../playground/panels/sparse-learning/fields.js";
import type { Settings } from "../../../playground/panels/sparse-learning/settings.js";
import { readState } from "../../../playground/shell/url-state.js";

export const kernels = await load();

/** The page's defaults. */
export const defaults: Settings = settingsOf(readState(fields, new URLSearchParams()));

/** Small enough for many runs. */
export const small: Settings = { ...defaults, units: 16, digits: 100, batch: 20, density: 0.2 };
