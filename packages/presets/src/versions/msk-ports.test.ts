import { describe, expect, it } from "vitest";
import { type MskListener, mskListeners, openListeners } from "./msk-ports.js";

describe("openListeners", () => {
  it("opens plaintext only where clients need not prove who they are and TLS is not forced", () => {
    expect(openListeners(["none"], "TLS_PLAINTEXT")).toEqual(["plaintext", "tls"]);
    expect(openListeners(["none"], "PLAINTEXT")).toEqual(["plaintext"]);
    expect(openListeners(["none"], "TLS")).toEqual(["tls"]);
    expect(openListeners(["iam"], "TLS_PLAINTEXT")).toEqual(["iam"]);
  });

  it("opens one listener for each way to authenticate, and the TLS listener for certificates", () => {
    expect(openListeners(["iam", "scram"], "TLS")).toEqual(["scram", "iam"]);
    expect(openListeners(["mtls"], "TLS")).toEqual(["tls"]);
  });
});

describe("MSK listeners", () => {
  const all: readonly MskListener[] = Object.values(mskListeners);

  it("has a mechanism exactly where the protocol is SASL", () => {
    for (const { protocol, mechanism } of all) expect(mechanism !== null).toBe(protocol.startsWith("SASL"));
  });

  it("offers no plaintext over public addresses, and public ports a hundred above the private ones", () => {
    expect(mskListeners.plaintext.publicPort).toBeNull();
    for (const { port, publicPort } of all) if (publicPort !== null) expect(publicPort).toBe(port + 100);
  });
});
