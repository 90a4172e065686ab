/** A moment as people read it, to the minute; it is UTC, which whoever prints it says. */
export const minute = (moment: Date): string => moment.toISOString().slice(0, 16).replace('T', ' ');
