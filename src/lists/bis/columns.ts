import type { TableLayout } from '../table.ts';

const COLUMNS = [
  'Name',
  'Street_Address',
  'City',
  'State',
  'Country',
  'Postal_Code',
  'Effective_Date',
  'Expiration_Date',
  'Standard_Order',
  'Last_Update',
  'Action',
  'FR_Citation',
];

/** The Denied Persons List: values between tabs, each in quotes. The files seen are plain ASCII. */
export const DPL_LAYOUT: TableLayout = {
  encoding: 'windows-1252',
  separators: ['\t'],
  header: COLUMNS,
  known: [],
};

/** Whether the first characters of a file are the list's header. */
export function isDpl(prefix: string): boolean {
  const line = /^.*/.exec(prefix)?.[0] ?? '';
  return line.includes('\t') && COLUMNS.every((name) => line.includes(name));
}
