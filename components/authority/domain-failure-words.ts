import type { DomainFailure } from "@/lib/authority/schema";

interface Words {
  /** What was found. */
  readonly fault: string;
  /** What to do about it. */
  readonly remedy: string;
}

const words: Readonly<Record<DomainFailure["kind"], Words>> = {
  dns: {
    fault: "The domain's name is not known to DNS.",
    remedy: "Add an A or AAAA record for it, and wait until it has spread.",
  },
  address: {
    fault: "The domain leads to an address that is not public.",
    remedy:
      "Serve it from a public address: wallets must reach it too. The operator can except a host by EGRESS_ALLOW.",
  },
  https: { fault: "The domain is not served over https.", remedy: "Serve it over https with a certificate." },
  port: { fault: "The domain uses a port other than 443.", remedy: "Serve it on the standard port of https." },
  connection: {
    fault: "No connection to the domain came about.",
    remedy: "See that the web server runs, and that a firewall lets port 443 through.",
  },
  tls: {
    fault: "The domain's TLS certificate was not accepted.",
    remedy: "See that it is in date, made for this very name, and sent with its intermediate certificates.",
  },
  timeout: { fault: "The domain did not answer within five seconds.", remedy: "See what holds the web server up." },
  redirect: {
    fault: "The domain leads on to another address.",
    remedy: "Serve the file right there, without a redirect: wallets follow none.",
  },
  status: {
    fault: "The domain did not answer with the file.",
    remedy: "Put the file at exactly the address shown below, readable without signing in.",
  },
  compressed: { fault: "The file came compressed.", remedy: "Serve it as it is, without Content-Encoding." },
  size: { fault: "The file is larger than 64 KiB.", remedy: "Take out entries that are no longer needed." },
  json: { fault: "The file is not valid JSON.", remedy: "Put the file there again, just as it is shown below." },
  configuration: {
    fault: "The file is no DID configuration: it needs @context and linked_dids.",
    remedy: "Put the file there again, just as it is shown below.",
  },
  did: {
    fault: "The file does not speak of this authority's DID.",
    remedy: "Sign the file again below. Where several authorities share the domain, it must hold the entries of all.",
  },
  key: {
    fault: "did.json does not list this authority's key for assertions.",
    remedy: "Put the newest did.json there: keys may have changed since.",
  },
  signature: {
    fault: "An entry's signature does not fit the key in did.json.",
    remedy: "Sign the file again below and put it there, together with the newest did.json.",
  },
  subject: {
    fault: "The entry is no domain linkage of this authority: its issuer, subject or type is another.",
    remedy: "Sign the file again below and put it there.",
  },
  origin: {
    fault: "The entry was made for another domain.",
    remedy: "Sign the file again below: it names the domain that is linked now.",
  },
  dates: {
    fault: "The entry is not valid today.",
    remedy: "Sign the file again below: a new one is valid for 25 years.",
  },
  service: {
    fault: "did.json does not name the domain in a LinkedDomains service.",
    remedy: "Put the newest did.json there: it names the domain that is linked now.",
  },
  unreachable: {
    fault: "The domain does not serve the file as it should.",
    remedy: "Whoever may change this authority is told the exact cause here.",
  },
  invalid: {
    fault: "What stands in the file does not link the domain to this authority.",
    remedy: "Whoever may change this authority is told the exact cause here.",
  },
};

/** A failed check in words for whoever mends it. */
export function domainFailureWords({ kind, file, detail }: DomainFailure): Words {
  const { fault, remedy } = words[kind];
  return { fault: `${file}: ${fault}${detail === null ? "" : ` Found: ${detail}.`}`, remedy };
}
