import { lazyLibrary } from '../base/index.ts';

/**
 * The FollowTheMoney library. It is one CommonJS file of 300 kB: imported as a module, Node
 * would read it twice, first for the names it exports.
 */
export const { defaultModel, Model } = lazyLibrary<typeof import('@opensanctions/followthemoney')>(
  '@opensanctions/followthemoney',
)();
