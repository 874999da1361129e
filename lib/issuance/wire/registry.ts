import type { Protocol } from "@/lib/issuance/schema";
import { draft11 } from "@/lib/issuance/wire/draft11";
import { draft13 } from "@/lib/issuance/wire/draft13";
import { final } from "@/lib/issuance/wire/final";
import type { WireForm } from "@/lib/issuance/wire/wire-form";

export const wireForms: Readonly<Record<Protocol, WireForm>> = { "1.0": final, draft13, draft11 };
