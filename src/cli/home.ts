import { statSync } from 'node:fs';
import { problem } from '../base/index.ts';
import { type Context, variable } from './context.ts';

/**
 * The data folder: the option, else the environment, else the default. It need not be there yet.
 * @throws USAGE_OPTION when something else stands in its place
 */
export function homeOf(context: Context, option: string | undefined): string {
  const home = option ?? variable(context, 'TAMIZ_HOME') ?? context.defaultHome;
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw problem('USAGE_OPTION', {
      where: home,
      expected: 'a data folder',
      found: 'a file',
      remedy: 'Name a folder with --home or TAMIZ_HOME; it is made when it is not there.',
    });
  }
  return home;
}
