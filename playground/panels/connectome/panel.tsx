import type { Panel } from "../../shell/panel.js";
import { Slider } from "../../shell/slider.js";
import { number, type UrlState } from "../../shell/url-state.js";

const fields = {
  /** γ of the modularity. */
  resolution: number(1, { minimum: 0.1, maximum: 4 }),
};

export const panel: Panel<typeof fields> = {
  slug: "connectome",
  title: "Communities of a graph",
  summary: "Modules, small worlds and hubs of a network you bring or one that is drawn.",
  fields,
  View,
};

function View({ state }: { state: UrlState<typeof fields> }) {
  return <Slider label="Resolution γ" field={fields.resolution} value={state.resolution} logarithmic />;
}
