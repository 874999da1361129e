/** A value that a program takes from its environment: tokens, secrets and what is too large to print. */
interface FromEnvironment {
  readonly fromEnvironment: string;
}

export const fromEnvironment = (name: string): FromEnvironment => ({ fromEnvironment: name });

export function isFromEnvironment(value: unknown): value is FromEnvironment {
  if (typeof value !== "object" || value === null) return false;
  const { fromEnvironment: name } = value as Partial<FromEnvironment>;
  return Object.keys(value).length === 1 && typeof name === "string" && /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** A call to our REST APIs. Values of body and form may come from the environment. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Encoded, without query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string | FromEnvironment>>;
  /** It goes without a token. */
  readonly open?: true;
}

/** A request with the name of its operation in the OpenAPI document. */
export interface ApiCall {
  readonly operation: string;
  readonly title: string;
  readonly request: ApiRequest;
}

const ADMIN_BASE = "/v1.0/verifiableCredentials";

const BETA_BASE = "/beta/verifiableCredentials";

const below = (base: string, segments: readonly string[]): string =>
  [base, ...segments.map(encodeURIComponent)].join("/");

/** A path of encoded segments below the Admin API's base. */
export const adminPath = (...segments: readonly string[]): string => below(ADMIN_BASE, segments);

/** The same, of what is ours besides. */
export const betaPath = (...segments: readonly string[]): string => below(BETA_BASE, segments);

/** The whole address; blanks in the query as `%20`, which every server reads alike. */
export function addressOf({ path, query = {} }: ApiRequest, origin: string): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return origin + path + (pairs.length > 0 ? `?${pairs.join("&")}` : "");
}
