import { loadData } from '../base/index.ts';
import { base58CheckValid, decodeBase58, RIPPLE_ALPHABET } from './base58.ts';
import { bech32Valid, cashAddressValid } from './bech32.ts';

/** An address of a crypto wallet. */
export interface Wallet {
  /** The chain that its form belongs to; `evm` is Ethereum and all chains with its addresses. */
  readonly chain: string;
  /** Lower case where the chain does not care, else as written. */
  readonly value: string;
  /** Whether its check sum is right; for chains whose sum is not computed, whether its form is. */
  readonly valid: boolean;
}

interface Chain {
  readonly chain: string;
  readonly encoding: 'hex' | 'bech32' | 'cashaddr' | 'base58check' | 'ripple' | 'base58' | 'text';
  readonly pattern: string;
  readonly versions?: readonly string[];
  readonly bytes?: number;
}

const chains = loadData<{ chains: readonly Chain[] }>('identifiers/chains.json').chains.map(
  (chain) => ({ ...chain, form: new RegExp(chain.pattern) }),
);

/** Encodings that mean the same in either case, but not in a mixture. */
const CASELESS: ReadonlySet<Chain['encoding']> = new Set(['hex', 'bech32', 'cashaddr']);

/** The longest address form there is, with room for a prefix. */
const LONGEST_ADDRESS = 128;

/** Reads a wallet address by its form; undefined when it has none that is known. */
export function parseWallet(text: string): Wallet | undefined {
  const address = text.trim();
  if (address.length > LONGEST_ADDRESS) return undefined;
  let misread: Wallet | undefined;
  for (const chain of chains) {
    const value = CASELESS.has(chain.encoding) ? address.toLowerCase() : address;
    if (!chain.form.test(value)) continue;
    const wallet = walletOf(chain, value);
    if (wallet.valid) return wallet;
    misread ??= wallet;
  }
  return misread;
}

function walletOf(chain: Chain, value: string): Wallet {
  const versions = chain.versions ?? [];
  switch (chain.encoding) {
    case 'bech32':
      return { chain: chain.chain, value, valid: bech32Valid(value) };
    case 'cashaddr': {
      const bare = value.replace(/^bitcoincash:/, '');
      return { chain: chain.chain, value: bare, valid: cashAddressValid(bare) };
    }
    case 'base58check':
      return { chain: chain.chain, value, valid: base58CheckValid(value, versions) };
    case 'ripple':
      return {
        chain: chain.chain,
        value,
        valid: base58CheckValid(value, versions, RIPPLE_ALPHABET),
      };
    case 'base58':
      return { chain: chain.chain, value, valid: decodeBase58(value)?.length === chain.bytes };
    default:
      return { chain: chain.chain, value, valid: true };
  }
}
