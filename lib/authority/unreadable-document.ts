import type { DomainFailure } from "@/lib/authority/schema";

const kinds: Readonly<Record<string, DomainFailure["kind"]>> = {
  name_not_resolved: "dns",
  address_not_public: "address",
  address_instead_of_name: "address",
  invalid_url: "address",
  user_info: "address",
  https_required: "https",
  port_not_allowed: "port",
  connect_timeout: "connection",
  connection_failed: "connection",
  tls_failed: "tls",
  timeout: "timeout",
  redirect: "redirect",
  encoded_answer: "compressed",
  answer_too_large: "size",
  "no JSON": "json",
  "no did:web": "did",
};

/** Why a file could not be had, of what the way out says of it. */
export function unreadable(file: DomainFailure["file"], cause: string): DomainFailure {
  const status = /^status (\d{3})$/.exec(cause)?.[1];
  if (status) return { kind: "status", file, detail: status };
  return { kind: kinds[cause] ?? "connection", file, detail: kinds[cause] ? null : cause };
}
