import { useEffect, useRef, useState } from "preact/hooks";

/** The value, changed at most once in `everyMs`; the last one always comes in the end. */
export function useSeldom<Value>(value: Value, everyMs: number): Value {
  const [shown, show] = useState(value),
    newest = useRef(value),
    timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  newest.current = value;
  useEffect(() => {
    if (value === shown || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      show(() => newest.current);
    }, everyMs);
  }, [value, shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return shown;
}
