export { mxLayout, satPart } from './layouts.ts';
export { readMxSat } from './sat.ts';
export { readMxSfp } from './sfp.ts';
