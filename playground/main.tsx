import { render } from "preact";
import { App } from "./shell/app.js";
import "./styles/page.css";
import "./styles/controls.css";
import "./styles/results.css";

render(<App />, document.getElementById("app")!);

if (import.meta.env.PROD && "serviceWorker" in navigator)
  addEventListener("load", () => void navigator.serviceWorker.register("service-worker.js").catch(() => undefined));
