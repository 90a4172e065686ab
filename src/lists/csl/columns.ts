import type { TableLayout } from '../table.ts';

const NEEDED = ['_id', 'source', 'entity_number', 'type', 'programs', 'name', 'addresses', 'ids'];

/** The 29 columns of the Consolidated Screening List; all of them are read. */
export const CSL_LAYOUT: TableLayout = {
  encoding: 'utf-8',
  header: NEEDED,
  known: [
    ...['title', 'federal_register_notice', 'start_date', 'end_date', 'standard_order'],
    ...['license_requirement', 'license_policy', 'call_sign', 'vessel_type', 'gross_tonnage'],
    ...['gross_registered_tonnage', 'vessel_flag', 'vessel_owner', 'remarks', 'source_list_url'],
    ...['alt_names', 'citizenships', 'dates_of_birth', 'nationalities', 'places_of_birth'],
    'source_information_url',
  ],
};

/** Whether the first characters of a file are the list's header. */
export function isCsl(prefix: string): boolean {
  const names = (/^.*/.exec(prefix)?.[0] ?? '').replaceAll('"', '').split(',');
  return NEEDED.every((name) => names.includes(name)) && names.includes('source_list_url');
}

/** The parts of a cell that holds several, with `; ` between them. */
export function several(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split('; ')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
