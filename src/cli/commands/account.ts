import type { Command } from 'commander';
import { type Context, print, say } from '../context.ts';
import { minute } from '../moment.ts';
import { filled, type GlobalOptions } from '../options.ts';
import { withOwnStore } from '../record.ts';

interface Options extends GlobalOptions {
  readonly organisation: string;
}

/** `tamiz account`: what only whoever runs Tamiz may do, at the machine itself. */
export function addAccountCommand(program: Command, context: Context): void {
  const account = program
    .command('account')
    .description('Make organisations, and links for administrators who lost theirs.')
    .summary('make organisations and links for their administrators');
  addLinking(account, context, {
    name: 'link',
    summary: 'make another link for an administrator',
    description:
      'Make another link with which an administrator chooses a password; earlier ones end. The ' +
      'record says that it was made here. Stop the server first.',
    make: (accounts) => accounts.renewAdministrator,
  });
  addLinking(account, context, {
    name: 'found',
    summary: 'make an organisation',
    description:
      'Make an organisation with one administrator, and the link with which they join. ' +
      'Organisations see nothing of each other. Stop the server first.',
    make: (accounts) => accounts.foundOrganisation,
  });
}

type Accounts = typeof import('../../accounts/index.ts');

interface Linking {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly make: (accounts: Accounts) => Accounts['renewAdministrator'];
}

function addLinking(account: Command, context: Context, linking: Linking): void {
  account
    .command(linking.name)
    .description(linking.description)
    .summary(linking.summary)
    .argument('[handle]', 'the administrator', 'admin')
    .option('--organisation <name>', 'the organisation', filled('--organisation'), 'main')
    .action(async (handle: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { clock, entropy } = context;
      const accounts = await import('../../accounts/index.ts');
      await withOwnStore(context, options, async (store) => {
        const world = accounts.accountWorld(clock, entropy, fetch);
        const who = { tenant: options.organisation, handle };
        const { token, expires } = await linking.make(accounts)(store, who, world);
        say(
          context,
          `For ${handle} of ${options.organisation}, once, until ${minute(expires)} UTC:`,
        );
        print(context, `/#/join/${token}`);
      });
    });
}
