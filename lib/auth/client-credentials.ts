import { Problem } from "@/lib/kernel/errors";

interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/** A client's id and secret from the header or the form, whichever it used (RFC 6749, section 2.3.1): never both. */
export function clientCredentialsOf(
  authorization: string | null,
  form: ReadonlyMap<string, string>,
): ClientCredentials {
  const id = form.get("client_id");
  const secret = form.get("client_secret");
  if (authorization === null) {
    if (!id || !secret) throw new Problem("invalid_client", "Send client_id and client_secret.");
    return { id, secret };
  }
  if (secret !== undefined)
    throw new Problem("invalid_request", "Send the client secret once: in the header or in the form.");
  const basic = fromBasic(authorization);
  if (!basic) throw new Problem("invalid_client", "The Authorization header is not that of HTTP Basic.");
  if (id !== undefined && id !== basic.id) throw new Problem("invalid_request", "client_id differs from the header's.");
  return basic;
}

function fromBasic(header: string): ClientCredentials | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8")) ?? [];
  if (!id || !secret) return null;
  try {
    return { id: formDecoded(id), secret: formDecoded(secret) };
  } catch {
    return null;
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));
