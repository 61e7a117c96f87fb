// A certificate of a test's own, self-signed (RFC 5280), and what a browser must know to trust it: nothing is kept on disk.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

export interface Certificate {
  key: string;
  cert: string;
  /** The hash of its public key, as `--ignore-certificate-errors-spki-list` takes it. */
  spki: string;
}

/** One value of DER (X.690): what it is, how long it is, what it holds. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
/** 1.2.840.10045.4.3.2: ECDSA with SHA-256. */
const ALGORITHM = sequence(der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
/** 2.5.4.3: the common name. */
const NAME = sequence(der(0x31, sequence(der(0x06, Buffer.from("550403", "hex")), der(0x0c, Buffer.from("keyturn test")))));

/** A day from now, as YYMMDDHHMMSSZ. */
function time(days: number): Buffer {
  const digits = new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

export function certify(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const owner = publicKey.export({ type: "spki", format: "der" });
  const body = sequence(der(0x02, Buffer.from([1])), ALGORITHM, NAME, sequence(time(-1), time(1)), NAME, owner);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const lines = sequence(body, ALGORITHM, signature).toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    spki: createHash("sha256").update(owner).digest("base64"),
  };
}
