import { expect, test } from "vitest";
import { storedIndexHash, wireIndexHash } from "@/lib/credential/index-hash";
import { MasterKeys } from "@/lib/kernel/master-keys";

const contract = "ZjViZjJmYzYtNzEzNS00ZDk0LWE2ZmUtYzI2ZTQ1NDNiYzVhdGVzdDM";

test("the hash is the one that Admin API clients compute (section 9.3)", () => {
  expect(wireIndexHash(contract, "Bowen")).toBe("tmrokKIZoxbM7q/aNkPvJxVTLAHVxo6NHlAVT78tlDI=");
  expect(wireIndexHash(contract, "bowen")).toBe("jkvU1ynsHzXbwkz5+8rOMAGlb2pkSN2MkKV/zqmWBJQ=");
});

test("what is stored differs by pepper, tenant and contract, so no table of guesses fits it (S7)", () => {
  const platform = (byte: number) => ({ masterKeys: new MasterKeys(Buffer.alloc(32, byte)) });
  const wire = wireIndexHash(contract, "Bowen");
  const stored = [
    storedIndexHash(platform(1), "t1", "c1", wire),
    storedIndexHash(platform(2), "t1", "c1", wire),
    storedIndexHash(platform(1), "t2", "c1", wire),
    storedIndexHash(platform(1), "t1", "c2", wire),
  ];
  expect(new Set([...stored, wire]).size).toBe(5);
});
