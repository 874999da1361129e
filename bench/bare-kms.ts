// What a signature by KMS costs the AWS SDK alone: the measure that issuing by a KMS-held key is held against.
import { CreateKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { sha256 } from "@/lib/kernel/hash";

const [count = 0, atOnce = 1] = process.argv.slice(2).map(Number);
const client = new KMSClient({});

async function signs(KeyId: string | undefined): Promise<void> {
  let begun = 0;
  const sign = async () => {
    while (begun++ < count) {
      const Message = sha256(`Sample ${begun}`);
      await client.send(new SignCommand({ KeyId, Message, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sign));
}

async function measure(): Promise<void> {
  const { KeyMetadata } = await client.send(
    new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }),
  );
  // The first half is compiled while it runs.
  await signs(KeyMetadata?.KeyId);
  const before = process.cpuUsage();
  await signs(KeyMetadata?.KeyId);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${(user + system) / 1000 / count}\n`);
}

measure().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
