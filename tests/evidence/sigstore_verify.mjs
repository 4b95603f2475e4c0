// sigstore_verify.mjs BUNDLE.sigstore.json PUBLIC_KEY.pem [TSA.pem ROOT.pem]: whether the npm package @sigstore/verify accepts an attestation.
import fs from "node:fs";
import crypto from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
const [attestation, pem, ...chain] = process.argv.slice(2);
const bundle = bundleFromJSON(JSON.parse(fs.readFileSync(attestation, "utf8")));
const key = crypto.createPublicKey(fs.readFileSync(pem, "utf8"));
const hint = crypto.createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("base64");
const stamped = chain.length > 0;
const authorities = stamped ? [{
  subject: { organization: "", commonName: "" }, uri: "", validFor: { start: new Date(0) },
  certChain: { certificates: chain.map((path) => ({ rawBytes: new crypto.X509Certificate(fs.readFileSync(path)).raw })) } }] : [];
const root = { mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1", tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: authorities };
const trust = toTrustMaterial(root, (wanted) => { if (wanted !== hint) throw new Error("another key"); return { publicKey: key, validFor: () => true }; });
new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: stamped ? 1 : 0, tsaThreshold: stamped ? 1 : 0 }).verify(toSignedEntity(bundle));
console.log("verified");
