/** Tells the exit code of a command that ended well. */
export type SetExit = (code: number) => void;

/** The exit code of a shell for a process that SIGINT ended. */
export const INTERRUPTED = 130;
