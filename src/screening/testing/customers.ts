import { loadCustomers } from '../customers/load.ts';
import { customersFolder } from '../customers/state.ts';

/** Loads customers of a made-up CSV file into a data folder. */
export async function loadMadeUp(home: string, csv: string, replace = false): Promise<void> {
  const bytes = async function* () {
    yield Buffer.from(csv);
  };
  await loadCustomers(customersFolder(home), { name: 'made-up.csv', bytes: bytes() }, { replace });
}
