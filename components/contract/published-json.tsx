"use client";

import { Braces } from "lucide-react";
import { contractJson } from "@/components/contract/contract-json";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyId } from "@/components/ui/copy-id";
import { Dialog } from "@/components/ui/dialog";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { ContractView } from "@/lib/contract/schema";

/** The contract as it is out now, and the names by which APIs call it. */
export const PublishedJson = ({ contract }: { contract: ContractView }) => (
  <Dialog
    className="w-[min(56rem,calc(100vw-2rem))]"
    title={`Published: version ${contract.version}`}
    description="What clients of the API read. A draft on this page changes nothing of it."
    trigger={
      <Button>
        <Braces aria-hidden />
        Published JSON
      </Button>
    }
  >
    <KeyValueList
      items={[
        { label: "Contract id", value: <CopyId value={contract.id} label="contract id" longest={40} /> },
        { label: "Admin API id", value: <CopyId value={contract.publicId} label="Admin API id" longest={40} /> },
        { label: "Manifest", value: <CopyId value={contract.manifestUrl} label="manifest URL" longest={60} /> },
      ]}
    />
    <CodeBlock
      label="contract.json"
      code={JSON.stringify(contractJson(contract), null, 2)}
      fileName={`contract-${contract.id.slice(0, 8)}.json`}
    />
  </Dialog>
);
