export * from "./elementwise.js";
