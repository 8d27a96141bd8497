import { FormatError, Random } from "neurite";

/** Sequences of symbols, as somebody wrote them. */
export interface Script {
  /** Every symbol once, in the order of its first appearance. */
  readonly symbols: readonly string[];
  /** Of every sequence its symbols' places in that list. */
  readonly sequences: readonly (readonly number[])[];
}

const mostSequences = 20;
const mostElements = 40;
const longestSymbol = 12;

/**
 * Reads sequences that end with a semicolon or with their line; blanks stand between their symbols.
 * @throws {FormatError} naming the sequence: fewer than two symbols, too many, or too long ones
 */
export function readScript(text: string): Script {
  const places = new Map<string, number>(),
    refuse = (detail: string) => new FormatError("sequences", detail),
    parts = text
      .split(/[;\n]/)
      .map((part) => part.trim().split(/\s+/))
      .filter(([first]) => first !== "");
  if (parts.length === 0) throw refuse("there is none: write symbols with blanks between them, A B C");
  if (parts.length > mostSequences) throw refuse(`there are ${parts.length}, at most ${mostSequences} are shown`);
  const sequences = parts.map((symbols, k) => {
    const name = `sequence ${k + 1}`;
    if (symbols.length < 2)
      throw refuse(`${name} has one symbol, ${JSON.stringify(symbols[0]!.slice(0, 40))}: put blanks between symbols`);
    if (symbols.length > mostElements)
      throw refuse(`${name} has ${symbols.length} symbols, at most ${mostElements} are shown`);
    return symbols.map((symbol) => {
      if (symbol.length > longestSymbol)
        throw refuse(`${name}: ${JSON.stringify(symbol.slice(0, 40))} is longer than ${longestSymbol} characters`);
      if (!places.has(symbol)) places.set(symbol, places.size);
      return places.get(symbol)!;
    });
  });
  return { symbols: [...places.keys()], sequences };
}

/** One presentation of a symbol. */
export interface Presentation {
  readonly sequence: number;
  readonly position: number;
}

/** Rounds of all sequences, each round in an order of its own, drawn with the seed. Never ends. */
export function* presentations({ sequences }: Script, seed: number): Generator<Presentation, never> {
  const random = new Random(seed).stream("order"),
    order = sequences.map((_, sequence) => sequence);
  for (;;) {
    for (let k = order.length - 1; k > 0; k--) {
      const other = random.integer(k + 1);
      [order[k], order[other]] = [order[other]!, order[k]!];
    }
    for (const sequence of order)
      for (let position = 0; position < sequences[sequence]!.length; position++) yield { sequence, position };
  }
}
