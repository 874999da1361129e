"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import type { SearchableContract } from "@/components/credential/credentials-screen";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";
import type { FindCredentials } from "@/lib/credential/schema";

const ALL = "all";
const ID = /^\s*(urn:pic:[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i;

interface Props {
  contracts: readonly SearchableContract[];
  contractId: string | null;
  onContract: (id: string | null) => void;
  onFind: (search: FindCredentials) => void;
}

/** One box for ids and values. The contract says whose indexed claim a value belongs to, and narrows the list. */
export function FindCredential({ contracts, contractId, onContract, onFind }: Props) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  const contract = contracts.find(({ id }) => id === contractId);

  function submit() {
    const missing = faultOf(text, contract);
    setFault(missing);
    if (!missing) onFind({ text, ...(contract && { contractId: contract.id }) });
  }

  return (
    <Card>
      <CardBody>
        <search>
          <form
            noValidate
            aria-label="Find a credential"
            className="grid items-start gap-4 lg:grid-cols-[14rem_1fr]"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Field label="Contract" className="content-start">
              <LazySelect
                name="contract"
                options={[
                  { value: ALL, label: "All contracts" },
                  ...contracts.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={contract?.id ?? ALL}
                onValueChange={(id) => {
                  setFault(undefined);
                  onContract(id === ALL ? null : id);
                }}
              />
            </Field>
            <Field label={labelFor(contract)} error={fault} className="content-start" hint={hintFor(contract)}>
              <div className="flex gap-2">
                <Input
                  name="find"
                  value={text}
                  onValueChange={(next) => {
                    setText(next);
                    setFault(undefined);
                  }}
                  placeholder="urn:pic:…"
                  autoComplete="off"
                  spellCheck={false}
                />
                <Button type="submit" variant="primary" className="h-10">
                  <Search aria-hidden />
                  Find
                </Button>
              </div>
            </Field>
          </form>
        </search>
      </CardBody>
    </Card>
  );
}

function faultOf(text: string, contract: SearchableContract | undefined): string | undefined {
  if (!text.trim()) return "Type a credential id or a value first.";
  if (ID.test(text)) return undefined;
  if (!contract) return "This is no credential id. To find by a value, choose the contract it belongs to.";
  if (!contract.indexedLabel) return `${contract.name} has no indexed claim: its credentials are found by id only.`;
  return undefined;
}

const labelFor = (contract: SearchableContract | undefined): string =>
  contract?.indexedLabel ? `${contract.indexedLabel} or credential id` : "Credential id";

const hintFor = (contract: SearchableContract | undefined): string =>
  contract?.indexedLabel
    ? "The whole value, as it was issued. It is hashed on the server and kept nowhere."
    : "Choose a contract to find by the value of its indexed claim.";
