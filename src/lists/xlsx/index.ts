export { isSpreadsheet } from './archive.ts';
export { type Cell, excelDay, readSheet, type SheetRow } from './sheet.ts';
