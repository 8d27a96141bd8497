import { useSignal } from "@preact/signals";
import { Button } from "../../shell/button.js";
import { download } from "../../shell/download.js";
import { DropZone } from "../../shell/drop-zone.js";
import type { Control } from "./control.js";

/** Own examples, and weights to keep and to go on from. */
export function Files({ control }: { control: Control }) {
  // Of a pair of IDX files, the one that came first.
  const half = useSignal<File | undefined>(undefined),
    { files, lacksFiles, live, phase } = control;
  const take = async (file: File) => {
    const before = half.value;
    half.value = undefined;
    if (/\.safetensors$/i.test(file.name)) await control.load(file);
    else if (/\.csv(\.gz)?$/i.test(file.name)) await control.useFiles([file]);
    else if (before) await control.useFiles([before, file]);
    else half.value = file;
  };
  const save = async () => {
    try {
      const bytes = await control.save();
      download("sparse-learning-weights.safetensors", new Blob([bytes], { type: "application/octet-stream" }));
    } catch (error) {
      control.error.value = error;
    }
  };
  const giveBack = () => control.useFiles([]).catch((error: unknown) => (control.error.value = error));
  return (
    <>
      <DropZone
        label="Own examples (CSV; IDX images and labels) or saved weights"
        accept=".csv,.gz,ubyte,.idx,.safetensors"
        onFile={take}
      />
      <p class="quiet" role="status">
        {half.value && `${half.value.name} is here; now its other half, images or labels.`}
        {files.value.length > 0 &&
          `Learning from ${files.value.map(({ name }) => name).join(" and ")}, a fifth held back for the test. The address does not hold them.`}
        {lacksFiles.value && "This address was made with own examples, which it does not hold: bring them here."}
      </p>
      {(files.value.length > 0 || lacksFiles.value) && (
        <Button onClick={() => void giveBack()}>Back to generated digits</Button>
      )}
      <Button disabled={phase.value !== "resting" || !live.value?.epoch} onClick={() => void save()}>
        Save weights
      </Button>
    </>
  );
}
