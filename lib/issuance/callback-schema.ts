import * as z from "zod";
import { Callback } from "@/lib/issuance/schema";

/** A callback of the Issuer API (Issuer API reference, section 10): told of each event, and gating all the same (security I6). */
export const IssuerCallback = z.strictObject({
  kind: z.literal("issuer"),
  /** As the request gave it: `$id` is filled in at each use. */
  url: z.string().max(2000),
  /** The first issuance request as it came, its `issuerKey` masked by `maskedRequest`: told with `requested_token`. */
  request: z.record(z.string(), z.unknown()).default({}),
  /** The offer is of several credentials. */
  batch: z.boolean().default(false),
});
export type IssuerCallback = z.infer<typeof IssuerCallback>;

/** What a session keeps of who wants to be told. Rows without a kind are the Request Service's. */
export const StoredCallback = z.union([IssuerCallback, Callback]);
export type StoredCallback = z.infer<typeof StoredCallback>;

export const isIssuerCallback = (callback: StoredCallback): callback is IssuerCallback => "kind" in callback;
