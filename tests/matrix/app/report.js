/** What `load` is to be given: in the page's address. */
export function options() {
  return JSON.parse(new URLSearchParams(location.search).get("options") ?? "{}");
}

/** The result, or the error, becomes the page's title. */
export function report(result) {
  result.then(
    (value) => (document.title = JSON.stringify(value)),
    (error) => (document.title = JSON.stringify({ error: String(error) })),
  );
}

/** What the worker answers. */
export function ask(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(data.error) : resolve(data));
    worker.onerror = ({ message }) => reject(message ?? "the worker did not start");
    worker.postMessage(options());
  });
}
