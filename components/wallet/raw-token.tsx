"use client";

import { CodeBlock } from "@/components/ui/code-block";
import type { DecodedCredential } from "@/components/wallet/protocol/decode";

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** The credential as it came, and taken apart. */
export const RawToken = ({ credential, decoded }: { credential: string; decoded: DecodedCredential }) => (
  <details className="group rounded-xl border">
    <summary className="rounded-xl px-4 py-3 font-semibold">Raw token</summary>
    <div className="grid gap-3 px-4 pb-4 [&_code]:whitespace-pre-wrap [&_code]:[overflow-wrap:anywhere]">
      <CodeBlock label="Header" code={pretty(decoded.header)} />
      <CodeBlock label="Payload" code={pretty(decoded.payload)} />
      {decoded.disclosures.length > 0 && <CodeBlock label="Disclosures" code={pretty(decoded.disclosures)} />}
      <CodeBlock label="Token" code={credential} />
    </div>
  </details>
);
