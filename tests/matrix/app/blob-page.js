import { ask, report } from "./report.js";

const started = fetch("./worker.js")
  .then((response) => response.blob())
  .then((blob) => ask(new Worker(URL.createObjectURL(blob))));
report(started);
