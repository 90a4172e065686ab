import { loadData } from '../base/index.ts';
import type { Verified } from '../law/index.ts';
import { formatAmount, unitsOf } from './amounts.ts';
import type { Term } from './tables.ts';

/** Double entry: each entry moves an amount between two accounts, and nothing is ever changed. */

/** What an entry of one type does. */
export interface EntryType extends Term {
  readonly from: string;
  readonly to: string;
  readonly second: boolean;
  readonly licence: boolean;
  readonly clocks: readonly string[];
  readonly unlessCase: boolean;
  readonly citations: readonly string[];
  readonly verified: Verified;
}

const table = loadData<{
  readonly accounts: readonly string[];
  readonly types: readonly EntryType[];
  readonly forms: readonly Term[];
}>('cases/ledger.json');

export const ENTRY_TYPES: readonly EntryType[] = table.types;
export const PROPERTY_FORMS: readonly Term[] = table.forms;
export const ACCOUNTS: readonly string[] = table.accounts;

/** Where amounts come from; the only account that is below zero. */
const OUTSIDE = 'outside';

/** What an entry says for good. */
export type Entry = {
  /** Chosen by whoever asks, so that asking twice enters it once. */
  readonly id: string;
  /** A type of data/cases/ledger.json, or `reverse`. */
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** A decimal text with all decimals of the currency. */
  readonly amount: string;
  /** The day on which it happened. */
  readonly day: string;
  /** The entry that it reverses. */
  readonly of?: string;
  /** The licence or other authority, by its number. */
  readonly licence?: string;
};

/** Amounts by currency and account, as decimal texts. */
export type Balances = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Balances with one more entry. */
export function withEntry(balances: Balances, entry: Entry): Balances {
  const { currency, from, to, amount } = entry;
  const before = balances[currency] ?? {};
  const units = unitsOf(amount, currency);
  const moved: Record<string, string> = { ...before };
  const move = (account: string, by: bigint) => {
    moved[account] = formatAmount(signedUnits(moved[account] ?? '0', currency) + by, currency);
  };
  move(from, -units);
  move(to, units);
  return { ...balances, [currency]: moved };
}

const signedUnits = (text: string, currency: string): bigint =>
  text.startsWith('-') ? -unitsOf(text.slice(1), currency) : unitsOf(text, currency);

/** The balances of entries, worked out from nothing but them. */
export function balancesOf(entries: readonly Entry[]): Balances {
  const sums = new Map<string, Map<string, bigint>>();
  for (const { currency, from, to, amount } of entries) {
    const accounts = sums.get(currency) ?? new Map<string, bigint>();
    sums.set(currency, accounts);
    const units = unitsOf(amount, currency);
    accounts.set(from, (accounts.get(from) ?? 0n) - units);
    accounts.set(to, (accounts.get(to) ?? 0n) + units);
  }
  const texts = [...sums].map(([currency, accounts]) => {
    const pairs = [...accounts].map(([name, units]) => [name, formatAmount(units, currency)]);
    return [currency, Object.fromEntries(pairs)];
  });
  return Object.fromEntries(texts);
}

/** Whether balances are those of the entries, and all accounts of a currency together are zero. */
export function isBalanced(balances: Balances, entries: readonly Entry[]): boolean {
  const again = balancesOf(entries);
  const currencies = new Set([...Object.keys(balances), ...Object.keys(again)]);
  return [...currencies].every((currency) => {
    const [kept, worked] = [balances[currency] ?? {}, again[currency] ?? {}];
    const sum = Object.values(kept).reduce((all, one) => all + signedUnits(one, currency), 0n);
    const names = new Set([...Object.keys(kept), ...Object.keys(worked)]);
    return sum === 0n && [...names].every((name) => kept[name] === worked[name]);
  });
}

/** What is on an account at the end of a day, by currency; nothing that is zero. */
export function onAccount(
  entries: readonly Entry[],
  account: string,
  day: string,
): Readonly<Record<string, string>> {
  const balances = balancesOf(entries.filter((entry) => entry.day <= day));
  const found = Object.entries(balances).flatMap(([currency, accounts]) => {
    const amount = accounts[account] ?? '0';
    return signedUnits(amount, currency) === 0n ? [] : [[currency, amount] as const];
  });
  return Object.fromEntries(found);
}

/** The first end of a day at which an account would be below zero. */
export function firstOverdrawn(
  entries: readonly Entry[],
): { readonly day: string; readonly account: string; readonly amount: string } | undefined {
  const byDay = new Map<string, Entry[]>();
  for (const entry of entries) {
    const ofDay = byDay.get(entry.day);
    if (ofDay === undefined) byDay.set(entry.day, [entry]);
    else ofDay.push(entry);
  }
  const sums = new Map<string, bigint>();
  for (const [day, ofDay] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const touched = new Set<string>();
    for (const { currency, from, to, amount } of ofDay) {
      const units = unitsOf(amount, currency);
      const [source, target] = [`${currency} ${from}`, `${currency} ${to}`];
      sums.set(source, (sums.get(source) ?? 0n) - units);
      sums.set(target, (sums.get(target) ?? 0n) + units);
      touched.add(source).add(target);
    }
    for (const key of touched) {
      const units = sums.get(key) ?? 0n;
      const [currency = '', account = ''] = key.split(' ');
      if (account === OUTSIDE || units >= 0n) continue;
      return { day, account, amount: `${formatAmount(units, currency)} ${currency}` };
    }
  }
  return undefined;
}
