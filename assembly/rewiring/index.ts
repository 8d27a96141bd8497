export * from "./drop";
export * from "./merge";
export * from "./regroup";
export * from "./sample";
export * from "./scores";
export * from "./vacancies";
