"use client";

import { useMutation } from "@tanstack/react-query";
import { HostingNote } from "@/components/authority/hosting-note";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { generateDidConfigurationAction } from "@/lib/actions/authority";
import type { AuthorityView } from "@/lib/authority/schema";
import { unwrap } from "@/lib/client/unwrap";

const generate = unwrap(generateDidConfigurationAction);

/** The domain linkage, signed when it is asked for: each is a signature of the authority's key, and is audited. */
export function DidConfigurationTab({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const signing = useMutation({ mutationFn: () => generate({ authorityId: authority.id }) });
  const sign = (label: string, primary = false) => (
    <Button
      variant={primary ? "primary" : "secondary"}
      pending={signing.isPending}
      unavailable={unavailable}
      onClick={() => signing.mutate()}
    >
      {label}
    </Button>
  );
  return (
    <div className="grid gap-6">
      <HostingNote authority={authority} fileName="did-configuration.json" />
      {signing.error && <ErrorState title="The file could not be signed" error={signing.error} />}
      {signing.data ? (
        <div className="grid justify-items-start gap-4">
          <CodeBlock
            className="w-full"
            label="did-configuration.json"
            code={JSON.stringify(signing.data, null, 2)}
            fileName="did-configuration.json"
          />
          {sign("Sign it again")}
        </div>
      ) : (
        <EmptyState title="Signed on demand" action={sign("Sign and show the file", true)}>
          The file holds a statement of this authority's key that the domain and the DID belong together. It is valid
          for 25 years.
        </EmptyState>
      )}
    </div>
  );
}
