"use client";

import { type JsonPath, listAt, setAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { FormatId } from "@/lib/contract/schema";
import { formatIds } from "@/lib/kernel/format-ids";

const PATH: JsonPath = ["formats"];

const words: Record<FormatId, { label: string; hint: string }> = {
  jwt_vc_json: { label: "JWT VC", hint: "W3C data model as a JWT. What Verified ID wallets read." },
  "dc+sd-jwt": { label: "SD-JWT VC", hint: "Holders choose which claims they disclose. What EUDI wallets read." },
  mso_mdoc: {
    label: "mdoc",
    hint: "ISO/IEC 18013-5, such as mobile driving licences. What readers at a counter read.",
  },
};

/** The formats on offer, the default first. At least one stays. */
export function FormatsField({ editor }: { editor: DraftEditor }) {
  const formats = listAt(editor.json, PATH);
  const set = (next: unknown[]) => editor.edit("formats", (json) => setAt(json, PATH, next));
  const error = editor.errorAt(PATH);
  return (
    <section id={fieldId(PATH)} tabIndex={-1} className="grid gap-4">
      <h2 className="font-semibold text-[0.9375rem]">Formats</h2>
      {error && (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
      {formatIds.map((format) => {
        const on = formats.includes(format);
        return (
          <div key={format} className="grid gap-2 rounded-xl border bg-card p-4 shadow-raised">
            <Switch
              label={words[format].label}
              hint={words[format].hint}
              checked={on}
              onCheckedChange={(offered) =>
                set(offered ? [...formats, format] : formats.filter((one) => one !== format))
              }
            />
            {on && (
              <div className="min-h-8">
                {formats[0] === format ? (
                  <Badge tone="primary">Default</Badge>
                ) : (
                  <Button
                    size="sm"
                    variant="ghost"
                    className="-ml-3"
                    onClick={() => set([format, ...formats.filter((one) => one !== format)])}
                  >
                    Make {words[format].label} the default
                  </Button>
                )}
              </div>
            )}
          </div>
        );
      })}
    </section>
  );
}
