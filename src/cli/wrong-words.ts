import type { CommanderError } from 'commander';
import { ERRORS, problem, type TamizError } from '../base/index.ts';

/** What each fault that commander finds in the words of a command stands against. */
const EXPECTED: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'an option that this command knows',
  'commander.unknownCommand': 'a command that Tamiz knows',
  'commander.missingArgument': 'all that this command needs',
  'commander.optionMissingArgument': 'a value behind the option',
  'commander.excessArguments': 'no more than this command takes',
};

/** Commander's fault in the words of Tamiz: what was expected, what was found, what to do. */
export function wrongWords({ code, message }: CommanderError): TamizError {
  const [what = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const meant = /^\((Did you mean .*)\)$/.exec(hint)?.[1];
  const remedies = [meant, remedyFor(what), ERRORS.USAGE_OPTION.remedy];
  return problem('USAGE_OPTION', {
    expected: EXPECTED[code] ?? ERRORS.USAGE_OPTION.expected,
    found: what.replace(/\.$/, ''),
    remedy: remedies.filter((remedy) => remedy !== undefined).join(' '),
  });
}

/** Slips that are easily made, with what helps. */
function remedyFor(what: string): string | undefined {
  if (what === "missing required argument 'file'") {
    return 'Name the file before the options: --list takes every word that follows it.';
  }
  if (what.startsWith("too many arguments for 'lists'")) {
    return 'The commands of lists are update and import.';
  }
  return undefined;
}
