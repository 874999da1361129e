import type { HolderKey } from "@/components/wallet/protocol/proof";
import type { CredentialStatus } from "@/components/wallet/protocol/status";

/** A credential in this browser, with the key it is bound to and what its card is drawn from. */
export interface HeldCredential {
  readonly id: string;
  readonly format: string;
  readonly credential: string;
  readonly key: HolderKey;
  readonly configuration: unknown;
  readonly issuer: { readonly identifier: string; readonly display: unknown };
  /** RFC 3339 */
  readonly addedAt: string;
  /** What the issuer's status list said when it was last asked. */
  readonly status: { readonly value: CredentialStatus; readonly checkedAt: string } | null;
}

const NAME = "demo-wallet";
const CREDENTIALS = "credentials";

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(CREDENTIALS, { keyPath: "id" });
  return settled(request);
}

/** One transaction; done only when the browser says that it is kept. */
async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(CREDENTIALS, mode);
    const completed = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([settled(ask(transaction.objectStore(CREDENTIALS))), completed]);
    return result;
  } finally {
    database.close();
  }
}

/** All credentials, the newest first. Keys are kept as the browser's own objects: nobody can read them out. */
export async function listHeld(): Promise<HeldCredential[]> {
  const held: HeldCredential[] = await inStore("readonly", (store) => store.getAll());
  return held.sort((a, b) => b.addedAt.localeCompare(a.addedAt));
}

export const keepHeld = (held: HeldCredential): Promise<IDBValidKey> =>
  inStore("readwrite", (store) => store.put(held));

export const deleteHeld = (id: string): Promise<undefined> => inStore("readwrite", (store) => store.delete(id));
