import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import type { LinkedListing, Listing } from '../wire.ts';

export interface ListingState {
  readonly listing?: LinkedListing;
  readonly error?: ApiError;
}

/**
 * A listing with its sources and links; `known` is shown until it has come. Without an id nothing
 * is asked.
 */
export function useListing(
  id: string,
  asOf: string | undefined,
  known: Listing | undefined,
): ListingState {
  const [state, setState] = useState<ListingState>({});
  useEffect(() => {
    const controller = new AbortController();
    setState({});
    if (id === '') return;
    api.entity(id, asOf, controller.signal).then(
      (listing) => setState({ listing }),
      (error: ApiError) => {
        if (!controller.signal.aborted) setState({ error });
      },
    );
    return () => controller.abort();
  }, [id, asOf]);
  return state.listing === undefined && known !== undefined ? { ...state, listing: known } : state;
}
