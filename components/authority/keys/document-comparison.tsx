import { domainFailureWords } from "@/components/authority/domain-failure-words";
import { byWeight, differenceWords } from "@/components/authority/keys/difference-words";
import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import type { DidDocumentComparison } from "@/lib/authority/schema";

/** The document that should be served and the one that is, and the difference in words. */
export const DocumentComparison = ({ comparison }: { comparison: DidDocumentComparison }) => (
  <div className="grid gap-4">
    <Verdict comparison={comparison} />
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <CodeBlock label="Expected did.json" code={JSON.stringify(comparison.expected, null, 2)} fileName="did.json" />
      {comparison.failure === null && (
        <CodeBlock label="Served did.json" code={JSON.stringify(comparison.served, null, 2)} />
      )}
    </div>
  </div>
);

function Verdict({ comparison: { failure, differences, ready, url } }: { comparison: DidDocumentComparison }) {
  const address = <span className="break-all font-mono text-xs">{url}</span>;
  if (failure) {
    const { fault, remedy } = domainFailureWords(failure);
    return (
      <Alert tone="danger" title="The served document could not be read">
        <p>{fault}</p>
        <p>{remedy}</p>
        <p className="mt-2">{address}</p>
      </Alert>
    );
  }
  const title = ready
    ? "The served document has every key that is needed"
    : "The served document is not the expected one yet";
  return (
    <Alert tone={ready ? "success" : "warning"} title={title}>
      <ul className="grid gap-1">
        {[...differences].sort(byWeight).map((difference) => (
          <li key={JSON.stringify(difference)}>{differenceWords(difference)}</li>
        ))}
      </ul>
      <p className="mt-2">{address}</p>
    </Alert>
  );
}
