import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import { type Answer, ask, UnexpectedAnswer } from "@/e2e/support/wallet/ask";

const ROOT = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** What `npm run --silent token` prints for a server with this environment. */
export async function tokenOf(env: Readonly<Record<string, string>>, ...options: string[]): Promise<string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const { stdout } = await run("npm", ["run", "--silent", "token", "--", ...options], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", ...env },
  });
  return stdout.trim();
}

export interface Authority {
  id: string;
  didModel: { did: string };
  kmsMetadata: { backend: string; keyId: string };
}

export interface Contract {
  id: string;
  authorityId: string;
  manifestUrl: string;
  rules: { vc: { type: string[] } };
}

interface IssuanceRequest {
  requestId: string;
  url: string;
  expiry: number;
}

export interface FoundCredential {
  id: string;
  status: string;
}

export interface IssuanceOptions {
  readonly format?: string;
  readonly protocol?: "1.0" | "draft13" | "draft11";
  readonly claims?: Readonly<Record<string, string>>;
  readonly pin?: { readonly value: string; readonly length: number };
  readonly callback?: { readonly url: string; readonly state: string; readonly headers?: Record<string, string> };
}

/** The parts that issuing needs. */
export interface Issuing {
  readonly authority: Authority;
  readonly contract: Contract;
}

const ADMIN = "/v1.0/verifiableCredentials";
const BETA = "/beta/verifiableCredentials";

type Headers = Readonly<Record<string, string>>;

/** A script that works with the Admin API, as its users write them. */
export class PortalApi {
  constructor(
    readonly server: string,
    private readonly token: string,
  ) {}

  /** What goes into the `Authorization` header. */
  get authorization(): string {
    return `Bearer ${this.token}`;
  }

  /** Sends and gives the answer as it comes. */
  call(method: string, route: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.send(method, ADMIN + route, body, headers);
  }

  /** The same, of what is ours besides the reference. */
  beta(method: string, route: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.send(method, BETA + route, body, headers);
  }

  /** The same, by the whole path. */
  send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    return ask(this.server + path, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** The same, and throws when the status is not the one that the operation promises. */
  async must<Body>(status: number, method: string, route: string, body?: unknown): Promise<Body> {
    const answer = await this.call(method, route, body);
    if (answer.status !== status) throw new UnexpectedAnswer(`${method} ${route}`, answer);
    return (answer.text ? answer.json() : undefined) as Body;
  }

  onboard = () => this.must<{ id: string }>(201, "POST", "/onboard");

  /** `key` is our own addition: where the key is to live. */
  createAuthority = (linkedDomainUrl: string, key: object) =>
    this.must<Authority>(201, "POST", "/authorities", {
      name: "Example Works",
      linkedDomainUrl,
      didMethod: "web",
      key,
    });

  createContract = (authorityId: string, name: string, changes: object = {}) =>
    this.must<Contract>(201, "POST", `/authorities/${authorityId}/contracts`, { ...badgeContract(name), ...changes });

  issuanceRequest({ authority, contract }: Issuing, { callback, ...options }: IssuanceOptions = {}): unknown {
    return {
      authority: authority.didModel.did,
      manifest: contract.manifestUrl,
      type: contract.rules.vc.type[0],
      registration: { clientName: "Example Works" },
      ...(callback && { callback }),
      claims: badgeClaims(),
      ...options,
    };
  }

  createIssuance = (issuing: Issuing, options?: IssuanceOptions) =>
    this.must<IssuanceRequest>(201, "POST", "/createIssuanceRequest", this.issuanceRequest(issuing, options));

  private credentials = ({ authority, contract }: Issuing) =>
    `/authorities/${authority.id}/contracts/${contract.id}/credentials`;

  async searchCredentials(issuing: Issuing, claimValue: string): Promise<FoundCredential[]> {
    const hash = createHash("sha256")
      .update(issuing.contract.id + claimValue)
      .digest("base64");
    const route = `${this.credentials(issuing)}?filter=${encodeURIComponent(`indexclaimhash eq ${hash}`)}`;
    return (await this.must<{ value: FoundCredential[] }>(200, "GET", route)).value;
  }

  getCredential = (issuing: Issuing, id: string) =>
    this.must<FoundCredential>(200, "GET", `${this.credentials(issuing)}/${id}`);

  revokeCredential = (issuing: Issuing, id: string) =>
    this.must<undefined>(204, "POST", `${this.credentials(issuing)}/${id}/revoke`);
}

let number = 1000;

/** Claims of a sample person with a staff number of their own. */
export const badgeClaims = (): { name: string; number: string } => ({
  name: "Sample Person",
  number: `S-${process.pid}-${number++}`,
});

/** A staff badge: name and number required, the number indexed; in two languages. */
export const badgeContract = (name: string) => ({
  name,
  formats: ["jwt_vc_json", "dc+sd-jwt"],
  rules: {
    attestations: {
      idTokenHints: [
        {
          required: true,
          mapping: [
            { inputClaim: "$.name", outputClaim: "displayName", required: true, indexed: false },
            { inputClaim: "$.number", outputClaim: "staffNumber", required: true, indexed: true },
            { inputClaim: "$.team", outputClaim: "team", required: false, indexed: false },
          ],
        },
      ],
    },
    validityInterval: 2_592_000,
    vc: { type: ["StaffBadge"] },
  },
  displays: [badgeDisplay("en", "Staff badge", "Name"), badgeDisplay("de", "Dienstausweis", "Name und Vorname")],
});

const badgeDisplay = (locale: string, title: string, label: string) => ({
  locale,
  card: {
    title,
    issuedBy: "Example Works",
    backgroundColor: "#12107C",
    textColor: "#FFFFFF",
    description: "Opens the doors of Example Works.",
  },
  consent: { title: "Get your badge?", instructions: "Check your name first." },
  claims: [
    { claim: "vc.credentialSubject.displayName", label, type: "String" },
    { claim: "vc.credentialSubject.staffNumber", label: "Nr.", type: "String" },
  ],
});
