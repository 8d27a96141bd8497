/** Why these files cannot be taken; undefined for one that can. */
export function fileProblem(
  files: ArrayLike<{ readonly name: string; readonly size: number }>,
  { accept, maxBytes }: { readonly accept: string; readonly maxBytes: number },
): string | undefined {
  if (files.length !== 1) return `${files.length} files came; one is taken at a time.`;
  const { name, size } = files[0]!,
    endings = accept.split(",").map((ending) => ending.trim().toLowerCase());
  if (!endings.some((ending) => name.toLowerCase().endsWith(ending)))
    return `${name}: files that end with ${endings.join(", ")} are taken.`;
  if (size > maxBytes) return `${name} has ${mebibytes(size)} MiB; at most ${mebibytes(maxBytes)} MiB are taken.`;
  return undefined;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1).replace(".0", "");
}
