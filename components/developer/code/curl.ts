import { type ApiRequest, addressOf, isFromEnvironment } from "@/components/developer/api-request";

/** Text that a POSIX shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For JSON on a command line: the body in single quotes, with variables between them in double ones. */
function shellJson(body: unknown): string {
  const names: string[] = [];
  const text = JSON.stringify(
    body,
    (_, value) => (isFromEnvironment(value) ? `\u0000${names.push(value.fromEnvironment) - 1}\u0000` : value),
    2,
  );
  return text
    .split(/\\u0000(\d+)\\u0000/)
    .map((part, index) => (index % 2 === 0 ? quoted(part) : `"$${names[Number(part)]}"`))
    .join("");
}

export function asCurl(request: ApiRequest, origin: string): string {
  const { method, headers = {}, body, form = {}, open } = request;
  const parts = [
    quoted(addressOf(request, origin)),
    ...(method === "GET" ? [] : [`--request ${method}`]),
    ...(open ? [] : ['--header "Authorization: Bearer $TOKEN"']),
    ...Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : ["--header 'Content-Type: application/json'", `--data-raw ${shellJson(body)}`]),
    ...Object.entries(form).map(([name, value]) =>
      isFromEnvironment(value)
        ? `--data-urlencode "${name}=$${value.fromEnvironment}"`
        : `--data-urlencode ${quoted(`${name}=${value}`)}`,
    ),
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}
