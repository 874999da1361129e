import * as z from "zod";
import { publicDialect } from "@/lib/apis/wallet/dialect";
import { operation } from "@/lib/http/operation";
import { routes } from "@/lib/http/route";
import { readListOfIssuer } from "@/lib/status-list/identity-hub";

const CollectionsQuery = z
  .object({
    method: z.literal("CollectionsQuery"),
    schema: z.literal("https://w3id.org/vc-status-list-2021/v1"),
    objectId: z.string().max(100).describe("The id of a status list."),
  })
  .meta({ id: "CollectionsQuery" });

const HubRequest = z
  .object({
    requestId: z.string().max(200).optional(),
    target: z.string().max(2000).describe("The DID of the issuer."),
    messages: z
      .array(z.object({ descriptor: CollectionsQuery }))
      .min(1)
      .max(10),
  })
  .meta({ id: "HubRequest" });

const HubReply = z
  .object({
    status: z.object({ code: z.int(), message: z.string() }),
    entries: z.array(z.object({ data: z.string().describe("The signed list in base64.") })),
  })
  .meta({ id: "HubReply" });

const HubResponse = z
  .object({ requestId: z.string().optional(), replies: z.array(HubReply) })
  .meta({ id: "HubResponse" });

/** What the `IdentityHub` service of our DID documents answers (Admin API, section 17). */
export const identityHubOperations = {
  queryIdentityHub: operation({
    method: "POST",
    path: "/v1.0/identityHub",
    security: [],
    summary: "Get status lists by the DID of their issuer",
    body: HubRequest,
    response: HubResponse,
    status: 200,
  }),
};

export const postIdentityHub = routes(publicDialect)(
  identityHubOperations.queryIdentityHub,
  async ({ ctx, body: { requestId, target, messages } }) => {
    const lists = messages.map(({ descriptor }) => readListOfIssuer(ctx, descriptor.objectId, target));
    return { ...(requestId && { requestId }), replies: (await Promise.all(lists)).map(replyWith) };
  },
);

const replyWith = (list: string | null): z.infer<typeof HubReply> =>
  list === null
    ? { status: { code: 404, message: "This issuer has no such list." }, entries: [] }
    : { status: { code: 200, message: "OK" }, entries: [{ data: Buffer.from(list).toString("base64") }] };
