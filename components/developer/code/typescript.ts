import { type ApiRequest, addressOf } from "@/components/developer/api-request";
import { literal, type Notation } from "@/components/developer/code/literal";

const notation: Notation = {
  null: "null",
  true: "true",
  false: "false",
  // As a literal, this one name would set the prototype.
  key: (name) =>
    name === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name),
  environment: (name) => `process.env.${name}`,
};

export function asTypeScript(request: ApiRequest, origin: string): string {
  const { method, headers = {}, body, form, open } = request;
  const headerLines = [
    ...(open ? [] : ["Authorization: `Bearer ${process.env.TOKEN}`"]),
    ...Object.entries(headers).map(([name, value]) => `${notation.key(name)}: ${JSON.stringify(value)}`),
    ...(body === undefined ? [] : ['"Content-Type": "application/json"']),
  ];
  const lines = [
    ...(method === "GET" ? [] : [`method: "${method}"`]),
    ...(headerLines.length === 0 ? [] : [`headers: {\n${headerLines.map((line) => `    ${line},\n`).join("")}  }`]),
    ...(body === undefined ? [] : [`body: JSON.stringify(${literal(body, notation, 2, 1)})`]),
    ...(form === undefined ? [] : [`body: new URLSearchParams(${literal(form, formNotation, 2, 1)})`]),
  ];
  return [
    `const response = await fetch(${JSON.stringify(addressOf(request, origin))}, {`,
    ...lines.map((line) => `  ${line},`),
    "});",
    "console.log(response.status, await response.text());",
  ].join("\n");
}

/** URLSearchParams takes texts only, and a variable may be missing. */
const formNotation: Notation = { ...notation, environment: (name) => `process.env.${name} ?? ""` };
