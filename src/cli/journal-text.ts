import type {
  Finding,
  JournalRecord,
  Personal,
  Proven,
  Recovery,
  Verdict,
} from '../journal/index.ts';

/** What the commands of the journal say to people. */

const NUMBERS = new Intl.NumberFormat('en-US');
const count = (number: number, what: string): string =>
  `${NUMBERS.format(number)} ${what}${number === 1 ? '' : 's'}`;

/** How far the record is signed and witnessed. */
export interface JournalState {
  readonly key: string;
  readonly records: number;
  readonly signed: number;
  readonly witnessed?: { readonly size: number; readonly by: string; readonly at: Date };
}

export function describeState({ key, records, signed, witnessed }: JournalState): string {
  return [
    `Key        ${key}`,
    `Records    ${NUMBERS.format(records)}`,
    `Signed     the first ${NUMBERS.format(signed)}`,
    witnessed === undefined
      ? 'Witnessed  none: who has the key could write all of it anew, and nobody would see it'
      : `Witnessed  the first ${NUMBERS.format(witnessed.size)}, by ${witnessed.by} at ` +
        witnessed.at.toISOString(),
  ].join('\n');
}

export function describeFinding({ file, record, offset, what }: Finding): string {
  const place = [
    file,
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
  ];
  return `${place.join(', ')}: ${what}`;
}

export function describeVerdict({ size, findings, personal, witnessed }: Verdict): string {
  const { kept, erased } = personal;
  const people = `of ${NUMBERS.format(kept)} kept, of ${NUMBERS.format(erased)} erased`;
  const read = `${count(size, 'record')} read; personal data ${people}.`;
  if (findings.length > 0) return `${read} ${count(findings.length, 'finding')}.`;
  const promise =
    witnessed === undefined
      ? 'No witness has seen it, so that only whoever kept a checkpoint can exclude a forgery.'
      : `${witnessed.by} saw the first ${NUMBERS.format(witnessed.size)} at ` +
        `${witnessed.at.toISOString()}.`;
  return `${read} Everything is as it was written. ${promise}`;
}

export function describeRecovery({ cut, erased }: Recovery): string[] {
  return [
    ...(cut === undefined
      ? []
      : [
          `A crash had torn the end of ${cut.file}: ${count(cut.bytes, 'byte')} from byte ` +
            `${cut.offset} on, of records that nobody had been told were kept, were cut.`,
        ]),
    ...(erased === 0 ? [] : [`${count(erased, 'erasure')} that a crash broke off: done.`]),
  ];
}

export function describeProven({ record, size, witnessed }: Proven): string {
  const seen = witnessed.map(({ by, at }) => `, seen by ${by} at ${at.toISOString()}`).join('');
  return (
    `Record ${record.seq} (${record.type}, ${record.at.toISOString()}) is one of the ` +
    `${count(size, 'record')} of this log${seen}.`
  );
}

/** A record for programs, with its bytes as base64. */
export function recordJson({ at, content, commitment, ...record }: JournalRecord): object {
  return {
    ...record,
    at: at.toISOString(),
    ...('bytes' in content
      ? { bytes: Buffer.from(content.bytes).toString('base64') }
      : { body: content.body }),
    ...(commitment && { commitment: Buffer.from(commitment).toString('base64') }),
  };
}

/** Personal data for programs: JSON as it is, other bytes as base64. */
export function personalJson(personal: Personal): object {
  if (personal.state !== 'kept') return personal;
  const { data } = personal;
  try {
    return { state: 'kept', data: JSON.parse(data.toString('utf8')) as unknown };
  } catch {
    return { state: 'kept', bytes: data.toString('base64') };
  }
}
