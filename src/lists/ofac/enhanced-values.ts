import type { Cursor } from '../cursor.ts';
import type { Signal } from '../types.ts';
import { parseDay, periodText } from './periods.ts';

export type Tell = (kind: Signal['kind'], found: string) => void;

/** The file's own lists of values, `referenceValues` and `featureTypes`, by number. */
export interface References {
  readonly values: Map<string, string>;
  readonly featureTypes: Map<string, string>;
}

/** Reads what occurs at many places of an entity; hears of what does not fit. */
export class EnhancedValues {
  readonly #references: References;
  readonly tell: Tell;

  constructor(references: References, tell: Tell) {
    this.#references = references;
    this.tell = tell;
  }

  /**
   * The value of an element that names one by number; the words beside the number are the same in a
   * sane file, and the number decides where they are not.
   */
  named(element: Cursor | undefined): string | undefined {
    if (element === undefined) return undefined;
    return this.#resolve(this.#references.values, element.attribute('refId'), element);
  }

  /** The type of a feature. */
  featureType(element: Cursor | undefined): string | undefined {
    if (element === undefined) return undefined;
    return this.#resolve(
      this.#references.featureTypes,
      element.attribute('featureTypeId'),
      element,
    );
  }

  /** A value by its number alone, beside the words that it should be. */
  checked(id: string | undefined, words: string): string {
    if (id === undefined) return words;
    return this.#compare(this.#references.values, id, words, 'valueRefId') ?? words;
  }

  #resolve(values: ReadonlyMap<string, string>, id: string | undefined, element: Cursor) {
    const words = element.text();
    if (id === undefined) {
      if (words !== undefined) this.tell('odd-value', `${element.name} ${words} without a number`);
      return words;
    }
    return this.#compare(values, id, words, element.name) ?? words;
  }

  #compare(
    values: ReadonlyMap<string, string>,
    id: string,
    words: string | undefined,
    name: string,
  ): string | undefined {
    const value = values.get(id);
    if (value === undefined) {
      this.tell('unknown-value', `${name} ${id} (${words ?? ''}), which the file does not define`);
    } else if (words !== undefined && words !== value) {
      this.tell('odd-value', `${name} ${id} is ${value}, but called ${words}`);
    }
    return value;
  }

  /** `true` or `false`. */
  flag(parent: Cursor, name: string): boolean {
    const text = parent.take(name);
    if (text !== 'true' && text !== 'false') {
      this.tell('unknown-value', `${name} ${text ?? 'absent'}`);
    }
    return text === 'true';
  }

  /** A period in the words of the classic formats; undefined when it is none. */
  period(element: Cursor | undefined): string | undefined {
    if (element === undefined) return undefined;
    element.ignore('id', 'isDateRange');
    const ends = ['fromDateBegin', 'fromDateEnd', 'toDateBegin', 'toDateEnd'].map((name) =>
      element.take(name),
    );
    const approximate = this.flag(element, 'isApproximate');
    const days = ends.filter((text) => text !== undefined).map(parseDay);
    const first = days[0];
    const last = days.at(-1);
    if (first === undefined || last === undefined || days.includes(undefined)) {
      if (ends.some((text) => text !== undefined)) {
        this.tell('odd-value', `a period from ${ends[0]} to ${ends.at(-1)}`);
      }
      return undefined;
    }
    return periodText(first, last, approximate);
  }
}
