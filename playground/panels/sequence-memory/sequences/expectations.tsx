import { enough, type Frame } from "./frame.js";

/** Of every sequence what came last time, and what was predicted to come. */
export function Expectations({ frame }: { readonly frame: Frame }) {
  const { expectations, script, last } = frame,
    { symbols, sequences } = script,
    longest = Math.max(...sequences.map(({ length }) => length));
  return (
    <section aria-labelledby="expectations">
      <h3 id="expectations">What was expected</h3>
      <p class="quiet">
        Under every symbol what the memory predicted in its place when the sequence was last shown. At first the
        contexts of shared symbols are one, and all of their successors are predicted; then they part.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Expectations">
        <table class="expectations">
          <thead>
            <tr>
              <th scope="col">Sequence</th>
              {Array.from({ length: longest }, (_, k) => (
                <th key={k} scope="col">
                  {k + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sequences.map((sequence, s) => (
              <tr key={s}>
                <th scope="row">{s + 1}</th>
                {sequence.map((symbol, p) => {
                  const one = expectations[s]![p],
                    now = last?.sequence === s && last.position === p;
                  return (
                    <td key={p} class={now ? "now" : undefined} aria-current={now ? "step" : undefined}>
                      <strong>{symbols[symbol]}</strong>
                      <span class={one && p > 0 && one.anomaly >= enough ? "surprise" : "quiet"}>
                        {textOf(one?.expected, symbols, p)}
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

type Expected = NonNullable<Frame["expectations"][number][number]>["expected"];

function textOf(expected: Expected | undefined, symbols: readonly string[], position: number): string {
  if (!expected) return "–";
  if (position === 0) return "start";
  const likely = expected.filter(({ share }) => share >= enough);
  return likely.length === 0 ? "nothing" : likely.map(({ symbol }) => symbols[symbol]).join(" or ");
}
