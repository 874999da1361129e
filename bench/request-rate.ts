import { connect } from "node:net";

interface RateOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly method?: string;
  readonly body?: string;
}

export interface Rate {
  readonly requestsPerSecond: number;
  readonly bytesPerAnswer: number;
}

/** How long a whole answer is, once its headers are there; 0 before. All answers to one question are alike. */
function answerLength(received: Buffer): number {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const [, length = "0"] = /\r\ncontent-length: (\d+)/i.exec(received.subarray(0, end).toString()) ?? [];
  return end + 4 + Number(length);
}

/**
 * Asks the same over and over on kept connections and counts the answers. On bare sockets, so that the asking costs a
 * fraction of the answering and the rate is the server's.
 */
export async function requestRate({
  url,
  connections,
  seconds,
  method = "GET",
  body = "",
}: RateOptions): Promise<Rate> {
  const { hostname, port, pathname, host } = new URL(url);
  const headers = `host: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  const question = Buffer.from(`${method} ${pathname} HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
  const startedAt = performance.now();
  const deadline = startedAt + seconds * 1000;
  let answers = 0;
  let bytesPerAnswer = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let received = 0;
      let first = Buffer.alloc(0);
      let length = 0;
      socket.setNoDelay(true);
      socket.on("error", reject);
      socket.on("connect", () => socket.write(question));
      socket.on("data", (chunk) => {
        if (length === 0) {
          first = Buffer.concat([first, chunk]);
          length = answerLength(first);
          if (length > 0 && !first.toString("latin1").startsWith("HTTP/1.1 200")) {
            reject(new Error(`${url} was answered: ${first.toString("latin1").split("\r\n", 1)[0]}`));
          }
          bytesPerAnswer = length;
        }
        received += chunk.length;
        if (length === 0 || received < length) return;
        received -= length;
        answers += 1;
        if (performance.now() < deadline) socket.write(question);
        else socket.end(() => resolve());
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { requestsPerSecond: (answers * 1000) / (performance.now() - startedAt), bytesPerAnswer };
}
