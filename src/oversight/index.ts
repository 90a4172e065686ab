export { oversightCsv } from './csv.ts';
export { datesOf } from './list-ages.ts';
export { kindsFor, type Measured, type OversightQuestion, oversightOf } from './oversight.ts';
export { endOf } from './until.ts';
