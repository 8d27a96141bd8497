import { FormatError } from "../errors.js";

/** A value of GML: a number, a text, or a list of named values, of which several may have one name. */
export type GmlValue = number | string | GmlList;

export interface GmlList {
  /** The line, from 1, on which it begins. */
  readonly line: number;
  readonly entries: readonly GmlEntry[];
}

export interface GmlEntry {
  readonly key: string;
  readonly value: GmlValue;
  readonly line: number;
}

/** Lists stand in lists; no file needs more. */
const deepest = 32;

/**
 * Reads GML, the Graph Modelling Language: pairs of a key and a value, which is a number, a text in double quotes or a list
 * in brackets. A line that begins with # is a comment. Character entities (`&amp;`) are left as they are.
 * @param name what errors call the text
 * @throws {FormatError} naming the line
 * Source: M. Himsolt 1997, "GML: a portable graph file format".
 */
export function parseGml(text: string, name = "parseGml"): GmlList {
  const tokens = tokensOf(text, name),
    fail = (line: number, detail: string) => new FormatError(name, `line ${line}: ${detail}`);
  let token = tokens.next();
  const readList = (line: number, depth: number): GmlList => {
    if (depth > deepest) throw fail(line, `lists stand more than ${deepest} deep`);
    const entries: GmlEntry[] = [];
    for (; !token.done && token.value.kind !== "]"; ) {
      const { kind, text: key, line: at } = token.value;
      if (kind !== "word") throw fail(at, `${key} where a key should stand`);
      token = tokens.next();
      if (token.done) throw fail(at, `the file ends where the value of ${key} should stand`);
      entries.push({ key, value: readValue(key, depth), line: at });
    }
    return { line, entries };
  };
  const readValue = (key: string, depth: number): GmlValue => {
    const { kind, text: written, line } = token.value!;
    token = tokens.next();
    if (kind === "text") return written;
    if (kind === "number") return Number(written);
    if (kind !== "[") throw fail(line, `${written} where the value of ${key} should stand`);
    const list = readList(line, depth + 1);
    if (token.done) throw fail(line, `the list of ${key} that begins here has no end`);
    token = tokens.next();
    return list;
  };
  const all = readList(1, 0);
  if (!token.done) throw fail(token.value.line, "] without a [");
  return all;
}

interface Token {
  readonly kind: "[" | "]" | "word" | "number" | "text";
  readonly text: string;
  readonly line: number;
}

/** Blanks, comment, bracket, key, number, text; whatever else stands there is one character of "other". */
const pattern =
  /(?<blank>[ \t\r\f\v]+)|(?<end>\n)|(?<bracket>[[\]])|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z0-9_.]))|"(?<text>[^"]*)"|(?<other>[\s\S])/gy;

function* tokensOf(text: string, name: string): Generator<Token, undefined> {
  if (typeof text !== "string") throw new FormatError(name, "is no text");
  let line = 1,
    fresh = true;
  pattern.lastIndex = 0;
  for (let at = 0; at < text.length; ) {
    if (fresh && text[at] === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
      continue;
    }
    pattern.lastIndex = at;
    const { blank, end, bracket, word, number, text: quoted, other } = pattern.exec(text)!.groups!;
    at = pattern.lastIndex;
    if (end !== undefined) {
      line++;
      fresh = true;
      continue;
    }
    if (blank !== undefined) continue;
    fresh = false;
    if (other !== undefined) {
      const what = other === '"' ? "a text without its closing quote" : `${JSON.stringify(other)} is no part of GML`;
      throw new FormatError(name, `line ${line}: ${what}`);
    }
    if (bracket !== undefined) yield { kind: bracket as "[" | "]", text: bracket, line };
    else if (word !== undefined) yield { kind: "word", text: word, line };
    else if (number !== undefined) yield { kind: "number", text: number, line };
    else {
      yield { kind: "text", text: quoted!, line };
      line += quoted!.split("\n").length - 1;
    }
  }
  return undefined;
}
