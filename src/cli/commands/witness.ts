import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { EXIT } from '../../base/index.ts';
import { parseVerifier, startWitness, type Verifier } from '../../journal/index.ts';
import { type Context, print, say } from '../context.ts';
import type { SetExit } from '../exit.ts';
import { homeOf } from '../home.ts';
import { collect, filled, type GlobalOptions, port } from '../options.ts';
import { aborted, type ListenOptions, listenProblem } from '../serving.ts';
import { tell } from '../tell.ts';

interface Options extends GlobalOptions, ListenOptions {
  readonly log: readonly string[];
  readonly name?: string;
}

/** `tamiz witness`: co-signs the checkpoints of journals that others keep. */
export function addWitnessCommand(program: Command, context: Context, setExit: SetExit): void {
  program
    .command('witness')
    .description(
      "Co-sign the checkpoints of somebody else's journal until stopped with Ctrl-C, as C2SP " +
        'tlog-witness says: only those that begin with all that was seen before. Run it where ' +
        'whoever keeps the journal cannot reach, with a data folder of its own.',
    )
    .summary("co-sign the checkpoints of somebody else's journal")
    .requiredOption('--log <key>', 'public key of a journal; may be repeated', collect)
    .option('--name <name>', 'its name, such as witness.example.com', filled('--name'))
    .option('--host <host>', 'address to listen on', filled('--host'), '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', port('--port'), 8081)
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const logs = options.log.map((key) => parseVerifier(key, 'log', '--log'));
      await serveWitness(context, options, logs);
      setExit(EXIT.done);
    });
}

async function serveWitness(
  context: Context,
  options: Options,
  logs: readonly Verifier[],
): Promise<void> {
  const { host, port: wanted, name } = options;
  const { clock, entropy } = context;
  const home = homeOf(context, options.home);
  const witness = await startWitness({
    place: { home, clock, entropy },
    logs,
    onFault: (error) => void tell(context, error),
    ...(name !== undefined && { name }),
  });
  try {
    witness.server.listen(wanted, host);
    await once(witness.server, 'listening').catch((error: unknown) => {
      throw listenProblem(error, options);
    });
    print(context, witness.key.text);
    const { port: taken } = witness.server.address() as AddressInfo;
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
    say(context, `That is its public key; the witness is at ${address}   (stop it with Ctrl-C)`);
    await aborted(context.abort);
  } finally {
    await witness.close();
  }
}
