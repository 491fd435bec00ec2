import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./program.ts";

/** Files in PEM of a private authority and of a server that it vouches for. */
export interface Certificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Made by openssl in the folder; `name` is the only host that it is good for. */
export function makeCertificate(folder: string, name: string): Certificate {
  const file = (one: string) => join(folder, `${name}-${one}`);
  const [authority, authorityKey] = [file("ca.crt"), file("ca.key")];
  const [certificate, key, request] = [file("server.crt"), file("server.key"), file("server.csr")];
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  runProgram([
    ...["openssl", "req", "-x509", ...newKey, "-days", "2", "-subj", "/CN=Test authority"],
    ...["-keyout", authorityKey, "-out", authority],
  ]);
  runProgram([
    ...["openssl", "req", ...newKey, "-subj", `/CN=${name}`, "-keyout", key, "-out", request],
  ]);
  const extensions = file("server.ext");
  writeFileSync(extensions, `subjectAltName=${isAddress(name) ? "IP" : "DNS"}:${name}\n`);
  runProgram([
    ...["openssl", "x509", "-req", "-in", request, "-CA", authority, "-CAkey", authorityKey],
    ...["-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", certificate],
  ]);
  return { authority, certificate, key };
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name);
}
