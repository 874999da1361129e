/** Replaced by the outgoing module: the shape that the rest of the house relies on. */
export interface EgressRequest {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly maxBytes?: number;
  readonly tenantId: string;
}

export type EgressResult =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly cause: string };

export interface Egress {
  request(url: string, request: EgressRequest): Promise<EgressResult>;
}

export const createEgress = (_options: { allow: readonly string[] }): Egress => ({
  request: async () => ({ ok: false, cause: "closed" }),
});
