/**
 * The top-level keys of a JSON object in the order of the text, which `JSON.parse` does not keep: it moves integer-like
 * keys first, and of equal keys all but the last are lost. To be called before `JSON.parse`, which judges the syntax; it
 * looks at each character once and needs no recursion.
 * @param depth how many objects and arrays may stand inside one another; deeper text would only use up memory
 * @throws {SyntaxError} for a key that an object has twice, a key that is no JSON string, or deeper nesting
 */
export function expectUniqueKeys(text: string, depth: number): string[] {
  // One set of keys per open object or array; arrays have none.
  const open: Set<string>[] = [];
  let top: Set<string> | undefined,
    last = "";
  for (let i = 0; i < text.length; i++)
    switch (text[i]) {
      case '"': {
        const start = i++;
        for (; i < text.length && text[i] !== '"'; i++) if (text[i] === "\\") i++;
        last = text.slice(start, i + 1);
        break;
      }
      case ":": {
        const keys = open.at(-1),
          key = JSON.parse(last) as string;
        if (keys?.has(key)) throw new SyntaxError(`the key ${last.slice(0, 80)} stands twice`);
        keys?.add(key);
        break;
      }
      case "{":
      case "[":
        if (open.length === depth) throw new SyntaxError(`nested deeper than ${depth} levels`);
        open.push(new Set());
        top ??= open[0];
        break;
      case "}":
      case "]":
        open.pop();
    }
  return [...(top ?? [])];
}
