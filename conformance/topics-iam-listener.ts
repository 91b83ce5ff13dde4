import { execFileSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createServer, type TLSSocket } from "node:tls";

/** AWS credentials that the listener lets in. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What a client sends to authenticate: a presigned request, as JSON. Source: aws/aws-msk-iam-auth, README, "Details". */
export type SignedRequest = Readonly<Record<string, string>>;

export interface IamListener {
  /** What clients asked for: the SASL mechanism, and the request that each signed. */
  readonly mechanisms: string[];
  readonly requests: SignedRequest[];
  /** Certificate that clients have to trust, as PEM. */
  readonly certificate: string;
  close(): void;
}

const handshake = 17;
const authenticate = 36;
const authenticationFailed = 58;

/**
 * An IAM listener as MSK's brokers have it, in front of a listener in the clear: TLS, the SASL mechanism AWS_MSK_IAM, whose signatures it verifies, and
 * from then on whatever the broker answers. Source of the messages: Kafka protocol guide, SaslHandshake and SaslAuthenticate.
 */
export async function startIamListener(
  ports: { readonly port: number; readonly advertisedPort: number },
  credentials: Credentials,
  folder: string,
): Promise<IamListener> {
  const [key, certificate] = [join(folder, "listener.key"), join(folder, "listener.crt")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...names, ...files], {
    stdio: "ignore",
  });
  const mechanisms: string[] = [];
  const requests: SignedRequest[] = [];

  /** Serves one connection: the broker sees every request but those of SASL, and nothing but SASL's before those are done. */
  const serve = (client: TLSSocket) => {
    const broker = connect(ports.port, "127.0.0.1");
    let authenticated = false;
    let received: Buffer = Buffer.alloc(0);
    broker.on("data", (data) => client.write(data));
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    client.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const end = 4 + received.readInt32BE(0);
        const frame = received.subarray(0, end);
        received = received.subarray(end);
        const request = requestOf(frame);
        if (request.key === handshake) {
          mechanisms.push(request.body.toString("utf8", 2));
          client.write(handshakeAnswer(request.correlation));
        } else if (request.key === authenticate) {
          const signed = JSON.parse(compactBytes(request.body).toString("utf8")) as SignedRequest;
          requests.push(signed);
          authenticated = isSigned(signed, credentials);
          client.write(authenticateAnswer(request.correlation, authenticated));
          if (!authenticated) client.end();
        } else if (authenticated || request.key === 18) broker.write(frame);
        else client.destroy();
      }
    });
  };

  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, serve);
  await new Promise<void>((resolve) => server.listen(ports.advertisedPort, "127.0.0.1", resolve));
  return { mechanisms, requests, certificate, close: () => server.close() };
}

function requestOf(frame: Buffer) {
  const key = frame.readInt16BE(4);
  const version = frame.readInt16BE(6);
  const clientId = Math.max(0, frame.readInt16BE(12));
  // From version 2 on the header of SaslAuthenticate ends in tagged fields, of which there are none.
  const end = 14 + clientId + (key === authenticate && version >= 2 ? 1 : 0);
  return { key, correlation: frame.readInt32BE(8), body: frame.subarray(end) };
}

/** Bytes behind their length plus one, which is written in groups of seven bits. */
function compactBytes(body: Buffer): Buffer {
  let length = 0;
  let offset = 0;
  for (let more = true; more; offset++) {
    const byte = body[offset] ?? 0;
    length |= (byte & 0x7f) << (7 * offset);
    more = byte >= 0x80;
  }
  return body.subarray(offset, offset + length - 1);
}

function framed(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

/** Version 0 and 1: no error, one mechanism. */
function handshakeAnswer(correlation: number): Buffer {
  const mechanism = Buffer.from("AWS_MSK_IAM");
  return framed(int32(correlation), int16(0), int32(1), int16(mechanism.length), mechanism);
}

/** Version 2: error, its text, what the mechanism answers, and a session without end. */
function authenticateAnswer(correlation: number, granted: boolean): Buffer {
  const compact = (text: string) => Buffer.concat([Buffer.from([text.length + 1]), Buffer.from(text)]);
  const answer = granted ? JSON.stringify({ version: "2020_10_22", "request-id": "test" }) : "";
  const error = granted ? Buffer.from([0]) : compact("[test]: Access denied");
  const end = [Buffer.alloc(8), Buffer.from([0])];
  return framed(
    int32(correlation),
    Buffer.from([0]),
    int16(granted ? 0 : authenticationFailed),
    error,
    compact(answer),
    ...end,
  );
}

/** Whether the holder of the credentials signed the request. Source: AWS IAM user guide, "Create a signed AWS API request". */
function isSigned(request: SignedRequest, { accessKeyId, secretAccessKey, sessionToken }: Credentials): boolean {
  const [id, ...scope] = (request["x-amz-credential"] ?? "").split("/");
  if (id !== accessKeyId || request["x-amz-security-token"] !== sessionToken) return false;
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const names: Readonly<Record<string, string>> = {
    action: "Action",
    "x-amz-algorithm": "X-Amz-Algorithm",
    "x-amz-credential": "X-Amz-Credential",
    "x-amz-date": "X-Amz-Date",
    "x-amz-expires": "X-Amz-Expires",
    "x-amz-security-token": "X-Amz-Security-Token",
    "x-amz-signedheaders": "X-Amz-SignedHeaders",
  };
  const query = Object.entries(names)
    .map(([key, name]) => `${name}=${encode(request[key] ?? "")}`)
    .sort()
    .join("&");
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const canonical = ["GET", "/", query, `host:${request.host}`, "", "host", sha256("")].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", request["x-amz-date"], scope.join("/"), sha256(canonical)].join("\n");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return request["x-amz-signature"] === createHmac("sha256", signingKey).update(toSign).digest("hex");
}
