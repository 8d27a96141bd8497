import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../../shell/button.js";
import { Slider } from "../../shell/slider.js";
import { colour, scheme } from "../../shell/theme.js";
import { integer } from "../../shell/url-state.js";
import type { Control } from "./control.js";
import { decodeDrawing, encodeDrawing, side, stroke } from "./drawing.js";
import type { State } from "./fields.js";

/** A test example or a drawing, and what the network takes it for. */
export function TestDigit({ control, state }: { control: Control; state: State }) {
  const opened = control.opened.value,
    live = control.live.value,
    last = (opened?.testSize ?? 1) - 1,
    field = useMemo(() => integer(0, { minimum: 0, maximum: last }), [last]),
    spelled = control.drawable.value ? state.drawing.value : "",
    drawing = useMemo(() => decodeDrawing(spelled), [spelled]);
  if (!opened || !live || !control.shown.value) return null;
  const { example, label, image } = control.shown.value,
    picture = drawing ? { rows: side, columns: side, values: drawing } : image,
    what = drawing ? "Your drawing" : `Test example ${example}, which is ${label}`;
  return (
    <section aria-labelledby="test-digit" class="test-digit">
      <h2 id="test-digit">Classify a digit</h2>
      <div class="side-by-side">
        <div class="stack">
          {picture && <Pad picture={picture} label={what} state={state} drawable={control.drawable.value} />}
          <p>{what}</p>
          {drawing ? (
            <div class="row">
              <Button onClick={() => (state.drawing.value = "")}>Clear the drawing</Button>
            </div>
          ) : (
            <Slider
              label="Test example"
              field={field}
              value={state.example}
              format={(example) => String(Math.min(example, last))}
            />
          )}
        </div>
        <Probabilities
          classes={opened.classes}
          probabilities={live.probabilities}
          truth={drawing ? undefined : label}
        />
      </div>
    </section>
  );
}

interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The image, on which one may draw. */
function Pad(props: { picture: Picture; label: string; state: State; drawable: boolean }) {
  const { picture, label, state, drawable } = props,
    { rows, columns, values } = picture,
    canvas = useRef<HTMLCanvasElement>(null),
    pen = useRef<{ x: number; y: number }>(undefined),
    shown = scheme.value;
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!,
      largest = values.reduce((most, value) => Math.max(most, value), 0) || 1,
      pixels = context.createImageData(columns, rows),
      [red, green, blue] = rgbOf(colour("--ink"));
    for (const [index, value] of values.entries())
      pixels.data.set([red, green, blue, (255 * value) / largest], 4 * index);
    context.putImageData(pixels, 0, 0);
  }, [values, rows, columns, shown]);
  const draw = (event: PointerEvent) => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect(),
      to = { x: ((event.clientX - left) / width) * side, y: ((event.clientY - top) / height) * side },
      before = decodeDrawing(state.drawing.peek()) ?? new Float32Array(side * side);
    state.drawing.value = encodeDrawing(stroke(before, pen.current ?? to, to));
    pen.current = to;
  };
  return (
    <>
      <canvas
        ref={canvas}
        width={columns}
        height={rows}
        class={drawable ? "pad drawable" : "pad"}
        role="img"
        aria-label={label}
        {...(drawable && {
          onPointerDown: (event: PointerEvent) => {
            if (event.button !== 0) return;
            canvas.current!.setPointerCapture(event.pointerId);
            pen.current = undefined;
            draw(event);
          },
          onPointerMove: (event: PointerEvent) => {
            if (pen.current) draw(event);
          },
          onPointerUp: () => {
            pen.current = undefined;
          },
          onPointerCancel: () => {
            pen.current = undefined;
          },
        })}
      />
      {drawable && (
        <p class="quiet">
          Draw a digit here, by mouse, pen or finger: the network sees it centred and as large as those it learnt from.
          Or choose an example below.
        </p>
      )}
    </>
  );
}

/** "#1d1f23" as bytes. */
function rgbOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function Probabilities(props: { classes: readonly string[]; probabilities: Float32Array; truth: string | undefined }) {
  const { classes, probabilities, truth } = props,
    best = probabilities.indexOf(Math.max(...probabilities));
  return (
    <table class="probabilities">
      <caption>
        The network says <strong>{classes[best]}</strong>
      </caption>
      <tbody>
        {classes.map((name, index) => (
          <tr key={name} class={index === best ? "best" : undefined}>
            <th scope="row">{name === truth ? `${name} ✓` : name}</th>
            <td class="bar">
              <div style={{ width: `${100 * probabilities[index]!}%` }} />
            </td>
            <td class="number">{`${(100 * probabilities[index]!).toFixed(1)} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
