import { Choice } from "../../shell/choice.js";
import { More } from "../../shell/more.js";
import { Slider } from "../../shell/slider.js";
import type { Control } from "./control.js";
import { fields, type State } from "./fields.js";

const ruleNames = {
  gevb: "GEVB: global error vector",
  bp: "BP: backpropagation",
  fa: "FA: feedback alignment",
  dfa: "DFA: direct feedback",
};

export function SettingControls({ control, state }: { control: Control; state: State }) {
  return (
    <>
      <Choice label="Learning rule" field={fields.rule} value={state.rule} names={ruleNames} />
      <Choice label="Topology" field={fields.topology} value={state.topology} />
      <Slider label="Density" field={fields.density} value={state.density} logarithmic />
      <More>
        <Slider label="Hidden units" field={fields.units} value={state.units} step={8} />
        <Choice label="Hidden layers" field={fields.layers} value={state.layers} radio />
        <Slider label="Learning rate" field={fields.rate} value={state.rate} logarithmic />
        <Slider label="Batch size" field={fields.batch} value={state.batch} logarithmic />
        <Slider label="Epochs" field={fields.epochs} value={state.epochs} logarithmic />
        <Slider
          label="Training digits"
          field={fields.digits}
          value={state.digits}
          step={100}
          disabled={control.files.value.length > 0}
        />
        <Slider label="Seed" field={fields.seed} value={state.seed} />
      </More>
    </>
  );
}
