import type { Failure } from '../../../shared/failures.ts';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { FileInfo, TextFiles } from '../ports.ts';
import { decodeConfig, largestConfigBytes, parseConfig } from './config-text.ts';
import type { Doc, Json } from './json5-document.ts';

/** One file of the config as it is on the disk. */
export type FileContent = {
  path: string;
  bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  hash: string;
  info: FileInfo;
  /** null: the bytes are no UTF-8 text. */
  text: string | null;
};

/** One file of the config that could be read and understood. */
export type ConfigFile = FileContent & { text: string; doc: Doc; value: Json };

/** `content` is there whenever the bytes could be read, even when they mean nothing. */
export type FileReading = { content: FileContent | null; parsed: Result<ConfigFile> };

export async function readConfigFile(
  files: TextFiles,
  path: string,
  maxBytes = largestConfigBytes,
): Promise<FileReading> {
  const read = await readBytes(files, path, maxBytes);
  if (!read.ok) return { content: null, parsed: failWith({ place: startOf(path), ...read.failure }) };
  const { bytes, info } = read.value;
  const raw = { path, bytes, hash: files.hash(bytes), info };
  const decoded = decodeConfig(bytes, path);
  if (!decoded.ok) {
    return {
      content: { ...raw, text: null },
      parsed: failWith({ place: startOf(path), ...decoded.failure }),
    };
  }
  const content = { ...raw, text: decoded.value };
  const parsed = parseConfig(decoded.value, path);
  return { content, parsed: parsed.ok ? ok({ ...content, ...parsed.value }) : parsed };
}

async function readBytes(
  files: TextFiles,
  path: string,
  maxBytes: number,
): Promise<Result<{ bytes: Uint8Array; info: FileInfo }>> {
  const info = await files.info(path);
  if (!info.ok) return info;
  if (info.value === null) return fail('config-missing', 'There is no such file.');
  // Opening a pipe or a device could wait for ever.
  if (info.value.kind === 'other') return fail('config-not-a-file', 'It is a pipe, a socket or a device.');
  if (info.value.kind === 'directory') return fail('config-not-a-file', 'It is a folder.');
  const bytes = await files.read(path, maxBytes);
  return bytes.ok ? ok({ bytes: bytes.value, info: info.value }) : bytes;
}

function startOf(file: string): NonNullable<Failure['place']> {
  return { file, line: 1, column: 1 };
}
