import { readdir } from "node:fs/promises";
import { ArgumentError } from "../errors.js";
import type { Experiment } from "../experiments/experiment.js";
import { nearest } from "./nearest.js";

const folder = new URL("../experiments/", import.meta.url);

/** What else lies in the folder. */
const others = ["index", "experiment", "experiment-job", "jobs", "kept-jobs"];

/** Experiments by slug. The folder is the list: one file each, so adding an experiment changes nothing else. */
async function files(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    const slug = /^([a-z0-9-]+)\.(?:js|ts)$/.exec(name)?.[1];
    if (slug && !others.includes(slug)) found.set(slug, new URL(name, folder).href);
  }
  return found;
}

async function open(address: string): Promise<Experiment> {
  const module: { experiment: Experiment } = await import(/* @vite-ignore */ address);
  return module.experiment;
}

/** All experiments, by slug. */
export async function allExperiments(): Promise<Experiment[]> {
  return Promise.all([...(await files()).values()].map(open));
}

/** @throws {ArgumentError} naming the nearest slug when there is no such experiment */
export async function findExperiment(call: string, slug: string | undefined): Promise<Experiment> {
  const known = await files(),
    address = slug === undefined ? undefined : known.get(slug);
  if (address) return open(address);
  const guess = slug === undefined ? undefined : nearest(slug, known.keys());
  const allowed = `one of ${[...known.keys()].join(", ")}`;
  throw new ArgumentError(call, "experiment", slug ?? "", guess ? `${allowed}; did you mean ${guess}?` : allowed);
}
