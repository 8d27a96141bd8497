import { describe, expect, it } from "vitest";
import { changesOf, configOf, settingsHelp } from "../../src/cli/settings.js";
import { ArgumentError } from "../../src/errors.js";
import type { Experiment } from "../../src/experiments/experiment.js";

interface Config {
  readonly epochs: number;
  readonly learningRate: number;
  readonly shuffled: boolean;
  readonly rule: string;
  readonly label: string;
  readonly widths: readonly number[];
  readonly rules: readonly string[];
  readonly folds: readonly number[];
  readonly mixed: readonly (number | string)[];
  readonly nested: { readonly depth: number };
  readonly layers: readonly object[];
  readonly nothing: undefined;
}

const smoke: Config = {
  epochs: 3,
  learningRate: 0.1,
  shuffled: true,
  rule: "bp",
  label: "",
  widths: [10, 5],
  rules: ["bp", "dfa"],
  folds: [],
  mixed: [1, "a"],
  nested: { depth: 1 },
  layers: [{}],
  nothing: undefined,
};

const experiment: Experiment<Config> = {
  slug: "fake",
  title: "A made-up experiment",
  source: "nobody 2026",
  needs: ["mnist", "cifar-10"],
  scales: { smoke, default: { ...smoke, epochs: 20 }, paper: { ...smoke, epochs: 300, rules: ["bp"] } },
  choices: { rule: ["bp", "dfa"], rules: ["bp", "fa", "dfa"], folds: [1, 2, 3] },
  about: { epochs: "passes over the training set", rule: "how errors are carried back" },
  check({ epochs }) {
    if (epochs < 1) throw new ArgumentError("fake", "epochs", epochs, "at least 1");
  },
  run: async () => expect.unreachable(),
};

const configured = (...given: string[]) => configOf("neurite run", experiment, "smoke", given);

describe("configOf", () => {
  it("without settings gives the scale's config, in an object of its own", () => {
    expect(configured()).toEqual(smoke);
    expect(configured()).not.toBe(smoke);
    expect(configOf("neurite run", experiment, "paper", [])).toEqual(experiment.scales.paper);
  });

  it.each<[string, Partial<Config>]>([
    ["epochs=7", { epochs: 7 }],
    ["learningRate=-2.5e-3", { learningRate: -2.5e-3 }],
    ["shuffled=false", { shuffled: false }],
    ["rule=dfa", { rule: "dfa" }],
    ["label=a=b, c", { label: "a=b, c" }],
    ["label=", { label: "" }],
    ["widths=3", { widths: [3] }],
    ["widths=30, 20,10", { widths: [30, 20, 10] }],
    ["rules=fa,bp", { rules: ["fa", "bp"] }],
    ["folds=3,1", { folds: [3, 1] }],
  ])("%s is read as the type the field has", (text, change) => {
    expect(configured(text)).toEqual({ ...smoke, ...change });
  });

  it("takes several settings, of one field the last, and leaves the experiment's own config alone", () => {
    const before = structuredClone(smoke);
    const config = configured("epochs=7", "rule=dfa", "epochs=8", "widths=1");
    expect(config).toEqual({ ...smoke, epochs: 8, rule: "dfa", widths: [1] });
    expect(smoke).toEqual(before);
  });

  const names = "one of epochs, learningRate, shuffled, rule, label, widths, rules, folds";
  it.each([
    ["epochs", '--set is "epochs", must be name=value'],
    ["=3", '--set is "=3", must be name=value'],
    ["epoch=3", `--set is "epoch", must be ${names}; did you mean epochs?`],
    ["learningrate=3", "did you mean learningRate?"],
    ["zzz=3", `--set is "zzz", must be ${names}`],
    ["toString=3", '--set is "toString", must be one of'],
    ["__proto__=3", '--set is "__proto__", must be one of'],
    ["epochs=", '--set epochs is "", must be a finite number'],
    ["epochs= ", '--set epochs is " ", must be a finite number'],
    ["epochs=many", '--set epochs is "many", must be a finite number'],
    ["epochs=Infinity", '--set epochs is "Infinity", must be a finite number'],
    ["epochs=NaN", '--set epochs is "NaN", must be a finite number'],
    ["epochs=1,2", '--set epochs is "1,2", must be a finite number'],
    ["shuffled=yes", '--set shuffled is "yes", must be true or false'],
    ["rule=fa", '--set rule is "fa", must be one of bp, dfa'],
    ["widths=", '--set widths is "", must be one or more finite numbers, separated by commas'],
    ["widths=1,,2", '--set widths is "1,,2", must be one or more finite numbers'],
    ["widths=1,x", '--set widths is "1,x", must be one or more finite numbers'],
    ["rules=bp,bq", '--set rules is "bp,bq", must be one or more, separated by commas, of bp, fa, dfa'],
    ["folds=4", '--set folds is "4", must be one or more, separated by commas, of 1, 2, 3'],
    ["nested=3", '--set nested is "3", must be left out: it holds objects, which cannot be set'],
    ["layers=3", "which cannot be set"],
    ["mixed=3", "which cannot be set"],
    ["nothing=3", "which cannot be set"],
  ])("refuses %j", (text, message) => {
    expect(() => configured("shuffled=false", text)).toThrow(ArgumentError);
    expect(() => configured(text)).toThrow(message);
  });

  it("lets the experiment have the last word, on its own configs too", () => {
    expect(() => configured("epochs=0")).toThrow("fake: epochs is 0, must be at least 1");
    const wrong = { ...experiment, scales: { ...experiment.scales, smoke: { ...smoke, epochs: -1 } } };
    expect(() => configOf("neurite run", wrong, "smoke", [])).toThrow("epochs is -1");
  });

  it("says so when there is nothing to set", () => {
    const fixed: Experiment = { ...experiment, scales: { smoke: {}, default: {}, paper: {} }, check: () => undefined };
    expect(() => configOf("neurite run", fixed, "smoke", ["a=1"])).toThrow("nothing can be set here");
  });
});

it("changesOf names what differs from the scale, as it can be given again", () => {
  expect(changesOf(experiment, "smoke", configured())).toEqual([]);
  const given = ["epochs=8", "shuffled=false", "widths=30,20"];
  expect(changesOf(experiment, "smoke", configured("rule=bp", ...given))).toEqual(given);
});

it("settingsHelp shows each field that can be set, its value at each scale, meaning and choices", () => {
  const lines = settingsHelp({ ...experiment, resumable: true });
  expect(lines.slice(0, 4)).toEqual([
    "fake: A made-up experiment",
    "Data sets: mnist, cifar-10. Checkpoints: kept when asked for.",
    "",
    "  --set         smoke   default  paper",
  ]);
  expect(lines).toContain("  epochs        3       20       300    passes over the training set");
  expect(lines).toContain("  rule          bp      bp       bp     how errors are carried back; one of bp, dfa");
  expect(lines).toContain("  rules         bp,dfa  bp,dfa   bp     one of bp, fa, dfa");
  expect(lines.join("\n")).not.toMatch(/nested|layers|mixed|nothing/);
  const bare = settingsHelp({ ...experiment, needs: [], scales: { smoke: {}, default: {}, paper: {} } });
  expect(bare).toEqual(["fake: A made-up experiment", "Data sets: none. Checkpoints: none."]);
});
