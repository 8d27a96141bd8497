/**
 * A file made by the format's own library: Python 3.11.7, safetensors 0.8.0, numpy 2.4.6, on x86-64, by
 *   save({"weights": np.array([[1.5, -2, np.inf], [0, -0.0, 3.25]], np.float32), "mask": np.array([1, 0, 255], np.uint8),
 *     "order": np.array([2, -1, 2147483647], np.int32), "empty": np.zeros((0, 4), np.float32),
 *     "scalar": np.array(7, np.int32), "mäß": np.array([1], np.float32)},
 *     {"made": "by safetensors 0.8.0", "note": "ü \" \\"})
 */
export const referenceFile = Uint8Array.from(
  atob(
    "qAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJub3RlIjoiw7wgXCIgXFwiLCJtYWRlIjoiYnkgc2FmZXRlbnNvcnMgMC44LjAifSwiZW1wdHkiOnsi" +
      "ZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAsNF0sImRhdGFfb2Zmc2V0cyI6WzAsMF19LCJtw6TDnyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMV0s" +
      "ImRhdGFfb2Zmc2V0cyI6WzAsNF19LCJ3ZWlnaHRzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOls0LDI4XX0s" +
      "Im9yZGVyIjp7ImR0eXBlIjoiSTMyIiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMjgsNDBdfSwic2NhbGFyIjp7ImR0eXBlIjoiSTMyIiwi" +
      "c2hhcGUiOltdLCJkYXRhX29mZnNldHMiOls0MCw0NF19LCJtYXNrIjp7ImR0eXBlIjoiVTgiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOls0" +
      "NCw0N119fSAgICAgAACAPwAAwD8AAADAAACAfwAAAAAAAACAAABQQAIAAAD/////////fwcAAAABAP8=",
  ),
  (character) => character.charCodeAt(0),
);
