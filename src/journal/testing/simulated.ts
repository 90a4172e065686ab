/** What a simulation of another room needs to open a journal on a disk in memory. */
export { createJournal } from '../create.ts';
export { Journal } from '../journal.ts';
export { verifyJournal } from '../verify.ts';
export { Crash, SimDisk } from './sim-disk.ts';
export { testWorld } from './world.ts';
