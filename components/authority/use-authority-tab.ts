import { parseAsStringLiteral, useQueryState } from "nuqs";

const tabs = ["overview", "did", "did-configuration"] as const;

/** The open tab stands in the URL. */
export const useAuthorityTab = () => useQueryState("tab", parseAsStringLiteral(tabs).withDefault("overview"));
