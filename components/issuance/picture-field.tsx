"use client";

import { ImageUp, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { pictureSource } from "@/components/contract/preview/picture-source";
import { Button } from "@/components/ui/button";

/** Pictures travel inside the credential: larger ones make it too big for wallets. */
const BYTES_MAX = 256 * 1024;

interface Props {
  label: string;
  required: boolean;
  /** JPEG or PNG as base64url; empty without one. */
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

export function PictureField({ label, required, value, error, onChange }: Props) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const message = fault ?? error;

  async function take(picture: File | undefined) {
    if (!picture) return;
    const bytes = new Uint8Array(await picture.arrayBuffer());
    const wrong = pictureFault(bytes);
    setFault(wrong);
    if (!wrong) onChange(base64url(bytes));
  }

  return (
    <fieldset aria-describedby={message ? `${id}-fault` : undefined} className="grid content-start gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">
        {label}
        {required && (
          <span aria-hidden className="ml-0.5 text-danger">
            *
          </span>
        )}
      </legend>
      <div className="flex items-center gap-3">
        {value && (
          // biome-ignore lint/performance/noImgElement: the picture is a data URI, there is nothing to optimise.
          <img src={pictureSource(value)} alt={label} className="size-12 rounded-lg border object-cover" />
        )}
        <input
          ref={file}
          type="file"
          accept="image/jpeg,image/png"
          aria-label={`File for ${label}`}
          className="hidden"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button size="sm" onClick={() => file.current?.click()}>
          <ImageUp aria-hidden />
          {value ? "Replace" : "Choose a picture"}
        </Button>
        {value && (
          <Button size="icon-sm" variant="ghost" aria-label={`Remove ${label}`} onClick={() => onChange("")}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      {message && (
        <p id={`${id}-fault`} role="alert" className="text-danger text-sm">
          {message}
        </p>
      )}
    </fieldset>
  );
}

/** The type is read from the bytes, not from the file's name. */
function pictureFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > BYTES_MAX) return "The picture is larger than 256 KiB: make it smaller.";
  const [first, second] = bytes;
  const jpeg = first === 0xff && second === 0xd8;
  const png = first === 0x89 && second === 0x50;
  return jpeg || png ? undefined : "Choose a JPEG or PNG picture.";
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
