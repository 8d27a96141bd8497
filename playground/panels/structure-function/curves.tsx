import { useMemo } from "preact/hooks";
import { LineChart } from "../../shell/line-chart.js";
import { meanOf } from "./measures.js";
import type { Point } from "./trainee.js";

/** What became of the network, epoch by epoch of those it is to learn; at 0 it is untrained. */
export function Curves({ points, epochs }: { points: readonly Point[]; epochs: number }) {
  const last = points.at(-1)!,
    series = useMemo(() => {
      const x = points.map(({ epoch }) => epoch),
        of = (name: string, value: (point: Point) => number) => ({ name, x, y: points.map(value) });
      return {
        loss: [of("loss", ({ loss }) => loss)],
        accuracy: [
          of("training pairs", ({ accuracy }) => accuracy),
          of("test pairs", ({ testAccuracy }) => testAccuracy),
        ],
        specialisation: [
          of("both, mean", ({ specialisation }) => meanOf(specialisation)),
          of("module 0", ({ specialisation }) => specialisation[0]),
          of("module 1", ({ specialisation }) => specialisation[1]),
          of("untrained", () => meanOf(points[0]!.specialisation)),
        ],
      };
    }, [points.length, last.loss]),
    x = { label: "epoch", whole: true, range: [0, Math.max(epochs, last.epoch)] as const };
  return (
    <>
      <LineChart
        title="Specialisation by correlation"
        caption="How much more alike a module's states are where its own digit is the same than where the other's is: from −1 to 1, 0 without preference."
        x={x}
        y={{ label: "specialisation", from: 0 }}
        series={series.specialisation}
      />
      <div class="side-by-side">
        <LineChart
          title="Accuracy"
          caption="Answering one's own digit gives 0.5; two modules that exchange nothing reach 0.75 at most."
          x={x}
          y={{ label: "share of right answers", range: [0, 1] }}
          series={series.accuracy}
          height={200}
        />
        <LineChart title="Loss" x={x} y={{ label: "cross-entropy", from: 0 }} series={series.loss} height={200} />
      </div>
    </>
  );
}
