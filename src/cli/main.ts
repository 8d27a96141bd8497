#!/usr/bin/env node
import { cli } from "./cli.js";
import { processTerminal } from "./terminal.js";

// A reader that has seen enough (`neurite list | head -1`) closes the pipe: no reason to complain.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
// Set rather than exited with, so that what is still in a pipe gets out.
process.exitCode = await cli(process.argv.slice(2), processTerminal);
