import type { ExaminerInput } from '../examiner/form.ts';

/** A made-up package; nobody measured its figures. */
export const EXAMINER: ExaminerInput = {
  institution: 'Example Bank, N.A.',
  from: '2026-01-01',
  to: '2026-09-30',
  version: '0.1.0',
  commit: 'c'.repeat(40),
  points: [
    { number: 1, text: 'Screens names (made up).\nDoes not decide.', from: 'README.md' },
    {
      number: 8,
      figures: [
        { what: 'Recall, exact', value: '1.0', unit: 'share', from: 'bench, made-up run 7' },
      ],
      tables: [
        {
          title: 'Recall by kind of change',
          headings: ['Change', 'Recall', 'Interval'],
          rows: [
            ['typo', '0.9'],
            ['order', '1.0', '0.99–1.0'],
          ],
          from: 'bench, made-up run 7',
        },
      ],
      absent: 'Arabic script was not measured.',
    },
    { number: 11, absent: 'No other engine was asked in this period.' },
  ],
};
