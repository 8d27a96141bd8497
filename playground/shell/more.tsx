import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** Settings that may wait: open where there is room for them, closed on a phone. */
export function More({ children }: { readonly children: ComponentChildren }) {
  const [open] = useState(() => matchMedia("(min-width: 56rem)").matches);
  return (
    <details class="more" open={open}>
      <summary>More settings</summary>
      <div>{children}</div>
    </details>
  );
}
