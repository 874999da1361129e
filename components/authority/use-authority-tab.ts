import { parseAsStringLiteral, useQueryState } from "nuqs";

const tabs = ["overview", "keys", "domain", "metadata", "history"] as const;

/** The open tab stands in the URL. */
export const useAuthorityTab = () => useQueryState("tab", parseAsStringLiteral(tabs).withDefault("overview"));
