import forge from 'node-forge';

/** @unsync */
export function sign(privateKey: string, text: string): string {
  const digest = forge.md.sha256.create().update(text, 'utf8');
  return forge.util.encode64(forge.pki.privateKeyFromPem(privateKey).sign(digest));
}

/** @unsync */
export function readCertificate(pem: string): forge.pki.Certificate {
  return forge.pki.certificateFromPem(pem);
}

/** @unsync */
export function publicKeyOf(pem: string): forge.pki.rsa.PublicKey {
  return forge.pki.publicKeyFromPem(pem);
}
