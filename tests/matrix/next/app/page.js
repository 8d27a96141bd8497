import { run } from "./program.js";

export const dynamic = "force-dynamic";

export default async function ServerComponent() {
  return <pre>{JSON.stringify(await run())}</pre>;
}
