import * as z from "zod";

/** An authority of this installation that lets others know of it. */
export interface NetworkAuthority {
  readonly id: string;
  readonly tenantId: string;
  readonly did: string;
  readonly name: string;
  readonly linkedDomainUrls: string[];
}

/** A contract as the network shows it: what it is called, which types it issues, and what their claims are named. */
export interface NetworkContract {
  readonly name: string;
  readonly types: string[];
  readonly claims: string[];
}

export const NetworkAuthorityRef = z.strictObject({ tenantId: z.string().max(200), issuerId: z.string().max(200) });
