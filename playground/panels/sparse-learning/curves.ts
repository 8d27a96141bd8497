import type { EpochRecord, Progress } from "neurite";

/** Points of the loss per epoch. */
const groups = 20;

/** The course of a training run: the loss over groups of batches, and the scores after every epoch. */
export class Curves {
  /** Where the groups of batches end, in epochs, and their mean losses. */
  readonly times: number[] = [];
  readonly losses: number[] = [];
  readonly epochs: EpochRecord[] = [];
  /** Of the current epoch: the sum of losses that its groups took, and their examples. */
  #total = 0;
  #seen = 0;

  /** After a step. */
  addStep({ epoch, step, steps, score }: Progress, batch: number, size: number): void {
    const group = (at: number) => Math.floor((at * groups) / steps);
    if (step === 1) this.#total = this.#seen = 0;
    if (group(step) === group(step - 1)) return;
    const seen = Math.min(step * batch, size),
      total = score.loss * seen;
    this.times.push(epoch - 1 + step / steps);
    this.losses.push((total - this.#total) / (seen - this.#seen));
    this.#total = total;
    this.#seen = seen;
  }

  addEpoch(record: EpochRecord): void {
    this.epochs.push(record);
  }

  /** Forgets an epoch that was not finished. */
  rollBack(): void {
    const beyond = this.times.findIndex((time) => time > this.epochs.length);
    if (beyond < 0) return;
    this.times.length = beyond;
    this.losses.length = beyond;
  }

  /** The course that a file tells, which has one loss for each epoch. */
  replace(records: readonly EpochRecord[]): void {
    this.epochs.splice(0, Infinity, ...records);
    this.times.splice(0, Infinity, ...records.map(({ epoch }) => epoch));
    this.losses.splice(0, Infinity, ...records.map(({ loss }) => loss));
  }
}
