"use client";

import { useEffect } from "react";
import { run } from "../program.js";
import { options, report } from "../report.js";

export default function ClientComponent() {
  useEffect(() => report(run(options())), []);
  return null;
}
