import type { Metadata } from "next";
import { ReferenceIntroduction } from "@/components/reference/reference-introduction";
import { PageHeader } from "@/components/ui/page-header";
import { apiDescriptions } from "@/lib/apis/descriptions";
import { editorSchemaNames } from "@/lib/apis/editor-schemas";
import { requireSessionCtx } from "@/lib/auth/session";

export const metadata: Metadata = { title: "API reference" };

export default async function ReferencePage() {
  const { publicUrl } = await requireSessionCtx();
  return (
    <div className="grid gap-8">
      <PageHeader
        title="API reference"
        description="Everything here can be done by a program too. This page is made of the OpenAPI documents of this very server."
      />
      <ReferenceIntroduction
        origin={publicUrl}
        apis={[...apiDescriptions].map(([name, { title, description }]) => ({ name, title, description }))}
        schemas={editorSchemaNames}
      />
    </div>
  );
}
