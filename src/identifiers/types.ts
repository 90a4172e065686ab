export type IdentifierKind =
  | 'curp'
  | 'rfc'
  | 'passport'
  | 'imo'
  | 'mmsi'
  | 'lei'
  | 'swift'
  | 'wallet'
  | 'tax'
  | 'registration'
  | 'national'
  | 'other'
  | 'phone'
  | 'email'
  | 'domain';

/** A number or address that identifies a party. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised for equality: two identifiers of comparable kinds are the same when it is. */
  readonly value: string;
  readonly original: string;
  /**
   * Whether its check digit, check sum or form is right; undefined when the kind has none. Lists
   * carry slips of the pen, so a wrong one is never a reason to leave an identifier out.
   */
  readonly valid: boolean | undefined;
}
