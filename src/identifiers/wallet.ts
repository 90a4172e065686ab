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

/** A URI's scheme or a currency's code that wallets, files and people write before an address. */
const LABEL = /^[A-Za-z][A-Za-z0-9+.-]{0,19}(?::(?:\/\/)?\s*|\s*=\s*|\s+|-)(?=\S)/;

/** What EIP-681 and BIP-21 put behind the address: `@chain`, `/call`, `?amount`. */
const BEHIND = /[?@/;].*$/s;

/**
 * What is left of a cell without labels and a URI's other parts: `XBT 1A1z…`,
 * `bitcoin:1A1z…?amount=1` and `ethereum:pay-0x…@1` hold the address alone. An address of
 * hexadecimal digits gets the `0x` it lacks, where the cell is known to hold a wallet.
 */
export function bareAddress(text: string): string {
  let address = text.trim();
  for (let labels = 0; labels < MOST_LABELS && LABEL.test(address); labels++) {
    address = address.replace(LABEL, '');
  }
  address = address.replace(/^pay-/, '').replace(BEHIND, '').trim();
  return /^[0-9a-fA-F]{40}$/.test(address) ? `0x${address}` : address;
}

/** `Wallet: ETH 0x…` has two; more are no cell with an address. */
const MOST_LABELS = 3;

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
