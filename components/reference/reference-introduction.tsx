import type { ReactNode } from "react";
import { tokenCall } from "@/components/api-client/token-call";
import { requestAsCode } from "@/components/developer/request-as-code";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { TextLink } from "@/components/ui/text-link";

interface Props {
  origin: string;
  apis: readonly { name: string; title: string; description: string }[];
  /** Names of the JSON Schemas for editors. */
  schemas: readonly string[];
}

/** What holds for every call. */
export const ReferenceIntroduction = ({ origin, apis, schemas }: Props) => (
  <div className="grid gap-6">
    <Card>
      <CardHeader title="A token first" description="Calls of the Admin API carry one in the header Authorization." />
      <CardBody className="grid gap-4">
        <p>
          Make an <TextLink href="/api-clients">API client</TextLink>, put its id and secret into the variables
          CLIENT_ID and CLIENT_SECRET, and trade them for a token of an hour.
        </p>
        <CodeBlock label="Get a token" code={requestAsCode(tokenCall().request, "curl", origin)} />
      </CardBody>
    </Card>
    <Card>
      <CardHeader title="What holds for every call" />
      <CardBody>
        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <Fact name="Address">
            <code className="font-mono text-[0.8125rem]">{origin}</code>. The prefix verifiableCredentials may be
            spelled in any case.
          </Fact>
          <Fact name="Refusals">
            Have a code that programs can go by, a message for people, the field at fault in <Code>target</Code>, and
            the <Code>requestId</Code> to quote when you ask for help.
          </Fact>
          <Fact name="Once only">
            What creates something takes an <Code>Idempotency-Key</Code>: the same request with the same key is answered
            as before, for 24 hours.
          </Fact>
          <Fact name="Lists">
            Come whole. With <Code>top</Code> they come in pages, and <Code>nextLink</Code> leads on.
          </Fact>
          <Fact name="Busy">
            A 429 or 503 says in <Code>Retry-After</Code> how many seconds to wait.
          </Fact>
        </dl>
      </CardBody>
    </Card>
    <Card>
      <CardHeader title="For your tools" description="Public, and made of the same operations as the server itself." />
      <CardBody className="grid gap-4">
        <ul className="grid gap-3">
          {apis.map(({ name, title, description }) => (
            <li key={name}>
              <TextLink href={`/openapi/${name}.json`} target="_blank" prefetch={false}>
                {title}, OpenAPI 3.1
              </TextLink>
              <p className="text-muted-foreground text-sm">{description}</p>
            </li>
          ))}
        </ul>
        <p>
          JSON Schemas for your editor:{" "}
          {schemas.map((name, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <TextLink href={`/openapi/schemas/${name}.json`} target="_blank" prefetch={false}>
                {name}.json
              </TextLink>
            </span>
          ))}
        </p>
      </CardBody>
    </Card>
  </div>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="font-medium text-sm">{name}</dt>
    <dd className="text-muted-foreground text-sm">{children}</dd>
  </>
);

const Code = ({ children }: { children: ReactNode }) => (
  <code className="font-mono text-[0.8125rem] text-foreground">{children}</code>
);
