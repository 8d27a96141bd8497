import { type Signal, signal } from "@preact/signals";

/** What a piece of state may be and how the address spells it. */
export interface Field<Value = unknown> {
  readonly initial: Value;
  encode(value: Value): string;
  /** Undefined for what it cannot be: the default then. */
  decode(text: string): Value | undefined;
}

export type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** A signal for every field; whoever writes one changes the address. */
export type UrlState<Fields extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Fields]: Signal<ValueOf<Fields[Name]>>;
};

/** A field with ends: what a slider shows. */
export interface NumberField extends Field<number> {
  readonly minimum: number;
  readonly maximum: number;
  readonly whole: boolean;
}

/** A field with a list of words: what a choice shows. */
export interface ChoiceField<Word extends string> extends Field<Word> {
  readonly words: readonly Word[];
}

/** A number from `minimum` to `maximum`; spelled with all its digits, so that it comes back to the bit. */
export function number(initial: number, { minimum, maximum }: { minimum: number; maximum: number }): NumberField {
  return {
    initial,
    minimum,
    maximum,
    whole: false,
    encode: String,
    decode: (text) => {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

/** A whole number from `minimum` to `maximum`. */
export function integer(initial: number, bounds: { minimum: number; maximum: number }): NumberField {
  const real = number(initial, bounds);
  return {
    ...real,
    whole: true,
    decode: (text) => {
      const value = real.decode(text);
      return Number.isInteger(value) ? value : undefined;
    },
  };
}

/** One of a few words. */
export function choice<const Word extends string>(initial: NoInfer<Word>, words: readonly Word[]): ChoiceField<Word> {
  return { initial, words, encode: (word) => word, decode: (text) => words.find((word) => word === text) };
}

/** Yes or no. */
export function toggle(initial: boolean): Field<boolean> {
  return { initial, encode: (on) => (on ? "1" : "0"), decode: (text) => ({ "1": true, "0": false })[text] };
}

/** Any text of at most `longest` characters. */
export function text(initial: string, { longest = 2000 } = {}): Field<string> {
  return { initial, encode: (value) => value, decode: (value) => (value.length <= longest ? value : undefined) };
}

/** The state that the query of an address holds; what it lacks or spells wrongly has its default. */
export function readState<Fields extends Readonly<Record<string, Field>>>(
  fields: Fields,
  query: URLSearchParams,
): UrlState<Fields> {
  const entries = Object.entries(fields).map(([name, field]) => {
    const spelled = query.get(name);
    return [name, signal((spelled === null ? undefined : field.decode(spelled)) ?? field.initial)];
  });
  return Object.fromEntries(entries);
}

/** The query that brings `state` back. Reads every signal, so an effect around it follows all changes. */
export function writeState<Fields extends Readonly<Record<string, Field>>>(
  fields: Fields,
  state: UrlState<Fields>,
): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, field] of Object.entries(fields)) {
    const { value } = state[name]!;
    if (field.encode(value) !== field.encode(field.initial)) query.set(name, field.encode(value));
  }
  return query;
}
