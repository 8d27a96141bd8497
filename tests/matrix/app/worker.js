import { run } from "./program.js";

self.onmessage = ({ data }) =>
  run(data).then(
    (result) => postMessage(result),
    (error) => postMessage({ error: String(error) }),
  );
