const types: Record<string, string> = { json: "application/json", csv: "text/csv" };

/** Hands a text to the browser as a file to save. */
export function downloadText(fileName: string, text: string): void {
  const type = types[fileName.split(".").pop() ?? ""] ?? "text/plain";
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
