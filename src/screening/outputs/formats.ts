import { extname } from 'node:path';
import { problem } from '../../base/index.ts';
import type { Screener } from '../types.ts';
import { csvWriter } from './csv.ts';
import { jsonlWriter } from './jsonl.ts';
import type { Sink } from './sink.ts';
import type { HitWriter, Language } from './writer.ts';
import { xlsxWriter } from './xlsx.ts';

export type OutputFormat = 'jsonl' | 'csv' | 'xlsx';

/** The format that a file name asks for. Throws `USAGE_OUTPUT` for any other ending. */
export function outputFormat(path: string): OutputFormat {
  switch (extname(path).toLowerCase()) {
    case '.jsonl':
    case '.json':
      return 'jsonl';
    case '.csv':
      return 'csv';
    case '.xlsx':
      return 'xlsx';
    default:
      throw problem('USAGE_OUTPUT', { found: path });
  }
}

/** The writer of a format; `isNew` is false when the output has a beginning already. */
export function hitWriter(
  format: OutputFormat,
  sink: Sink,
  screener: Screener,
  language: Language,
  isNew = true,
): HitWriter {
  if (format === 'jsonl') return jsonlWriter(sink);
  if (format === 'csv') return csvWriter(sink, language, isNew);
  return xlsxWriter(sink, language, screener.lists);
}
