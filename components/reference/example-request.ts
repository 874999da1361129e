import type { ApiRequest } from "@/components/developer/api-request";
import { contentOf, type KnownOperation, type OpenApiDocument, operationsOf } from "@/components/reference/document";

/** The operation's own examples as a request; ids that it leaves open are those of its neighbours. */
export function exampleRequest(document: OpenApiDocument, { method, path, item }: KnownOperation): ApiRequest {
  const exampleOf = (name: string) => {
    const all = [item, ...operationsOf(document).map((one) => one.item)].flatMap(({ parameters }) => parameters);
    const known = all.find((parameter) => parameter.name === name && parameter.example !== undefined);
    return String(known?.example ?? `example-${name}`);
  };
  const query = item.parameters.filter((one) => one.in === "query" && one.example !== undefined);
  const body = contentOf(item.requestBody?.content);
  const isForm = body?.mediaType === "application/x-www-form-urlencoded";
  return {
    method: method as ApiRequest["method"],
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(exampleOf(name))),
    ...(query.length > 0 && {
      query: Object.fromEntries(query.map(({ name, example }) => [name, String(example)])),
    }),
    ...(body?.example !== undefined &&
      (isForm ? { form: withoutSecret(body.example as Record<string, string>) } : { body: body.example })),
    ...((item.security ?? document.security).length === 0 && { open: true as const }),
  };
}

const withoutSecret = ({ client_secret: secret, ...form }: Record<string, string>): NonNullable<ApiRequest["form"]> =>
  secret === undefined ? form : { ...form, client_secret: { fromEnvironment: "CLIENT_SECRET" } };
