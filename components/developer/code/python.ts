import { type ApiRequest, addressOf } from "@/components/developer/api-request";
import { literal, type Notation } from "@/components/developer/code/literal";

const notation: Notation = {
  null: "None",
  true: "True",
  false: "False",
  key: JSON.stringify,
  environment: (name) => `os.environ["${name}"]`,
};

/** Nothing but Python's own library is needed. */
export function asPython(request: ApiRequest, origin: string): string {
  const { method, headers = {}, body, form, open } = request;
  const headerLines = [
    ...(open ? [] : [`"Authorization": "Bearer " + os.environ["TOKEN"]`]),
    ...Object.entries(headers).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...(body === undefined ? [] : ['"Content-Type": "application/json"']),
  ];
  const lines = [
    JSON.stringify(addressOf(request, origin)),
    ...(method === "GET" ? [] : [`method="${method}"`]),
    ...(headerLines.length === 0
      ? []
      : [`headers={\n${headerLines.map((line) => `        ${line},\n`).join("")}    }`]),
    ...(body === undefined ? [] : [`data=json.dumps(${literal(body, notation, 4, 1)}).encode()`]),
    ...(form === undefined ? [] : [`data=urlencode(${literal(form, notation, 4, 1)}).encode()`]),
  ];
  return [
    ...(body === undefined ? [] : ["import json"]),
    "import os",
    ...(form === undefined ? [] : ["from urllib.parse import urlencode"]),
    "from urllib.request import Request, urlopen",
    "",
    "request = Request(",
    ...lines.map((line) => `    ${line},`),
    ")",
    "with urlopen(request) as response:",
    "    print(response.status, response.read().decode())",
  ].join("\n");
}
