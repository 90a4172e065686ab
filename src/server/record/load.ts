/**
 * The record brings most of the rooms with it: accounts, cases, reports and their libraries. They
 * are loaded only by a server that has one, so that every other starts as fast as before.
 */
export const loadComposition = () => import('./composition.ts');
export const loadRoutes = () => import('./record.ts');
