import { load } from "../../../src/wasm/load.js";

// What faults.test.ts runs in a process of its own.
const tasks: Record<string, () => Promise<string>> = {
  async end() {
    const kernels = await load({ threads: { count: 3, leastMs: 0 } }),
      x = kernels.allocate(4 * 4096) >>> 0;
    for (let i = 0; i < 100; i++) kernels.relu_f32(0, 4096, x, x);
    return "done";
  },

  async leak() {
    const { gc } = globalThis as unknown as { gc(): void },
      settle = async () => {
        for (let i = 0; i < 20; i++) {
          gc();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return process.memoryUsage().rss / 2 ** 20;
      },
      use = async (stopping: boolean) => {
        const kernels = await load({ threads: { count: 2, leastMs: 0 } }),
          x = kernels.allocate(4 * 2 ** 18) >>> 0;
        kernels.relu_f32(0, 2 ** 18, x, x);
        if (stopping) await kernels.threads!.stop();
      };
    const round = async () => {
      for (let i = 0; i < 30; i++) {
        await use(i % 5 > 0);
        if (i % 10 === 0) gc();
      }
      return settle();
    };
    await round();
    const before = await round(),
      megabytes = (await round()) - before,
      resources = process
        .getActiveResourcesInfo()
        .filter((name) => name !== "PipeWrap" && name !== "TTYWrap" && name !== "Timeout");
    return JSON.stringify({ resources: resources.length, names: resources, megabytes });
  },
};

console.log(await tasks[process.argv[2]!]!());
