import { generateKeyPairSync, sign } from 'node:crypto';

export type Certificate = { key: string; cert: string };

/** A certificate nobody vouches for, made on the spot: name, two dates and a key, signed by itself. */
export function selfSignedCertificate(name: string, lastDay = '491231'): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const algorithm = part(0x30, oid('2b6570'));
  const subject = part(0x30, part(0x31, part(0x30, oid('550403'), part(0x0c, Buffer.from(name)))));
  const validity = part(
    0x30,
    part(0x17, Buffer.from('200101000000Z')),
    part(0x17, Buffer.from(`${lastDay}235959Z`)),
  );
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const version = part(0xa0, part(0x02, Buffer.from([2])));
  const serial = part(0x02, Buffer.from([1]));
  const body = part(0x30, version, serial, algorithm, subject, validity, subject, spki);
  const signature = part(0x03, Buffer.from([0]), sign(null, body, privateKey));
  const der = part(0x30, body, algorithm, signature);
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function oid(hex: string): Buffer {
  return part(0x06, Buffer.from(hex, 'hex'));
}

/** One DER value: tag, length, content. */
function part(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
