import type { ComponentChildren } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import { Button } from "./button.js";
import { download, fileName } from "./download.js";
import { PanelSlug } from "./panel-slug.js";
import { pngOfSvg } from "./pictures.js";
import { Problem } from "./problem.js";

export interface FigureProps {
  readonly title: string;
  /** One sentence on what is to be seen. */
  readonly caption?: ComponentChildren;
  /** The numbers. */
  readonly csv: () => string;
  readonly svg?: () => string;
  /** By default the SVG's picture. */
  readonly png?: () => Promise<Blob>;
  readonly children: ComponentChildren;
}

/** A drawing with its title, and its numbers and pictures to take along. */
export function Figure({ title, caption, csv, svg, png, children }: FigureProps) {
  const id = useId(),
    slug = useContext(PanelSlug),
    [error, setError] = useState<unknown>(undefined),
    picture = png ?? (svg && (() => pngOfSvg(svg())));
  const save = async (ending: string, make: () => Blob | Promise<Blob>) => {
    try {
      download(fileName(slug, title, ending), await make());
      setError(undefined);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const ways = [
    { ending: "csv", make: () => new Blob([csv()], { type: "text/csv" }) },
    ...(svg ? [{ ending: "svg", make: () => new Blob([svg()], { type: "image/svg+xml" }) }] : []),
    ...(picture ? [{ ending: "png", make: picture }] : []),
  ];
  return (
    <figure aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <div class="ways">
          {ways.map(({ ending, make }) => (
            <Button key={ending} label={`${ending.toUpperCase()} of ${title}`} onClick={() => void save(ending, make)}>
              {ending.toUpperCase()}
            </Button>
          ))}
        </div>
        {caption !== undefined && <p class="quiet">{caption}</p>}
      </figcaption>
      {children}
      <Problem error={error} />
    </figure>
  );
}
