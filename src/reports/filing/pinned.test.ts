import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPORTS } from '../reports.ts';
import { APPROVED } from '../testing/context.ts';
import { EXAMINER } from '../testing/examiner.ts';
import { SAR as GOAML_SAR, STR } from '../testing/goaml.ts';
import { PETITION, RELEASE, SUBJECT } from '../testing/letters.ts';
import { ANNUAL, BLOCKED, REJECTED, UNBLOCKED } from '../testing/ofac.ts';
import { SAR } from '../testing/sar.ts';
import { pin } from './pins.ts';

const INPUTS: Readonly<Record<string, object>> = {
  'us-ofac-blocked': BLOCKED,
  'us-ofac-unblocked': UNBLOCKED,
  'us-ofac-rejected': REJECTED,
  'us-ofac-annual': ANNUAL,
  'us-ofac-release': RELEASE,
  'us-ofac-petition': PETITION,
  'subject-file': SUBJECT,
  'us-fincen-sar': SAR,
  'goaml-str': STR,
  'goaml-sar': GOAML_SAR,
  'examiner-package': EXAMINER,
};

/**
 * Whoever changes how a form is written changes what was approved with earlier versions, which
 * then shows `REPORT_CHANGED` instead of the document. A difference here must be meant; the notes
 * of the release then say that documents approved before need the version of then.
 */
test('every form is written as it was when documents were approved', async () => {
  const lines: string[] = [];
  for (const report of REPORTS) {
    const { documents } = await pin(report, INPUTS[report.name] ?? {}, APPROVED);
    expect(documents).toHaveLength(2 * report.formats.length);
    for (const { format, language, sha256, bytes } of documents) {
      lines.push(`${report.name} ${format} ${language} ${bytes} ${sha256}`);
    }
  }
  const kept = join(import.meta.dirname, 'pinned.txt');
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(kept);
});
