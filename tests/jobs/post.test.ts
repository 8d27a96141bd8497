import { MessageChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { post } from "../../src/jobs/post.js";
import { errorOf, useWorkers } from "./support.js";

const jobs = useWorkers();

it("sends, or says what it was that cannot be sent", async () => {
  const { port1, port2 } = new MessageChannel(),
    port = port1 as unknown as MessagePort,
    got = new Promise((resolve) => port2.once("message", resolve)),
    buffer = new ArrayBuffer(4);
  post(port, { kind: "found", found: buffer }, [buffer], "serve", "the result", buffer);
  expect([await got, buffer.byteLength]).toEqual([{ kind: "found", found: new ArrayBuffer(4) }, 0]);
  const bad = { compute() {} },
    send = () => post(port, { kind: "update", update: bad }, [], "serve", "an update", bad);
  expect(send).toThrow(ArgumentError);
  expect(send).toThrow(
    /^serve: an update is a Object, must be plain data, which can be sent to another thread \(.*compute.*\)$/,
  );
  port1.close();
});

it("refuses to hand over what it cannot, and leaves it whole", async () => {
  const worker = jobs.open();
  const buffer = new ArrayBuffer(8),
    run = worker.run("square", buffer, { transfer: [buffer, buffer] });
  expect(await errorOf(run)).toBeInstanceOf(ArgumentError);
  expect([buffer.byteLength, jobs.started.length]).toEqual([8, 0]);
});
