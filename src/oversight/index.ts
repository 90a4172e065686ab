export { oversightCsv } from './csv.ts';
export type { Figure } from './figures.ts';
export { datesOf, type ListDates } from './list-ages.ts';
export { kindsFor, type Oversight, type OversightQuestion, oversightOf } from './oversight.ts';
export { endOf } from './until.ts';
