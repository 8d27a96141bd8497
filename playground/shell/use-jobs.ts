import { JobWorker } from "neurite/jobs";
import { useEffect, useMemo } from "preact/hooks";

/** A worker for as long as the panel is open: `const jobs = useJobs(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }))`. */
export function useJobs(start: () => Worker): JobWorker {
  const jobs = useMemo(() => new JobWorker(start), []);
  useEffect(() => () => jobs.dispose(), [jobs]);
  return jobs;
}
