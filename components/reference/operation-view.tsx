import type { ReactNode } from "react";
import { type Language, languages, requestAsCode } from "@/components/developer/request-as-code";
import { CodeTabs } from "@/components/reference/code-tabs";
import {
  contentOf,
  type KnownOperation,
  type OpenApiDocument,
  type ParameterItem,
  responseOf,
} from "@/components/reference/document";
import { exampleRequest } from "@/components/reference/example-request";
import { MethodMark } from "@/components/reference/method-mark";
import { SchemaMembers } from "@/components/reference/schema-members";
import { limitsOf, typeWords } from "@/components/reference/schema-words";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";

interface Props {
  document: OpenApiDocument;
  operation: KnownOperation;
  /** This portal's own address. */
  origin: string;
}

/** All that the OpenAPI document says of one operation. */
export function OperationView({ document, operation, origin }: Props) {
  const { method, path, item } = operation;
  const body = contentOf(item.requestBody?.content);
  const request = exampleRequest(document, operation);
  const answers = Object.entries(item.responses).map(([status, one]) => ({ status, ...responseOf(document, one) }));
  const success = answers.find(({ status }) => status.startsWith("2"));
  const answer = contentOf(success?.content);
  return (
    <div className="grid items-start gap-8 2xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <p className="2xl:col-span-2 flex items-center gap-3 rounded-xl border bg-muted/50 py-1.5 pr-1.5 pl-4">
        <MethodMark method={method} className="text-xs" />
        <code className="min-w-0 flex-1 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{path}</code>
        <CopyButton text={origin + path} label="Copy the address" size="icon-sm" variant="ghost" />
      </p>
      <div className="grid min-w-0 gap-8">
        <Access item={item} />
        {item.parameters.length > 0 && (
          <Part id="parameters" title="Parameters">
            <ul className="divide-y rounded-xl border">
              {item.parameters.map((one) => (
                <Parameter key={one.in + one.name} document={document} parameter={one} />
              ))}
            </ul>
          </Part>
        )}
        {body && (
          <Part
            id="body"
            title="Body"
            note={`${body.mediaType}${item.requestBody?.required ? "" : ", may be left out"}`}
          >
            <SchemaMembers document={document} schema={body.schema} direction="in" />
          </Part>
        )}
        <Part id="answer" title="Answer" note={success?.status ?? ""}>
          {answer ? (
            <SchemaMembers document={document} schema={answer.schema} direction="out" />
          ) : (
            <p className="text-muted-foreground text-sm">No body.</p>
          )}
        </Part>
        <Part id="refusals" title="Refusals">
          <ul className="divide-y rounded-xl border">
            {answers
              .filter((one) => one !== success)
              .map(({ status, description }) => (
                <li key={status} className="flex gap-4 px-4 py-2.5 text-sm">
                  <code className="font-mono text-[0.8125rem]">{status}</code>
                  <span className="text-muted-foreground">{description}</span>
                </li>
              ))}
          </ul>
        </Part>
      </div>
      <div className="grid min-w-0 gap-5 max-2xl:row-start-2 2xl:sticky 2xl:top-6">
        <h2 className="font-semibold text-lg">Example</h2>
        <CodeTabs
          tabs={(Object.keys(languages) as Language[]).map((language) => ({
            language,
            label: languages[language].label,
            code: requestAsCode(request, language, origin),
          }))}
        />
        {answer?.example !== undefined && (
          <CodeBlock label={`Answer ${success?.status}`} code={JSON.stringify(answer.example, null, 2)} />
        )}
      </div>
    </div>
  );
}

/** Whom the matrix lets in; nothing is said of operations that everybody may call. */
function Access({ item }: { item: KnownOperation["item"] }) {
  const { "x-roles": roles, "x-application-permissions": permissions = [] } = item;
  if (!roles) return null;
  return (
    <Part id="access" title="Who may">
      <p className="text-muted-foreground text-sm">
        People with the role {roles.join(" or ")}.{" "}
        {permissions.length > 0 ? "Applications with one of these permissions:" : "No application."}
      </p>
      {permissions.length > 0 && (
        <ul className="grid gap-1">
          {permissions.map((permission) => (
            <li key={permission}>
              <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{permission}</code>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

const Part = ({ id, title, note, children }: { id: string; title: string; note?: string; children: ReactNode }) => (
  <section aria-labelledby={id} className="grid gap-3">
    <h2 id={id} className="scroll-mt-6 font-semibold text-lg">
      {title}
      {note && <span className="ml-3 font-mono font-normal text-muted-foreground text-xs">{note}</span>}
    </h2>
    {children}
  </section>
);

const Parameter = ({ document, parameter }: { document: OpenApiDocument; parameter: ParameterItem }) => (
  <li className="grid gap-1 px-4 py-2.5 text-sm">
    <p className="flex flex-wrap items-baseline gap-x-3">
      <code className="font-medium font-mono text-[0.8125rem]">{parameter.name}</code>
      <span className="text-muted-foreground text-xs">
        {[
          `in the ${parameter.in}`,
          typeWords(document, parameter.schema),
          ...limitsOf(document, parameter.schema),
        ].join(" · ")}
      </span>
      {parameter.required && <span className="font-medium text-danger-strong text-xs">required</span>}
    </p>
    {parameter.description && <p className="text-muted-foreground">{parameter.description}</p>}
  </li>
);
