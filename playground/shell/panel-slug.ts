import { createContext } from "preact";

/** The open panel's slug, which its downloads are named after. */
export const PanelSlug = createContext("");
