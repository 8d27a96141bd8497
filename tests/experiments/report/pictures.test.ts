import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../src/errors.js";
import { confusionMatrix, heatMap, imageGrid, matrix, sparsityRaster } from "../../../src/experiments/report/index.js";
import { Random } from "../../../src/random.js";
import { patternFromDense, uniformPattern } from "../../../src/sparsity/index.js";
import { attributes, checked } from "./support.js";

/** Rows of pixels of every picture on the page. */
function picturesOf(html: string): number[][][] {
  return Array.from(html.matchAll(/data:image\/png;base64,([^"]*)"/g), ([, text]) => {
    const file = Buffer.from(text!, "base64"),
      [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    const lines = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
    return Array.from({ length: height }, (_, y) => [...lines.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))]);
  });
}

describe("imageGrid", () => {
  const images = [{ pixels: [0, 1, 2, 4], label: "4 → 9" }, { pixels: [-1, 0, 2, Number.NaN] }];

  it.each([
    [
      "own",
      [
        [
          [0, 64],
          [128, 255],
        ],
        [
          [0, 85],
          [255, 0],
        ],
      ],
    ],
    [
      "symmetric",
      [
        [
          [128, 159],
          [191, 255],
        ],
        [
          [64, 128],
          [255, 0],
        ],
      ],
    ],
    [
      [0, 2],
      [
        [
          [0, 128],
          [255, 255],
        ],
        [
          [0, 0],
          [255, 0],
        ],
      ],
    ],
    [
      [2, 0],
      [
        [
          [255, 128],
          [0, 0],
        ],
        [
          [255, 255],
          [0, 0],
        ],
      ],
    ],
  ] as const)("with range %s", (range, expected) => {
    const html = checked(imageGrid({ title: "Digits", width: 2, height: 2, images, range }));
    expect(picturesOf(html)).toEqual(expected);
    expect(attributes(html, "alt")).toEqual(["4 → 9", "Digits, image 2"]);
  });

  it("allows flat images and none, and refuses another size", () => {
    const flat = imageGrid({ title: "Flat", width: 2, height: 1, images: [{ pixels: [3, 3] }] });
    expect(picturesOf(checked(flat, imageGrid({ title: "None", width: 28, height: 28, images: [] })))).toEqual([
      [[0, 0]],
    ]);
    expect(() => imageGrid({ title: "T", width: 2, height: 2, images: [{ pixels: [1, 2, 3] }] })).toThrow(ShapeError);
  });

  it("puts a given number into a row", () => {
    const grid = { title: "T", width: 2, height: 2, images };
    expect(checked(imageGrid({ ...grid, columns: 10 }))).toContain(
      '<ul class="images in-columns" style="--columns:10">',
    );
    expect(checked(imageGrid(grid))).toContain('<ul class="images">');
  });

  it("needs little room", () => {
    const pixels = new Float32Array(784).fill(0.5),
      grid = imageGrid({ title: "T", width: 28, height: 28, images: new Array(100).fill({ pixels }) });
    expect(checked(grid).length - checked().length).toBeLessThan(100 * 1400);
  });
});

describe("heatMap", () => {
  it("draws positive and negative values in two layers", () => {
    const html = checked(heatMap({ title: "T", rows: 2, columns: 2, values: [1, -2, 0, Number.NaN] }));
    expect(picturesOf(html)).toEqual([
      [
        [128, 0],
        [0, 0],
      ],
      [
        [0, 255],
        [0, 0],
      ],
    ]);
    expect(html).toContain("Full shade: −2 to 2.");
  });

  it("takes means of large matrices and says so", () => {
    const values = Float64Array.from(
        { length: 512 * 3 },
        (_, k) => (Math.floor(k / 3) % 2 === 0 ? 1 : 0) * ((k % 3) + 1),
      ),
      html = checked(heatMap({ title: "T", rows: 512, columns: 3, values }));
    const [picture] = picturesOf(html);
    expect(picture?.length).toBe(256);
    expect(picture?.every((row) => row.join() === "85,170,255")).toBe(true);
    expect(html).toContain("Drawn as means on 256 × 3 cells.");
  });

  it("allows any numbers and empty matrices, and refuses another length", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 9 }), (values) => {
        checked(heatMap({ title: "T", rows: 1, columns: values.length, values }));
      }),
    );
    checked(
      heatMap({ title: "T", rows: 0, columns: 0, values: [] }),
      heatMap({ title: "T", rows: 0, columns: 5, values: [] }),
    );
    expect(() => heatMap({ title: "T", rows: 2, columns: 2, values: [1] })).toThrow(ShapeError);
  });
});

