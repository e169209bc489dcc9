import { createStore } from '../lib/store';

/** Set once the server has shown that it cannot cut filmstrips. */
export const framesMissing = createStore(false);
