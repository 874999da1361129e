import { DidConfigurationTab } from "@/components/authority/did-configuration-tab";
import { DidDocumentTab } from "@/components/authority/did-document-tab";
import { DomainCard } from "@/components/authority/domain-card";
import type { AuthorityView } from "@/lib/authority/schema";

/** The linked domain: its verdict, and the two files that it has to serve. */
export const DomainTab = ({ authority }: { authority: AuthorityView }) => (
  <div className="grid gap-8">
    {authority.linkedDomainUrl !== null && <DomainCard authority={authority} />}
    <section aria-labelledby="did-document" className="grid gap-4">
      <h2 id="did-document" className="font-semibold text-base leading-snug">
        did.json
      </h2>
      <DidDocumentTab authority={authority} />
    </section>
    {authority.linkedDomainUrl !== null && (
      <section aria-labelledby="did-configuration" className="grid gap-4">
        <h2 id="did-configuration" className="font-semibold text-base leading-snug">
          did-configuration.json
        </h2>
        <DidConfigurationTab authority={authority} />
      </section>
    )}
  </div>
);
