import { useEffect, useId, useRef, useState } from "preact/hooks";
import { fileProblem } from "./file-problem.js";
import { Problem } from "./problem.js";

export interface DropZoneProps {
  readonly label: string;
  /** Endings of file names, as of an input: ".csv,.gml". */
  readonly accept: string;
  /** What a file may be at most; 64 MiB by default. */
  readonly maxBytes?: number;
  /** What it throws is shown. */
  readonly onFile: (file: File) => void | Promise<void>;
}

/** Takes a file that is dropped anywhere on the page, or picked by mouse or keyboard. */
export function DropZone({ label, accept, maxBytes = 2 ** 26, onFile }: DropZoneProps) {
  const id = useId(),
    [over, setOver] = useState(false),
    [error, setError] = useState<unknown>(undefined);
  const take = async (files: FileList | null | undefined) => {
    setOver(false);
    if (!files || files.length === 0) return;
    try {
      const problem = fileProblem(files, { accept, maxBytes });
      setError(problem);
      if (problem === undefined) await onFile(files[0]!);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const current = useRef(take);
  current.current = take;
  useEffect(() => {
    const listening = new AbortController(),
      { signal } = listening,
      holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    addEventListener(
      "dragover",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    addEventListener("dragleave", (event) => event.relatedTarget === null && setOver(false), { signal });
    addEventListener(
      "drop",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        void current.current(event.dataTransfer?.files);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);
  return (
    <div class={over ? "drop-zone over" : "drop-zone"}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files).finally(() => (currentTarget.value = ""));
        }}
      />
      <span class="quiet">or drop it anywhere on this page</span>
      <Problem error={error} />
    </div>
  );
}