describe("sparsityRaster", () => {
  it("shows every connection of a small pattern", () => {
    const html = checked(sparsityRaster({ title: "T", pattern: patternFromDense(2, 3, [1, 0, 1, 0, 1, 0]) }));
    expect(picturesOf(html)).toEqual([
      [
        [255, 0, 255],
        [0, 255, 0],
      ],
    ]);
    expect(html).toContain("3 connections, 50 % of 2 × 3.");
  });

  it("shades large patterns by the root of their density, cells of unequal size included", () => {
    // 257 rows on 256 cells: the first cell holds two of them, one of which is full.
    const dense = Float64Array.from({ length: 257 * 2 }, (_, k) => (k < 2 || k >= 2 * 256 ? 1 : 0)),
      [picture] = picturesOf(checked(sparsityRaster({ title: "T", pattern: patternFromDense(257, 2, dense) })));
    const shades = picture!.map(([first]) => first!);
    expect([shades[0], shades[1], shades[255]]).toEqual([Math.round(255 * Math.SQRT1_2), 0, 255]);
  });

  it("stays small for huge patterns and allows empty ones", () => {
    const pattern = uniformPattern(new Random(1), { rows: 1e5, columns: 1e5, count: 1e5 });
    expect(checked(sparsityRaster({ title: "T", pattern })).length).toBeLessThan(120_000);
    for (const [rows, columns] of [
      [0, 0],
      [0, 4],
      [4, 0],
      [4, 4],
    ] as const)
      checked(sparsityRaster({ title: "T", pattern: uniformPattern(new Random(1), { rows, columns, count: 0 }) }));
  });
});

describe("matrix and confusionMatrix", () => {
  it("shade mistakes apart from hits, by the root of their share", () => {
    const html = checked(confusionMatrix({ title: "T", labels: ["a", "b"], counts: [75, 25, 0, 16] }));
    const styles = attributes(html, "style").filter((style) => style.includes("--v"));
    expect(styles).toEqual([
      "--c:var(--s0);--v:86.6%",
      "--c:var(--s1);--v:50%",
      "--c:var(--s1);--v:0%",
      "--c:var(--s0);--v:100%",
    ]);
    expect(html).toContain("predicted →");
    expect(html).toContain('<th scope="row">a</th>');
  });

  it("shade by magnitude and sign", () => {
    const labels = { rowTitle: "r", columnTitle: "c", rowLabels: ["x"], columnLabels: ["p", "q", "n"] };
    const html = checked(matrix({ title: "T", ...labels, values: [2, -1, Number.NaN] }));
    const styles = attributes(html, "style").filter((style) => style.includes("--v"));
    expect(styles).toEqual(["--c:var(--s0);--v:100%", "--c:var(--s1);--v:50%"]);
    expect(html).toContain("<td>–</td>");
  });

  it("allow empty ones and any numbers, refuse another length", () => {
    checked(confusionMatrix({ title: "T", labels: [], counts: [] }));
    checked(confusionMatrix({ title: "T", labels: ["a", "b"], counts: [0, 0, 0, 0] }));
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 4, maxLength: 4 }), (values) => {
        const names = { rowTitle: "r", columnTitle: "c", rowLabels: ["1", "2"], columnLabels: ["1", "2"] };
        checked(
          matrix({ title: "T", ...names, values }),
          confusionMatrix({ title: "T", labels: ["a", "b"], counts: values }),
        );
      }),
    );
    expect(() => confusionMatrix({ title: "T", labels: ["a", "b"], counts: [1, 2, 3] })).toThrow(ShapeError);
  });
});

describe("blocks of a raster", () => {
  const values = new Float64Array(16).fill(1),
    outlines = (html: string) => Array.from(html.matchAll(/<path d="([^"]*)"/g), ([, d]) => d);

  it("are outlined on the diagonal, each up to where the next one begins", () => {
    const map = heatMap({ title: "T", rows: 4, columns: 4, values, blocks: [0, 3] });
    expect(outlines(checked(map))).toEqual(["M0 0H3V3H0ZM3 3H4V4H3Z"]);
    expect(outlines(checked(heatMap({ title: "T", rows: 4, columns: 4, values })))).toEqual([]);
  });

  it("are where they belong in matrices that are drawn smaller, and in patterns", () => {
    const pattern = uniformPattern(new Random(1), { rows: 1024, columns: 1024, density: 0.01 });
    expect(outlines(checked(sparsityRaster({ title: "T", pattern, blocks: [0, 512] })))).toEqual([
      "M0 0H128V128H0ZM128 128H256V256H128Z",
    ]);
  });
});
