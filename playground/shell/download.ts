/** Hands a file to the reader. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content),
    link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `connectome-modularity.csv`: letters and digits of any script, the rest as hyphens. */
export function fileName(slug: string, title: string, ending: string): string {
  const words = `${slug} ${title}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.join("-")}.${ending}`;
}
