import { onlineManager } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { makeQueryClient } from "@/lib/client/query-client";

afterEach(() => onlineManager.setOnline(true));

test("a portal that answers can be read and worked with while the browser says that there is no internet", async () => {
  onlineManager.setOnline(false);
  const client = makeQueryClient();

  await expect(client.fetchQuery({ queryKey: ["read"], queryFn: async () => "read" })).resolves.toBe("read");
  const mutation = client.getMutationCache().build(client, { mutationFn: async () => "done" });
  await expect(mutation.execute(undefined)).resolves.toBe("done");
});
