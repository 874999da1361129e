import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type OpenApiDocument, operationsOf } from "@/components/reference/document";
import { OperationView } from "@/components/reference/operation-view";
import { PageHeader } from "@/components/ui/page-header";
import { apiOf, documentOf } from "@/lib/apis/reference";
import { requireSessionCtx } from "@/lib/auth/session";

type Props = PageProps<"/reference/[operation]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { operation } = await params;
  if (apiOf(operation) === undefined) notFound();
  return { title: `${operation} · API reference` };
}

export default async function OperationPage({ params }: Props) {
  const { operation: id } = await params;
  const { publicUrl } = await requireSessionCtx();
  const api = apiOf(id);
  if (api === undefined) notFound();
  const document = documentOf(api, publicUrl) as unknown as OpenApiDocument;
  const operation = operationsOf(document).find(({ item }) => item.operationId === id);
  if (!operation) notFound();
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "API reference", href: "/reference" }]}
        title={operation.item.summary}
        description={operation.item.description}
      />
      <OperationView document={document} operation={operation} origin={publicUrl} />
    </div>
  );
}
