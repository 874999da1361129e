import * as z from "zod";
import type { KeyProvider } from "@/lib/keys/provider";

/** Judges a config by its provider, with faults named by their place below `config`, and tells what of it may be shown. */
export function connectionConfigOf(
  provider: KeyProvider,
  config: unknown,
): { readonly parsed: object; readonly settings: Record<string, string> } {
  const judged = z.object({ config: provider.config }).parse({ config });
  return { parsed: z.looseObject({}).parse(judged.config), settings: provider.settings(judged.config) };
}
